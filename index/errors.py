"""Errors of the index; the whole tree is drawn in `corpus.errors`."""

from corpus.errors import SecpaError


class EncoderError(SecpaError):
    """The embedding model cannot be found, unpacked or loaded."""


class SnapshotError(SecpaError):
    """A snapshot is missing, damaged, or was written by another format or encoder."""


class BuildLockedError(SecpaError):
    """Another build holds the lock."""
