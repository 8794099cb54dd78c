"""What can go wrong, as one tree; every message is one sentence a person can act on.

SecpaError
├── SourceError       a source file that cannot be read
│   └── UnreadableFileError  the same, of a file that was sent
├── CatalogueError    catalogue.toml or another data file is wrong
├── EncoderError      the embedding model cannot be had            (index)
├── SnapshotError     a snapshot is missing, damaged or of another format (index)
├── BuildLockedError  another build is running                      (index)
├── LibraryError      something asked of the sources cannot be done (bot)
└── BackupError       a backup cannot be written or is none         (bot)
"""


class SecpaError(Exception):
    """Base of every error that is shown to a person, without a traceback."""


class SourceError(SecpaError):
    """A source file cannot be read: wrong encoding, empty, too large, of an unknown format."""


class UnreadableFileError(SourceError):
    """A file that was sent cannot be read; nothing of it is kept."""


class CatalogueError(SecpaError):
    """A data file of the corpus is malformed or contradicts its sources."""
