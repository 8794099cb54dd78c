"""Questions that share rare words are alike, whatever the rest."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.wording import Wordings

ASKED = st.lists(st.sampled_from("qui signe la lettre où quand le député".split()), max_size=6)
TEXTS = st.lists(ASKED.map(" ".join), max_size=8)


def test_a_rare_word_counts_more() -> None:
    """Of two questions that share one word with a third, the one that shares the rarer is liker."""
    wordings = Wordings.of(["la lettre du député", "la date du vote", "la date du jour"])
    letter, date, _ = wordings.likeness("quelle lettre, quelle date ?")
    assert letter > date > 0


@given(TEXTS)
def test_cosines(texts: list[str]) -> None:
    """Each question with words is 1 like itself, and `blocks` tells what `likeness` tells."""
    wordings = Wordings.of(texts)
    alike = [row for rows in wordings.blocks(3) for row in rows]
    assert len(alike) == len(texts)
    for i, (text, row) in enumerate(zip(texts, alike, strict=True)):
        assert len(row) == min(i - i % 3 + 3, len(texts))  # up to the end of its block
        assert wordings.likeness(text)[: len(row)] == pytest.approx(row, abs=1e-5)
        assert row[i] == pytest.approx(1 if text else 0, abs=1e-5)


def test_words_that_none_holds() -> None:
    """They make a question less like the others, and alone like none."""
    wordings = Wordings.of(["qui signe", "où"])
    assert wordings.likeness("xylophone").tolist() == [0, 0]
    assert wordings.likeness("").tolist() == [0, 0]
    assert 0 < wordings.likeness("qui signe xylophone")[0] < wordings.likeness("qui signe")[0]


def test_reads_back_what_it_saved(tmp_path: Path) -> None:
    """Saved ones say the same, and the same questions give the same bytes."""
    wordings = Wordings.of(["qui signe la lettre", "où"])
    for name in ("a.npz", "b.npz"):
        wordings.save(tmp_path / name)
    read = Wordings.load(tmp_path / "a.npz")
    assert np.array_equal(read.likeness("où signe-t-on ?"), wordings.likeness("où signe-t-on ?"))
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
