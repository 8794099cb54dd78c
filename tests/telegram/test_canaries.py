"""The token, the webhook's secret and people's words are in no log, error, traceback or file."""

import json
from pathlib import Path

import httpx

from tests.botapi import BotApi, Group, Person, Trouble
from tests.telegram.running import LibrarianBot, behind_webhook

QUESTION = "Que demandent les syndicats sur la pétition ? quetschemirabelle"
CANARIES = ("quetschemirabelle", "reineclaude", "06 98 76 54 32")


def written(data: Path) -> str:
    """Everything under the data directory; the log stands there too."""
    files = [each for each in data.rglob("*") if each.is_file()]
    return "\n".join(each.read_bytes().decode("utf-8", "replace") for each in files)


def echoing(token: str) -> str:
    """A refusal that repeats all that it was given."""
    description = f"Bad Request: POST /bot{token}/sendMessage {QUESTION}"
    return json.dumps({"ok": False, "error_code": 400, "description": description})


def use(api: BotApi) -> None:
    """What people do, and what goes wrong, each with words that must not be kept."""
    ana, ben = Person(api, "Reineclaude"), Person(api)
    group = Group(api, ana, ben)
    asked = ana.says(QUESTION)
    answer = ana.next_from_bot(asked)
    ana.edits(asked, f"{QUESTION} Et les députés ?")
    ana.edited(answer)
    ana.answer_to(ana.clicks(answer, "Contexte"))
    ana.answer_to(ana.clicks_data(answer, "zquetschemirabelle"))
    ana.answer_to(ana.asks_inline(QUESTION))
    group.next_from_bot(ben.says(f"@SecPaTestBot {QUESTION}", group))
    ben.next_from_bot(ben.says("Une panne quetschemirabelle"))
    ben.next_from_bot(ben.says("Mme Quetschemirabelle est diabétique, 06 98 76 54 32"))
    for trouble, amount in (
        (Trouble.FLOOD, 1),
        (Trouble.STATUS, 500),
        (Trouble.DROP_BEFORE, 0),
        (Trouble.HALF, 0),
        (Trouble.STATUS, 400),
    ):
        api.fault(trouble, amount, method="sendMessage")
        ben.next_from_bot(ben.says(QUESTION))
    for body in (f"<p>{QUESTION} {api.url}/bot{api.token}</p>", echoing(api.token)):
        api.fault(Trouble.PAGE, 400, method="sendMessage", body=body)
        ben.next_from_bot(ben.says(QUESTION))


def test_polling_tells_nothing(tmp_path: Path) -> None:
    """Though every library may log all it can, and polls fail."""
    with BotApi() as api:
        with LibrarianBot(api, tmp_path, LOG_LEVEL="DEBUG"):
            use(api)
            for trouble in (Trouble.DROP_BEFORE, Trouble.HALF):
                api.fault(trouble, method="getUpdates")
            cleo = Person(api)
            cleo.next_from_bot(cleo.says(QUESTION))
        check(written(tmp_path), api.token)


def test_a_webhook_tells_nothing(tmp_path: Path) -> None:
    """Not even of updates that make no sense, or of a stranger's."""
    hooked = behind_webhook()
    secret = "prune-secret"
    hooked["SECPA_WEBHOOK_SECRET"] = secret
    nonsense = '{"update_id": "quetschemirabelle", "message": ["quetschemirabelle"]}'
    with BotApi() as api:
        with LibrarianBot(api, tmp_path, LOG_LEVEL="DEBUG", **hooked):
            use(api)
            for given in (secret, "quetschemirabelle", "prune-secreT"):
                reply = httpx.post(
                    hooked["SECPA_WEBHOOK_URL"],
                    content=nonsense,
                    headers={
                        "Content-Type": "application/json",
                        "X-Telegram-Bot-Api-Secret-Token": given,
                    },
                )
                assert reply.status_code == (400 if given == secret else 403)
        everything = written(tmp_path)
        check(everything, api.token)
    assert secret not in everything


def check(everything: str, token: str) -> None:
    """Nothing of what was said, nor what opens the bot."""
    told = everything.lower()  # errors are worded with capitals of their own
    for canary in (token.partition(":")[2].lower(), *CANARIES):
        assert canary not in told
    assert "Traceback" not in everything
