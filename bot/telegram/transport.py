"""What comes back is a reply of the Bot API, or it is none and its text goes nowhere.

python-telegram-bot takes a proxy's «403 Forbidden» for a person who left, a page that came with a
200 for a success, and puts what it cannot read into the errors that it raises.
"""

import json
from http import HTTPStatus
from typing import Any

from telegram.request import HTTPXRequest

_NOTHING, _GATEWAY = b"{}", HTTPStatus.BAD_GATEWAY


class TelegramRequest(HTTPXRequest):
    """Where no Bot API answered, a gateway's error: what was asked is tried again then."""

    __slots__ = ()

    async def do_request(
        self, url: str, method: str, *args: Any, **given: Any
    ) -> tuple[int, bytes]:
        code, payload = await super().do_request(url, method, *args, **given)
        return (code, payload) if method == "GET" else _meant(code, payload)  # GET is for files


def _meant(code: int, payload: bytes) -> tuple[int, bytes]:
    """The status of a reply and the reply, if it is one."""
    try:
        reply = json.loads(payload)
    except ValueError:
        reply = None
    if not isinstance(reply, dict):
        reply, payload = {}, _NOTHING
    if code == HTTPStatus.OK and not (reply.get("ok") is True and "result" in reply):
        said = reply.get("error_code")
        code = said if type(said) is int and said >= HTTPStatus.BAD_REQUEST else _GATEWAY
    if code == HTTPStatus.FORBIDDEN and "description" not in reply:
        code = _GATEWAY
    return code, payload
