"""Whatever an update holds, the bot goes on answering, and its log shows nothing of it."""

import copy
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.keyboards import Action
from tests.botapi import BotApi, Person
from tests.telegram.running import LibrarianBot, behind_webhook

Json = dict[str, Any]
CANARY = "quetschemirabelle"
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(
        ["", CANARY, "/start", "/start p", "private", "@SecPaTestBot", "🏥" * 50, "\0"]
    ),
)
JUNK = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KINDS = ["message", "edited_message", "callback_query", "inline_query"]
DATA = st.one_of(
    st.text(max_size=64),
    st.builds(
        str.__add__,
        st.sampled_from([each.value for each in Action]),
        st.text("ABCabc019-_", max_size=63),
    ),
)
_NUMBERS = itertools.count(900_000_000)


@dataclass(frozen=True, slots=True)
class Hook:
    """The way into a running bot behind a webhook."""

    client: httpx.Client
    url: str
    person: Person

    def brings(self, body: bytes) -> int:
        """The status that the bot replies to Telegram."""
        return self.client.post(self.url, content=body).status_code

    def still_answers(self) -> bool:
        return bool(self.person.next_from_bot(self.person.says("/aide"))["text"])


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hook]:
    """One bot for all that is brought; afterwards it must answer still, and have told nothing."""
    hooked, data = behind_webhook(), tmp_path_factory.mktemp("hostile")
    headers = {
        "Content-Type": "application/json",
        "X-Telegram-Bot-Api-Secret-Token": hooked["SECPA_WEBHOOK_SECRET"],
    }
    with (
        BotApi() as api,
        LibrarianBot(api, data, LOG_LEVEL="DEBUG", **hooked) as bot,
        httpx.Client(headers=headers, timeout=20) as client,
    ):
        found = Hook(client, hooked["SECPA_WEBHOOK_URL"], Person(api))
        yield found
        assert found.still_answers()
        assert bot.stop() == 0
        log = bot.log()
    assert CANARY not in log
    assert api.token not in log
    assert "Traceback" not in log
    assert kept_words(data) == b""


def kept_words(data: Path) -> bytes:
    """What of the canary is left on the disk."""
    content = b"".join(each.read_bytes() for each in data.rglob("*") if each.is_file())
    return CANARY.encode() if CANARY.encode() in content else b""


def sound(person: Person, kind: str) -> Json:
    """A whole update of a kind, from a person."""
    message = {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": person.chat.as_json(),
        "from": person.user,
        "text": f"{CANARY} financement",
    }
    held: Json = {"message": message, "edited_message": {**message, "edit_date": 1_790_000_001}}
    query = {"id": "1", "from": person.user}
    held["callback_query"] = {**query, "chat_instance": "1", "data": "x", "message": message}
    held["inline_query"] = {**query, "query": CANARY, "offset": ""}
    return {"update_id": next(_NUMBERS), kind: held[kind]}


def places(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a JSON document."""
    yield way
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*way, key))


def put(document: Json, way: tuple[Any, ...], value: object) -> object:
    """The document with another value at a place."""
    if not way:
        return value
    changed = copy.deepcopy(document)
    inner: Any = changed
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = value
    return changed


@settings(max_examples=150)
@given(drawn=st.data(), kind=st.sampled_from(KINDS))
def test_an_update_with_anything_in_it_stops_nothing(
    hook: Hook, drawn: st.DataObject, kind: str
) -> None:
    """One value, anywhere in a sound update, is replaced by any other."""
    update = sound(Person(hook.person.api), kind)
    way = drawn.draw(st.sampled_from(list(places(update))))
    body = json.dumps(put(update, way, drawn.draw(JUNK)))
    assert hook.brings(body.encode()) in (200, 400, 500)


def test_news_that_cannot_be_read_is_let_go(tmp_path: Path) -> None:
    """Polled, in a batch with others: these are answered, and it does not come again."""
    with BotApi() as api, LibrarianBot(api, tmp_path) as bot:
        whole = sound(Person(api), "message")
        ways = [way for way in places(whole) if way[:2] == ("message", "chat") or len(way) == 2]
        with api.lock:
            for way, junk in itertools.product(ways, (None, [], {}, CANARY, 2**70)):
                whole = sound(Person(api), "message")
                whole["update_id"] = next(api.world._update_ids)
                api.world._deliver(cast("Json", put(whole, way, junk)))
        ana = Person(api)
        assert ana.next_from_bot(ana.says("/aide"))["text"]
        api.wait(lambda: not api.updates.pending, "something is not acknowledged")
        assert bot.stop() == 0
        assert "cannot be read" in bot.log()
        assert CANARY not in bot.log()


@settings(max_examples=50)
@given(body=st.one_of(st.binary(max_size=200), JUNK.map(lambda junk: json.dumps(junk).encode())))
def test_anything_at_all_stops_nothing(hook: Hook, body: bytes) -> None:
    """What is no update, or no JSON, is turned away."""
    assert hook.brings(body) in (200, 400, 500)


@settings(max_examples=150)
@given(data=DATA)
def test_no_button_is_trusted(hook: Hook, data: str) -> None:
    """A tap may carry any data: it is looked up, and where it leads nowhere the person is told."""
    api = hook.person.api
    person = Person(api)
    with api.lock:  # the bot may write to those who wrote to it
        api.world.post(person.chat, person.user, {"text": "…"}, None)
    message = {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": person.chat.as_json(),
        "from": api.world.bot,
        "text": "Une réponse",
    }
    person.answer_to(person.clicks_data(message, data))
