"""Faults on demand, and Telegram's flood limits."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum

from tests.botapi.refusal import RefusedError, too_many_requests


class Trouble(StrEnum):
    """What happens to a request instead of, or around, its ordinary reply."""

    FLOOD = "flood"  # 429, `amount` seconds to wait
    STATUS = "status"  # an HTTP status `amount`, the act does not take place
    DROP_BEFORE = "drop_before"  # the connection ends, the act did not take place
    DROP_AFTER = "drop_after"  # the act took place, the connection ends without a reply
    DELAY = "delay"  # `amount` seconds before the act
    HALF = "half"  # the act took place, half of the reply is sent
    PAGE = "page"  # an HTTP status `amount` with the text `body`, the act does not take place


@dataclass
class Fault:
    """A trouble for the next `times` requests of `method` (any but getUpdates when None)."""

    trouble: Trouble
    amount: float = 1
    method: str | None = None
    chat: int | None = None
    times: int = 1
    body: str = ""

    def hits(self, method: str, chat: object) -> bool:
        if self.method is None and method == "getupdates":
            return False
        named = self.method is None or self.method.lower() == method
        return self.times > 0 and named and (self.chat is None or self.chat == chat)


@dataclass
class Limits:
    """Flood limits as (messages, seconds); None switches one off."""

    chat: tuple[int, float] | None = None
    group: tuple[int, float] | None = None
    overall: tuple[int, float] | None = None
    _sent: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, chat: int) -> None:
        """Count one message to `chat`, or RefusedError with the seconds to wait."""
        self.room_for(chat, 1)
        for key, _ in self._rules(chat):
            self._sent[key].append(time.monotonic())

    def room_for(self, chat: int, messages: int) -> None:
        """RefusedError with the seconds to wait where so many messages would be too many."""
        now = time.monotonic()
        for key, (most, seconds) in self._rules(chat):
            recent = self._sent[key]
            while recent and now - recent[0] >= seconds:
                recent.popleft()
            if len(recent) + messages > most:
                oldest = recent[0] if recent else now
                raise too_many_requests(max(1, round(seconds - (now - oldest))))

    def _rules(self, chat: int) -> list[tuple[object, tuple[int, float]]]:
        every: list[tuple[object, tuple[int, float] | None]] = [
            (("chat", chat), self.chat),
            (("group", chat), self.group if chat < 0 else None),
            ("overall", self.overall),
        ]
        return [(key, rule) for key, rule in every if rule is not None]


def status_refusal(code: int) -> RefusedError:
    names = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
    return RefusedError(code, names.get(code, "Error"))
