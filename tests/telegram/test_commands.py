"""Commands, links that are none, and whatever is not a question."""

from typing import Any

import pytest

from bot.phrases import FALLBACK, languages
from bot.telegram.profile import COMMANDS, IN_GROUPS
from corpus.catalogue import read_corpus
from tests.botapi import BotApi, Person
from tests.botapi.keyboards import buttons
from tests.telegram.running import ROOT

pytestmark = pytest.mark.usefixtures("bot")

Json = dict[str, Any]


def test_start_says_what_it_is_and_offers_questions(ana: Person) -> None:
    """A welcome with a word on privacy and three questions that work when tapped."""
    welcome = ana.next_from_bot(ana.says("/start"))
    assert "ne sont pas conservées" in welcome["text"]
    assert len(buttons(welcome)) == 3
    ana.clicks(welcome, buttons(welcome)[1]["text"][:12])
    answer = ana.next_from_bot(welcome)
    assert any(each["type"].endswith("blockquote") for each in answer["entities"])


@pytest.mark.parametrize("command", ["/aide", "/help", "/confidentialite", "/privacy"])
def test_help_and_privacy_answer(ana: Person, command: str) -> None:
    """Each gives a text with a title."""
    told = ana.next_from_bot(ana.says(command))
    assert told["entities"][0]["type"] == "bold"


def test_sources_lists_all_and_each_opens(api: BotApi) -> None:
    """Every source is named with its date, opens, and its file comes byte for byte."""
    corpus = read_corpus(ROOT / "corpus")
    readers = [Person(api) for _ in corpus.documents]  # a chat of their own each, side by side
    asked = [reader.says("/sources") for reader in readers]
    lists = [reader.next_from_bot(each) for reader, each in zip(readers, asked, strict=True)]
    for number, (reader, told) in enumerate(zip(readers, lists, strict=True), 1):
        reader.clicks(told, str(number))
    for reader, told, document in zip(readers, lists, corpus.documents, strict=True):
        assert document.source.title[:60] in told["text"]
        card = reader.next_from_bot(told)
        assert document.source.title[:60] in card["text"]
        reader.clicks(card, "fichier")
    for reader, document in zip(readers, corpus.documents, strict=True):
        file = reader.next_from_bot(reader.from_bot()[1])
        stored = api.world.files[file["document"]["file_id"]]
        assert stored.data == (ROOT / "corpus" / "sources" / document.source.file).read_bytes()
    for missing in corpus.missing:
        assert missing.title[:60] in lists[0]["text"]


def test_a_link_to_nothing_is_told_so(ana: Person) -> None:
    """A start parameter that names no source we have says so, or welcomes."""
    gone = ana.next_from_bot(ana.says("/start dAAAA"))
    assert "retirée" in gone["text"]
    welcome = ana.next_from_bot(ana.says("/start campagne-2026"))
    assert "Bonjour" in welcome["text"]


def test_an_unknown_command_is_told_so(ana: Person) -> None:
    """Nothing is met with silence in private."""
    assert "/aide" in ana.next_from_bot(ana.says("/meteo Paris"))["text"]


@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 48.1, "longitude": -1.7}},
        {"dice": {"emoji": "🎲", "value": 4}},
        {"contact": {"phone_number": "0102030405", "first_name": "Zoé"}},
        {
            "poll": {
                "id": "1",
                "question": "Oui ?",
                "options": [
                    {"persistent_id": "a", "text": "Oui", "voter_count": 0},
                    {"persistent_id": "b", "text": "Non", "voter_count": 0},
                ],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            }
        },
    ],
    ids=lambda content: next(iter(content)),
)
def test_anything_else_gets_one_polite_sentence(ana: Person, content: Json) -> None:
    """What is not text is met with what the bot can do."""
    assert "Je ne lis que le texte" in ana.next_from_bot(ana.sends(content))["text"]


@pytest.mark.parametrize("kind", ["photo", "voice", "video", "audio", "sticker", "document"])
def test_a_file_gets_the_same_sentence(ana: Person, kind: str) -> None:
    """With or without a caption: what is asked under a picture is not read."""
    caption = "" if kind in ("sticker", "voice") else "Que demandent les députés ?"
    sent = ana.sends_file("x", b"x", kind=kind, caption=caption)
    assert "Je ne lis que le texte" in ana.next_from_bot(sent)["text"]


def test_an_album_gets_one_sentence_only(ana: Person) -> None:
    """Four photos sent together are one act."""
    ana.sends_album(4)
    ana.next_from_bot(ana.says("/aide"))
    refusals = [each for each in ana.from_bot() if "Je ne lis que" in each["text"]]
    assert len(refusals) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4000,
        "à quoi sert le FIR ? " * 190,
        "\x07\x00financement\x1b[0m",
        "ما هو تمويل SEC-Pa ؟",
        "👩‍⚕️" * 300,
        "\u202efinancement\u2066",
        "**financement** __FIR__ <b>oui</b> `x` [a](b)",
        "?",
    ],
    ids=["long", "longer", "control", "arabic", "emoji", "bidi", "markup", "short"],
)
def test_odd_questions_get_an_answer(ana: Person, text: str) -> None:
    """Whatever the text, one message comes back."""
    assert ana.next_from_bot(ana.says(text))["text"]


def test_the_profile_is_published(api: BotApi) -> None:
    """In every language: commands by scope, name and descriptions, within Telegram's limits."""
    profile = api.world.profile
    codes = ["" if code == FALLBACK else code for code in languages()]
    api.wait(lambda: all(profile.get(f"name/{code}") for code in codes), "no name", 30)
    for code in codes:
        names = [each["command"] for each in profile[f"commands/all_private_chats/{code}"]]
        assert names == list(COMMANDS)
        assert len(profile[f"commands/all_group_chats/{code}"]) == len(IN_GROUPS)
        assert 1 <= len(profile[f"name/{code}"]) <= 64
        assert 1 <= len(profile[f"short_description/{code}"]) <= 120
        assert 1 <= len(profile[f"description/{code}"]) <= 512
    assert len({profile[f"description/{code}"] for code in codes}) == len(codes)
