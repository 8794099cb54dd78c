"""What can go wrong when answers are measured."""

from corpus.errors import SecpaError


class EvaluationError(SecpaError):
    """A question file cannot be read, or a result cannot be written."""
