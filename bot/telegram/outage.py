"""Says once that something fails, and once that it works again, whatever the number of attempts."""

import logging

_log = logging.getLogger(__name__)


class Outage:
    """Whether something that is tried again and again works."""

    def __init__(self, trouble: str, meanwhile: str, end: str) -> None:
        """Three short sentences for the log: what fails, what happens until then, what is over."""
        self._trouble = trouble
        self._meanwhile = meanwhile
        self._end = end
        self._lasts = False

    @property
    def lasts(self) -> bool:
        """Whether it failed the last time."""
        return self._lasts

    def met(self, error: BaseException) -> None:
        """It failed just now."""
        if not self._lasts:
            self._lasts = True
            kind = type(error.__cause__ or error).__name__
            _log.warning("%s (%s): %s.", self._trouble, kind, self._meanwhile)

    def over(self) -> None:
        """It worked just now."""
        if self._lasts:
            self._lasts = False
            _log.warning("%s.", self._end)
