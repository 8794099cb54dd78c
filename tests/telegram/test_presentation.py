"""What newcomers read of the bot is said by its corpus, and by its sources' titles elsewhere."""

import shutil
from pathlib import Path

import pytest

from bot.answering.commands import ALSO
from bot.answering.presentation import presented
from bot.phrases import languages, wording
from bot.telegram.profile import COMMANDS, IN_GROUPS
from corpus.catalogue import Corpus, read_corpus
from corpus.check import check
from corpus.errors import CatalogueError
from tests.botapi import BotApi
from tests.telegram.running import ROOT, RunningBot


@pytest.fixture(scope="module")
def taken() -> str:
    return "polling"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The corpus's data, free to be changed."""
    target = tmp_path / "corpus"
    ignored = shutil.ignore_patterns("*.py", "__pycache__", "geography", "questions.toml")
    shutil.copytree(ROOT / "corpus", target, ignore=ignored)
    return target


@pytest.mark.parametrize("language", languages())
def test_the_corpus_says_what_its_bot_is(real_corpus: Corpus, language: str) -> None:
    """Name, summary, description and welcome in every language, with three questions."""
    profile, documents = real_corpus.knowledge.profile, real_corpus.documents
    face = presented(profile, documents, wording(language))
    assert "SEC-Pa" in face.name
    assert "{" not in face.start
    assert wording(language).count("sources", len(documents)) in face.start
    assert len(set(face.examples)) == 3


@pytest.mark.parametrize("language", languages())
def test_a_corpus_that_says_nothing_is_presented_by_its_titles(
    real_corpus: Corpus, language: str
) -> None:
    """Nothing particular to another corpus is said; each source's title is."""
    face = presented(None, real_corpus.documents, wording(language))
    assert "SEC-Pa" not in face.name + face.about + face.description
    for document in real_corpus.documents:
        assert document.source.title in face.start
    assert real_corpus.documents[0].source.title in face.examples[0]
    assert len(face.name) <= 64
    assert len(face.about) <= 120
    assert len(face.description) <= 512


def test_a_description_too_long_for_telegram_is_a_fault(copied: Path) -> None:
    """A moderator is told before the bot is refused, and told which language is missing."""
    assert not check(read_corpus(copied))
    text = (copied / "bot.toml").read_text("utf-8")
    longer = text.replace("SEC-Pa : les sources", "SEC-Pa : " + "les sources " * 9)
    (copied / "bot.toml").write_text(longer.replace('tr = "SEC-Pa: kaynaklar"\n', ""), "utf-8")
    faults = check(read_corpus(copied))
    assert any("64 au plus" in fault for fault in faults)
    assert any("manque la langue tr" in fault for fault in faults)


def test_a_profile_without_french_cannot_be_read(copied: Path) -> None:
    """French is what every other language falls back on."""
    text = (copied / "bot.toml").read_text("utf-8")
    (copied / "bot.toml").write_text(text.replace('fr = "SEC-Pa : les sources"\n', ""), "utf-8")
    with pytest.raises(CatalogueError, match="fr"):
        read_corpus(copied)


@pytest.mark.usefixtures("bot")
def test_commands_are_registered_by_scope_and_language(
    api: BotApi, bot: RunningBot, real_corpus: Corpus
) -> None:
    """Each with its description in each language, fewer of them in groups."""
    published = api.world.profile
    last = languages()[-1]
    parts = ("description", "name", "commands/all_private_chats", "commands/all_group_chats")
    api.wait(
        lambda: all(published.get(f"{part}/{last}") for part in parts),
        "the profile was not published",
    )
    for language in languages():
        code = "" if language == "fr" else language
        words = wording(language)
        for scope, names in (("all_private_chats", COMMANDS), ("all_group_chats", IN_GROUPS)):
            listed = published[f"commands/{scope}/{code}"]
            assert [each["command"] for each in listed] == list(names)
            assert listed[0]["description"] == words.text(f"command_{names[0]}")
        profile = real_corpus.knowledge.profile
        assert profile is not None
        assert published[f"name/{code}"] == profile.name[language]
    assert set(ALSO) <= set(COMMANDS)
