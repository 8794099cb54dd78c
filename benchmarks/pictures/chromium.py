"""Taking pictures of pages with Chromium, without a window and without the network."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

WIDTH = 400  # CSS pixels
SCALE = 1.25  # pixels of the picture for one of the page
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", f"--force-device-scale-factor={SCALE}"),
)
_MEASURE = (
    "<script>document.documentElement.dataset.height="
    "Math.ceil(document.documentElement.getBoundingClientRect().height)</script>"
)
_HEIGHT = re.compile(r'data-height="(\d+)"')


def take(page: str, picture: Path) -> None:
    """Write the whole of `page` to the PNG file `picture`. RuntimeError without Chromium."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise RuntimeError("Chromium is not installed: apt-get install chromium fonts-noto")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page + _MEASURE, "utf-8")
        common = [program, *_OPTIONS, f"--user-data-dir={folder}/profile"]
        tall = f"--window-size={WIDTH},800"
        dumped = _run([*common, tall, "--dump-dom", file.as_uri()])
        measured = _HEIGHT.search(dumped)
        if measured is None:
            raise RuntimeError("Chromium did not show the page")
        size = f"--window-size={WIDTH},{measured[1]}"
        _run([*common, size, f"--screenshot={picture}", file.as_uri()])


def _run(command: list[str]) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return ran.stdout
