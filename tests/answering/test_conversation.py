"""What is remembered of a conversation, and which questions lean on it."""

import pytest

from bot.answering.authors import AuthorNames
from bot.answering.conversation import SESSIONS, Conversations, Turn, leans
from bot.answering.question import LONGEST, understand
from corpus.catalogue import read_corpus
from tests.conftest import REAL_CORPUS

AUTHORS = AuthorNames([document.source for document in read_corpus(REAL_CORPUS).documents])
DEPUTIES = Turn("Que demandent les députés ?", placed=False)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("et à Marseille ?", "fr"),
        ("Et le collectif ?", "fr"),
        ("et après ?", "fr"),
        ("pourquoi ?", "fr"),
        ("And in Lyon?", "en"),
        ("what about the deputies?", "en"),
        ("¿Y después?", "es"),
        ("وفي باريس؟", "ar"),
        ("那之后呢？", "zh"),
    ],
)
def test_leans(question: str, language: str) -> None:
    """A short question that begins with «et», or says nothing itself, needs the one before."""
    assert leans(question, language)


@pytest.mark.parametrize(
    "question",
    [
        "Qui a signé l'appel ?",
        "Jusqu'à quand les structures sont-elles financées ?",
        "Et que demandent exactement les députés dans leur lettre au Premier ministre ?",
    ],
)
def test_stands_alone(question: str) -> None:
    """A question that says what it is about needs no other."""
    assert not leans(question, "fr")


def test_completed_by_the_author_named_instead() -> None:
    """«et le collectif ?» asks what was asked of the deputies."""
    asked = understand("Et le collectif ?", DEPUTIES, AUTHORS)
    assert asked.leans
    assert "collectif" in asked.text
    assert "demandent" in asked.text
    assert "députés" not in asked.text


def test_completed_by_the_whole_question_before() -> None:
    """A follow-up that names no author is read behind the question before it."""
    asked = understand("et après ?", DEPUTIES, AUTHORS)
    assert asked.text == "Que demandent les députés ? et après ?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Qui est M. Clouet ?", "Et il demande quoi à la ministre ?", "Et m clouet demande quoi"),
        ("Qui a signé l'appel ?", "que demandent-ils ?", "que demandent les signataires"),
        ("Que promet la ministre ?", "Elle l'a dit quand ?", "la ministre l'a dit quand ?"),
        ("Que promet la ministre ?", "Qu'est-ce qu'elle propose ?", "Qu'est-ce que la ministre"),
        ("Qui a posé la question 12850 ?", "il demande quoi ?", "m clouet demande quoi ?"),
        ("Qui est M. Clouet ?", "que demande-t-il ?", "que demande m clouet ?"),
        ("Qui est la ministre ?", "et elle a quel âge ?", "et la ministre a quel âge ?"),
        (
            "Que demandent les députés à la ministre ?",
            "que répond-elle ?",
            "que répond la ministre",
        ),
        ("Que dit le collectif ?", "ils veulent quoi ?", "les structures exp"),
        ("What do the MPs want?", "What did they write?", "What did les deputes wr"),
    ],
)
def test_a_pronoun_stands_for_the_author(before: str, question: str, understood: str) -> None:
    """«il», «elle» or «ils» is the author whom the question before names."""
    asked = understand(question, Turn(before, placed=False), AUTHORS)
    assert asked.leans
    assert asked.text.startswith(understood)


@pytest.mark.parametrize(
    "question",
    [
        "il y a combien de structures ?",
        "il reste combien de temps aux centres ?",
        "il n'y a plus d'argent ?",
        "il faudra payer combien ?",
        "il est prévu quoi pour nous ?",
        "il est où le rassemblement ?",
        "elle dit quoi la lettre ?",
        "que disent les députés, ils sont pour ?",
        "que veulent-ils ?",
        "ils ferment quand ?",
        "il centro chiude quando?",
        "how do they work?",
    ],
)
def test_a_pronoun_for_nobody(question: str) -> None:
    """What stands for no author that the question before names is left alone."""
    before = Turn("Que promet la ministre ?", placed=False)
    assert understand(question, before, AUTHORS).text == question


def test_a_pronoun_for_a_structure() -> None:
    """A pronoun after a question that names no author is left alone."""
    before = Turn("Où est la MSP de l'Olivier ?", placed=True)
    asked = understand("elle a quel nombre de médecins ?", before, AUTHORS)
    assert asked.text == "elle a quel nombre de médecins ?"


def test_nothing_before() -> None:
    """The first question of a conversation leans on nothing."""
    asked = understand("et après ?", None, AUTHORS)
    assert not asked.leans
    assert asked.text == "et après ?"


def test_a_long_question_is_cut() -> None:
    """A pasted letter is read up to a limit."""
    assert len(understand("mot " * 10_000, None, AUTHORS).text) <= LONGEST


def test_the_language_can_be_given() -> None:
    """The reader's choice wins over what the question looks like."""
    assert understand("Quand ?", None, AUTHORS, "en").language == "en"


def test_conversations_are_kept_apart() -> None:
    """Each session has its own last turn, and no session has none."""
    kept = Conversations()
    kept.keep("a", DEPUTIES)
    kept.keep(None, DEPUTIES)
    assert kept.last("a") == DEPUTIES
    assert kept.last("b") is None
    assert kept.last(None) is None
    kept.forget("a")
    kept.forget("a")
    assert kept.last("a") is None


def test_memory_is_bounded() -> None:
    """The conversation that was quiet longest is forgotten first."""
    kept = Conversations()
    for number in range(SESSIONS):
        kept.keep(str(number), DEPUTIES)
    kept.keep("0", Turn("encore", placed=True))
    kept.keep("one more", DEPUTIES)
    assert kept.last("1") is None
    assert kept.last("0") == Turn("encore", placed=True)
    assert kept.last("one more") == DEPUTIES
