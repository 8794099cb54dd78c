"""Inline keyboards, as strictly as Telegram takes them."""

from typing import Any
from urllib.parse import urlsplit

from tests.botapi.refusal import bad_request

Json = dict[str, Any]

DATA_LIMIT = 64  # bytes
COPY_LIMIT = 256  # characters
BUTTON_LIMIT = 100
ROW_LIMIT = 8
_ACTIONS = (
    *("url", "callback_data", "copy_text", "switch_inline_query", "login_url", "web_app"),
    *("switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "pay"),
)


def _check_button(button: Json) -> None:
    if not button.get("text", "").strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    actions = [name for name in _ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        size = len(button["callback_data"].encode())
        if not 1 <= size <= DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        parts = urlsplit(button["url"])
        if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid")


def check_inline(markup: Json | None) -> Json | None:
    """The keyboard as Telegram keeps it (None when it has no button), or RefusedError."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    if any(len(row) > ROW_LIMIT for row in rows) or sum(map(len, rows)) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def buttons(message: Json) -> list[Json]:
    """Every live button under `message`, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
