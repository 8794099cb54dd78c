"""Errors of the library; the whole tree is drawn in `corpus.errors`."""

from corpus.errors import SecpaError


class LibraryError(SecpaError):
    """Something asked of the library cannot be done; the sources stay as they are."""


class BackupError(SecpaError):
    """A backup cannot be written, or is not one; nothing was restored."""
