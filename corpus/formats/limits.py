"""What reading one file may take; shared by the process that reads and the one that waits."""

SIZE_LIMIT = 20_000_000  # bytes of a file; what Telegram lets a bot fetch
SECONDS = 55  # until the process is stopped
CPU_SECONDS = 100  # of that process alone, should the one that waits be gone
MEMORY = 800_000_000  # bytes; two tesseract beside it may take 350 MB each
TEXT_LIMIT = 5_000_000  # characters; the longest public report seen has fewer
REFUSED = 3  # exit status: the answer is a sentence
