"""A question that names a patient is told from one about illness, or about public people."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.language import detect
from bot.privacy.dictionary import ordinary_in
from bot.privacy.patients import names_patient
from bot.privacy.public import PublicNames
from corpus.catalogue import Corpus

ROOT = Path(__file__).parents[2]

NAMED = """
Ma patiente Fatou Diallo, 43 ans, peut-elle venir ?
Ma patiente s'appelle Rosa. Elle est séropositive.
Mme Durand souffre de dépression, où l'envoyer ?
Mme D. est hospitalisée, qui prévenir ?
Mme Petit est enceinte, est-ce pris en charge ?
marie dupont est diabetique elle peut venir au centre ?
mon voisin Ali a un cancer
Jean Martin vient pour son diabète
Est-ce que Karim Benali, schizophrène, peut être suivi à Rennes ?
M. Lefèvre : rendez-vous demain possible ?
patient: KONE Moussa né le 3/4/1980 vih+
Kone Traore souffre de tuberculose
Appelez-la au 06 12 34 56 78
son tel c'est 0612345678
+33 6 12 34 56 78 c'est son numéro
appelez le +49 30 901820
son numéro de sécu 2 84 05 88 324 112 34
184057532411234
écrivez à jeanne.petit@exemple.org
My patient John Smith has diabetes
Mi hermana María tiene cáncer, ¿puede ir?
Meu filho João tem asma
Annem Fatma kanser hastası
Hastam Mehmet Yılmaz diyabet
أمي فاطمة مصابة بالسكري
مريضتي عائشة تعاني من الاكتئاب
""".strip().splitlines()

NOT_NAMED = """
Que pense M. Clouet de la santé mentale ?
What does Mr Clouet say about mental health?
Que dit Emmanuel Macron du cancer ?
Quelle est la position de Mme Rist sur le diabète ?
Stéphanie Rist a-t-elle promis de l'argent ?
Madame la ministre a-t-elle répondu sur l'obésité ?
Le plan Alzheimer de Nicolas Sarkozy
Les SEC-Pa suivent-elles les patients diabétiques ?
Je suis diabétique, puis-je venir ?
mon fils a de l'asthme
Quels sont les effets de la maladie d'Alzheimer ?
Y a-t-il un centre rue Jean Jaurès à Rennes ?
L'institut Gustave Roussy traite-t-il le cancer ?
À Saint-Denis, qui soigne le diabète ?
La Villa Marie soigne-t-elle l'asthme ?
Un patient du Val-de-Marne peut-il venir ?
Médecins Sans Frontières soigne le sida
Is the patient French?
le patient paie-t-il ?
Entre 2021 et 2026, 12 500 patients ont été suivis ?
Faut-il appeler le 15 ou le 3114 ?
Le budget est-il de 1 234 567 890 euros ?
""".strip().splitlines()


@pytest.fixture(scope="module")
def public(real_corpus: Corpus) -> PublicNames:
    return PublicNames.of(real_corpus.documents)


@pytest.mark.parametrize("question", NAMED)
def test_a_named_patient_is_told(question: str, public: PublicNames) -> None:
    """By a number that leads to one person, or by a name with an illness."""
    assert names_patient(question, public, ordinary_in(detect(question)))


@pytest.mark.parametrize("question", NOT_NAMED)
def test_other_questions_are_left_alone(question: str, public: PublicNames) -> None:
    """Public people who speak of an illness, places named after someone, and patients at large."""
    assert not names_patient(question, public, ordinary_in(detect(question)))


def asked() -> Iterator[str]:
    """Every question of the development set and of the known ones."""
    for line in (ROOT / "tests" / "eval" / "development.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["question"]
    for table in tomllib.loads((ROOT / "corpus" / "questions.toml").read_text("utf-8")).values():
        for entry in table:
            yield from entry["questions"]


def test_no_ordinary_question_is_taken_for_one(public: PublicNames) -> None:
    """None of those that people are known to ask is met with the reminder."""
    assert [
        each for each in asked() if names_patient(each, public, ordinary_in(detect(each)))
    ] == []


def test_contacts_of_the_sources_are_public(public: PublicNames) -> None:
    """A number or an address that a source prints may be asked about."""
    assert public.contacts
    for contact in public.contacts:
        assert not names_patient(f"À qui est {contact} ?", public, ordinary_in("fr"))


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    """Whatever the characters, there is a yes or a no."""
    assert names_patient(text, PublicNames.of(()), ordinary_in("fr")) in (True, False)
