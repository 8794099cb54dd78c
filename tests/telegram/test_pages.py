"""What can be asked for as a whole: dates, structures, dossiers; and in which language."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.commands import plain_command
from bot.answering.pages import Pages
from bot.answering.spans import Spans
from bot.phrases import wording
from bot.telegram.profile import COMMANDS
from corpus.catalogue import Corpus
from corpus.questions import LabelKind
from index.snapshot import Snapshot
from tests.botapi import BotApi, Group, Person
from tests.botapi.keyboards import buttons
from tests.telegram.test_answers import blockquotes, labels, stands_in_a_source

pytestmark = pytest.mark.usefixtures("bot")

Json = dict[str, Any]


@pytest.fixture(scope="module")
def real_pages(real_snapshot: Snapshot) -> Pages:
    return Pages(real_snapshot, Spans(real_snapshot))


def all_pages(person: Person, message: Json) -> list[Json]:
    """The pages of a message, turned to its last."""
    shown = [person.now(message)]
    while any("Suivant" in label for label in labels(shown[-1])):
        person.answer_to(person.clicks(shown[-1], "Suivant"))
        shown.append(person.now(message))
    return shown


def test_dates_are_all_told_with_their_quotes(ana: Person, real_corpus: Corpus) -> None:
    """Past and coming, revised or not, in order, each with the sentence it rests on."""
    pages = all_pages(ana, ana.next_from_bot(ana.says("/dates")))
    told = "\n".join(page["text"] for page in pages)
    for claim in real_corpus.knowledge.claims:
        if claim.days:
            assert claim.label["fr"] in told
    assert "Cette date est passée" in told
    assert "Révisé depuis par" in told
    quotes = [quote for page in pages for quote in blockquotes(page)]
    assert len(quotes) >= 10
    assert all(stands_in_a_source(quote) for quote in quotes)


def test_structures_are_listed_and_counted(ana: Person, real_corpus: Corpus) -> None:
    """Every one that is named, under the sentence that announces more."""
    told = ana.next_from_bot(ana.says("/structures"))
    for structure in real_corpus.knowledge.structures:
        assert f"• {structure.name} : {structure.place}" in told["text"]
    assert "26" in told["text"]
    assert stands_in_a_source(blockquotes(told)[0])
    assert labels(told) == ["Contexte", "Document", "Plus…"]


@pytest.mark.parametrize(
    ("place", "named"),
    [("Toulouse", "Case de santé"), ("Bretagne", "Blosne"), ("Marsella", "Peyssonnel")],
)
def test_structures_of_a_place(ana: Person, place: str, named: str) -> None:
    """By town, by region, by its name in another language."""
    told = ana.next_from_bot(ana.says(f"/structures {place}"))
    assert any(named in quote for quote in blockquotes(told))


def test_structures_of_no_place(ana: Person) -> None:
    """What is no place, or has none of them, is told so."""
    assert "connais pas ce lieu" in ana.next_from_bot(ana.says("/structures zzyzx"))["text"]
    assert "Aucune" in ana.next_from_bot(ana.says("/structures Brest, Finistère"))["text"]


def test_a_dossier_holds_every_position(api: BotApi, ana: Person, real_corpus: Corpus) -> None:
    """As plain text, each quote with who said it and when, and what is left open."""
    pages = all_pages(ana, ana.next_from_bot(ana.says("/dossier argent")))
    told = "\n".join(page["text"] for page in pages)
    claims = [each for each in real_corpus.knowledge.claims if each.topic == "financement"]
    assert claims
    assert all(claim.quote in told for claim in claims)
    assert "Ce que les sources ne disent pas" in told
    assert "Stéphanie Rist (ministre de la Santé), 9 février 2026" in told
    assert not any(page.get("entities") for page in pages)
    ana.clicks(pages[-1], "fichier")
    sent = ana.next_from_bot(ana.from_bot()[-1])
    data = api.world.files[sent["document"]["file_id"]].data.decode()
    assert all(claim.quote in data for claim in claims)


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("argent", "financement"),
        ("l'argent", "financement"),
        ("les sous", "financement"),
        ("the money", "financement"),
        ("el dinero", "financement"),
        ("o dinheiro", "financement"),
        ("المال", "financement"),
        ("para", "financement"),
        ("la grève", "mobilisation"),
        ("talepler", "demandes"),
        ("la recette de la tarte", None),
        ("", None),
        ("la ley", "apres-2026"),
        ("fermetures", "consequences"),
        ("what the SEC-Pa are", "definition"),
    ],
)
def test_a_subject_may_be_named_in_plain_words(
    real_pages: Pages, said: str, subject: str | None
) -> None:
    """As people call it, in any language, with or without small words around."""
    named = real_pages.subject_named(said, wording("fr"))
    assert (named and named.id) == subject


def test_a_dossier_on_nothing_known_offers_subjects(ana: Person, real_corpus: Corpus) -> None:
    """Each is a button that opens its dossier."""
    for text in ("/dossier", "/dossier la recette de la tarte aux pommes"):
        offered = ana.next_from_bot(ana.says(text))
        assert len(buttons(offered)) == len(real_corpus.knowledge.topics)
    ana.clicks(offered, "Évaluation")
    assert "Évaluation" in ana.next_from_bot(offered)["text"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("montre-moi les sources", "Les sources"),
        ("Quelles sont les dates importantes ?", "Les dates des sources"),
        ("Donne-moi la liste des structures, s'il te plaît", "Structures participantes"),
        ("Fais-moi un dossier sur le financement", "Financement des SEC-Pa"),
        ("change de langue", "Dans quelle langue"),
        ("vie privée", "Confidentialité"),
    ],
)
def test_commands_may_be_said_in_plain_words(
    api: BotApi, ana: Person, text: str, shown: str
) -> None:
    """In private, and in a group that mentions the bot."""
    assert ana.next_from_bot(ana.says(text))["text"].startswith(shown)
    group = Group(api, ana)
    told = group.next_from_bot(ana.says(f"@SecPaTestBot {text}", group))
    assert told["text"].startswith(shown)


def test_a_question_that_names_a_command_is_a_question(ana: Person) -> None:
    """«Quelles sont les sources de financement ?» asks for no list of texts."""
    told = ana.next_from_bot(ana.says("Quelles sont les sources de financement ?"))
    assert not told["text"].startswith("Les sources")


def test_the_language_is_chosen_kept_and_let_go(api: BotApi) -> None:
    """What is chosen outlives the message, for one person only, until taken back."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    offered = ana.next_from_bot(ana.says("/langue"))
    assert len(buttons(offered)) == 7
    ana.answer_to(ana.clicks(offered, "English"))
    assert "What I can do" in ana.next_from_bot(ana.says("/aide"))["text"]
    answer = ana.next_from_bot(ana.says("Que demandent les députés ?"))
    assert labels(answer)[0] == "Context"
    assert "Ce que je sais faire" in leo.next_from_bot(leo.says("/aide"))["text"]
    ana.answer_to(ana.clicks(offered, "Automatic"))
    assert "Ce que je sais faire" in ana.next_from_bot(ana.says("/aide"))["text"]


def test_the_context_says_by_what_a_text_was_revised(ana: Person) -> None:
    """And leads to the words that took its place."""
    dossier = ana.next_from_bot(ana.says("Que disaient les députés de la fin du financement ?"))
    ana.clicks(dossier, "Contexte")
    passage = ana.next_from_bot(dossier)
    assert "révisé depuis par Stéphanie Rist (9 février 2026)" in passage["text"]
    ana.clicks(passage, "révisé")
    assert "9 février 2026" in ana.next_from_bot(passage)["text"]


def test_no_question_the_sources_answer_is_taken_for_a_command(real_corpus: Corpus) -> None:
    """Nor any call for help: only help about the bot itself may be asked for in plain words."""
    knowledge = real_corpus.knowledge
    asked = [question for entry in knowledge.expected for question in entry.questions]
    asked += [
        question
        for entry in knowledge.labelled
        if entry.kind is not LabelKind.HELP
        for question in entry.questions
    ]
    assert [question for question in asked if plain_command(question)] == []
    assert plain_command("Aidez-moi !") is None


@given(st.text())
def test_any_text_may_be_asked_of(text: str) -> None:
    """A command said in plain words has a name that is registered."""
    command = plain_command(text)
    assert command is None or command.name in COMMANDS
