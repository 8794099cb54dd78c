"""What can go wrong, as one tree; every message is one sentence a person can act on.

SecpaError
├── SourceError       a source file that cannot be read
├── CatalogueError    catalogue.toml or another data file is wrong
├── EncoderError      the embedding model cannot be had            (index)
├── SnapshotError     a snapshot is missing, damaged or of another format (index)
└── BuildLockedError  another build is running                      (index)
"""


class SecpaError(Exception):
    """Base of every error that is shown to a person, without a traceback."""


class SourceError(SecpaError):
    """A source file cannot be read: wrong encoding, empty, too large, of an unknown format."""


class CatalogueError(SecpaError):
    """A data file of the corpus is malformed or contradicts its sources."""
