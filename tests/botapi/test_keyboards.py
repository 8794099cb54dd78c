"""Buttons: what Telegram takes, and that a tap needs a live one."""

from typing import Any

import pytest

from tests.botapi import Person
from tests.botapi.conftest import Ask

Json = dict[str, Any]


def keyboard(**button: Any) -> Json:
    return {"inline_keyboard": [[{"text": "Oui", **button}]]}


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "a" * 64},
        {"callback_data": "é" * 32},
        {"copy_text": {"text": "a" * 256}},
        {"url": "https://t.me/share/url?url=x"},
        {"switch_inline_query": ""},
    ],
)
def test_buttons_within_the_limits_are_taken(ask: Ask, ana: Person, button: Json) -> None:
    """And come back with the message."""
    sent = ask("sendMessage", chat_id=ana.id, text="?", reply_markup=keyboard(**button)).json()
    assert sent["result"]["reply_markup"] == keyboard(**button)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"callback_data": "a" * 65}, "BUTTON_DATA_INVALID"),
        ({"callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"copy_text": {"text": "a" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"url": "sante.gouv.fr"}, "is invalid"),
        ({}, "text buttons are unallowed"),
        ({"url": "https://e.fr", "callback_data": "a"}, "text buttons are unallowed"),
        ({"text": " ", "callback_data": "a"}, "text is empty"),
    ],
)
def test_buttons_beyond_them_are_refused(ask: Ask, ana: Person, button: Json, words: str) -> None:
    """Data is counted in bytes, and a button does one thing."""
    reply = ask("sendMessage", chat_id=ana.id, text="?", reply_markup=keyboard(**button))
    assert reply.status_code == 400
    assert words in reply.json()["description"]


def test_a_misspelt_field_is_refused(ask: Ask, ana: Person) -> None:
    """What the Bot API does not know is not let through in silence."""
    for given in ({"reply_markup": keyboard(callbackdata="a")}, {"replymarkup": "x"}):
        assert ask("sendMessage", chat_id=ana.id, text="?", **given).status_code == 400


def test_only_a_live_button_can_be_tapped(ask: Ask, ana: Person) -> None:
    """Once the keyboard is gone, so is the tap."""
    markup = keyboard(callback_data="a")
    sent = ask("sendMessage", chat_id=ana.id, text="?", reply_markup=markup).json()["result"]
    ana.clicks(sent, "Oui")
    ask("editMessageReplyMarkup", chat_id=ana.id, message_id=sent["message_id"])
    with pytest.raises(AssertionError, match="no button"):
        ana.clicks(sent, "Oui")
