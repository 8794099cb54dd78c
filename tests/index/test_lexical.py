"""Search by words ranks by rarity and copes with words that nothing holds."""

import numpy as np

from index.lexical import WordIndex
from index.words import content, words

TEXTS = ["Le chat dort sur le toit.", "Le chien dort dehors.", "La souris dort, mange et rit."]


def scores(index: WordIndex, question: str) -> list[float]:
    """BM25 of every text for a question."""
    return [float(score) for score in index.scores(content(words(question)))]


def test_finds_the_word() -> None:
    """The text that holds the question's rare word comes first, the others without it score 0."""
    found = scores(WordIndex(TEXTS), "Où sont les chats ?")
    assert found[0] > 0
    assert found[1:] == [0, 0]


def test_a_rare_word_weighs_more() -> None:
    """A word that every text holds says little."""
    index = WordIndex(TEXTS)
    assert index.rarity("chien") > index.rarity(content(["dort"])[0])
    assert index.rarity("licorne") > index.rarity("chien")
    found = scores(index, "le chien dort")
    assert np.argmax(found) == 1


def test_unknown_words_score_nothing() -> None:
    """A question that shares no word with any text gets zeros, one a text."""
    assert scores(WordIndex(TEXTS), "xylophone") == [0, 0, 0]
    assert scores(WordIndex(TEXTS), "") == [0, 0, 0]


def test_texts_without_words() -> None:
    """Texts of signs alone make an index that finds nothing."""
    assert scores(WordIndex(["…", "!"]), "chat") == [0, 0]
    assert scores(WordIndex([]), "chat") == []
