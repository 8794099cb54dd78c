"""Updates: polling with offsets, webhooks, and that the two do not mix."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Ask

Json = dict[str, Any]


def texts(reply: httpx.Response) -> list[str]:
    return [each["message"]["text"] for each in reply.json()["result"]]


def test_what_is_not_acknowledged_comes_again(ask: Ask, ana: Person) -> None:
    """Only an offset beyond an update makes it go."""
    ana.says("deux")
    first = ask("getUpdates", limit=1)
    assert texts(first) == ["/start"]
    assert texts(ask("getUpdates")) == ["/start", "deux"]
    offset = first.json()["result"][0]["update_id"] + 1
    assert texts(ask("getUpdates", offset=offset)) == ["deux"]
    assert texts(ask("getUpdates", offset=-1)) == ["deux"]
    assert texts(ask("getUpdates", offset=offset + 1)) == []


def test_a_poll_waits_for_news(api: BotApi, ask: Ask) -> None:
    """It ends when something happens, not when its time is up."""
    ana = Person(api)
    timer = threading.Timer(0.2, lambda: ana.says("enfin"))
    timer.start()
    assert texts(ask("getUpdates", timeout=30)) == ["enfin"]
    timer.join()


def test_allowed_updates_are_remembered(ask: Ask, ana: Person) -> None:
    """Kinds that were not asked for do not come, at later polls neither."""
    ask("getUpdates", allowed_updates=["inline_query"])
    ana.says("perdu")
    ana.asks_inline("gardé")
    kinds = [set(each) - {"update_id"} for each in ask("getUpdates").json()["result"]]
    assert kinds == [{"message"}, {"inline_query"}]  # /start had been queued before


def test_a_poll_takes_no_more_than_its_limit(ask: Ask, ana: Person) -> None:
    """A hundred at most, oldest first, whatever is asked for."""
    for number in range(120):
        ana.says(str(number))
    assert len(texts(ask("getUpdates"))) == 100
    assert texts(ask("getUpdates", limit=2)) == ["/start", "0"]
    assert len(texts(ask("getUpdates", limit=500))) == 100


def test_a_second_poller_ends_the_first(api: BotApi, ask: Ask) -> None:
    """The older poll gets 409."""
    replies: list[httpx.Response] = []
    url = f"{api.url}/bot{api.token}/getUpdates"
    first = threading.Thread(
        target=lambda: replies.append(httpx.get(url, params={"timeout": 20}, timeout=30))
    )
    first.start()
    api.wait(lambda: api.calls, "no poll")
    ask("getUpdates")
    first.join(10)
    assert replies[0].status_code == 409
    assert "terminated by other getUpdates" in replies[0].json()["description"]


@contextmanager
def receiver(statuses: list[int]) -> Iterator[tuple[str, list[tuple[Json, str | None]]]]:
    """A bot's web server that answers with `statuses` in turn, then with 200."""
    import json

    got: list[tuple[Json, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((json.loads(body), self.headers["X-Telegram-Bot-Api-Secret-Token"]))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silence."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/x", got
        finally:
            server.shutdown()
            thread.join()


def test_a_webhook_gets_all_in_order_until_it_says_yes(api: BotApi, ask: Ask, ana: Person) -> None:
    """Anything but a 2xx brings the same update again, the secret each time."""
    ana.says("deux")
    with receiver([500, 403]) as (url, got):
        ask("setWebhook", url=url, secret_token="s3cret")
        api.wait(lambda: not api.updates.pending, "updates were not delivered")
        ask("deleteWebhook")
    assert [each["message"]["text"] for each, _ in got] == ["/start"] * 3 + ["deux"]
    assert {secret for _, secret in got} == {"s3cret"}


def test_polling_and_webhook_do_not_mix(ask: Ask) -> None:
    """While a webhook is set, polls get 409."""
    ask("setWebhook", url="http://127.0.0.1:9/x")
    reply = ask("getUpdates")
    assert reply.status_code == 409
    assert "webhook is active" in reply.json()["description"]
    assert ask("getWebhookInfo").json()["result"]["url"] == "http://127.0.0.1:9/x"
    ask("deleteWebhook")
    assert ask("getUpdates").status_code == 200


def test_a_webhook_must_be_https(ask: Ask) -> None:
    """Plain HTTP is for this machine only."""
    reply = ask("setWebhook", url="http://exemple.fr/x").json()
    assert "HTTPS URL must be provided" in reply["description"]
