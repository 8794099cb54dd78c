"""A stand-in per test, and a bare client to speak to it as a bot would."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.botapi import BotApi, Person

Ask = Callable[..., httpx.Response]


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def ask(api: BotApi) -> Iterator[Ask]:
    """`ask("sendMessage", chat_id=…)`: form-encoded, as bots send."""
    with httpx.Client(base_url=f"{api.url}/bot{api.token}/", timeout=10) as client:

        def send(method: str, files: Any = None, **given: Any) -> httpx.Response:
            form = {
                name: value if isinstance(value, str) else json.dumps(value)
                for name, value in given.items()
            }
            return client.post(method, data=form, files=files)

        yield send


@pytest.fixture
def ana(api: BotApi) -> Person:
    """Someone who has already written to the bot."""
    person = Person(api)
    person.says("/start")
    return person
