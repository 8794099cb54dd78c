"""Search by words ranks by rarity and copes with words that nothing holds."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import WordIndex
from index.words import content, words

TEXTS = ["Le chat dort sur le toit.", "Le chien dort dehors.", "La souris dort, mange et rit."]
ANIMALS = st.lists(st.sampled_from("chat chien souris dort mange toit".split()), max_size=6)


def built(texts: Iterable[str]) -> WordIndex:
    """The index of some texts."""
    return WordIndex.build(content(words(text)) for text in texts)


def scores(index: WordIndex, question: str) -> list[float]:
    """BM25 of every text for a question."""
    found = index.scores(content(words(question)), np.arange(len(index)))
    return [float(score) for score in found]


def test_finds_the_word() -> None:
    """The text that holds the question's rare word comes first, the others without it score 0."""
    found = scores(built(TEXTS), "Où sont les chats ?")
    assert found[0] > 0
    assert found[1:] == [0, 0]


def test_a_rare_word_weighs_more() -> None:
    """A word that every text holds says little."""
    index = built(TEXTS)
    assert index.rarity("chien") > index.rarity(content(["dort"])[0])
    assert index.rarity("licorne") > index.rarity("chien")
    found = scores(index, "le chien dort")
    assert np.argmax(found) == 1


def test_unknown_words_score_nothing() -> None:
    """A question that shares no word with any text gets zeros, one a text."""
    assert scores(built(TEXTS), "xylophone") == [0, 0, 0]
    assert scores(built(TEXTS), "") == [0, 0, 0]


def test_texts_without_words() -> None:
    """Texts of signs alone make an index that finds nothing."""
    assert scores(built(["…", "!"]), "chat") == [0, 0]
    assert scores(built([]), "chat") == []


@given(st.lists(ANIMALS, min_size=1, max_size=30), ANIMALS, st.integers(1, 5))
def test_the_best_score_highest(
    texts: Sequence[Sequence[str]], asked: Sequence[str], k: int
) -> None:
    """`best` gives texts that hold a word of the question, and none left out scores more."""
    index, stems = built(" ".join(text) for text in texts), content(asked)
    found = index.scores(stems, np.arange(len(index)))
    best = index.best(stems, k)
    assert len(set(best.tolist())) == len(best) == min(k, np.count_nonzero(found))
    assert sorted(found[best]) == sorted(found)[len(found) - len(best) :]
    for stem in stems:
        held = index.shares(stem, np.arange(len(index))) > 0
        assert held.tolist() == [stem in content(text) for text in texts]
        assert held.sum() == index.frequency.get(stem, 0)


@pytest.mark.parametrize("texts", [TEXTS, ["…"], []])
def test_reads_back_what_it_saved(texts: list[str], tmp_path: Path) -> None:
    """A saved index scores as before, and the same texts give the same files."""
    index = built(texts)
    index.save(tmp_path / "words")
    built(texts).save(tmp_path / "again")
    read = WordIndex.load(tmp_path / "words", len(texts))
    assert scores(read, "Le chat et la souris") == scores(index, "Le chat et la souris")
    assert read.rarity("chat") == index.rarity("chat")
    for path in (tmp_path / "words").glob("*"):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
