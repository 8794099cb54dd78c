"""What a figure was measured at: the commit of the code and data, and the day."""

import datetime as dt
import subprocess
from dataclasses import dataclass
from pathlib import Path

_CODE = Path(__file__).parents[2]
_ROOMS = ("bot", "index", "corpus", "tests/eval")


@dataclass(frozen=True, slots=True)
class Stamp:
    """`commit` is None outside a git checkout; `changed`: the working tree differs from it."""

    commit: str | None
    changed: bool
    date: dt.date

    def __str__(self) -> str:
        commit = f"commit {self.commit}" if self.commit else "no commit"
        return f"{commit}{' with changes' if self.changed else ''}, {self.date}"


def stamp() -> Stamp:
    """The stamp of this checkout, now."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    changed = bool(commit and _git("status", "--porcelain", "--", *_ROOMS))
    return Stamp(commit or None, changed, dt.date.today())


def _git(*arguments: str) -> str:
    """What git says of the code's folder; nothing where there is no git or no checkout."""
    if not (_CODE / ".git").exists():  # installed: a repository around it is another project's
        return ""
    try:
        done = subprocess.run(
            ["git", "-C", str(_CODE), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
