"""The tokenizer gives the pieces that the model was trained on."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer as Reference

from index.bundled import FOLDER
from index.encoder import MODELS, Encoder
from index.pieces import Tokenizer


@pytest.fixture(scope="module")
def both(
    model_data_dir: Path, real_encoder: Encoder, reference_model: Path
) -> tuple[Tokenizer, Reference]:
    """Ours, and the one of the reference model."""
    ours = Tokenizer(model_data_dir / MODELS / FOLDER)
    return ours, Reference.from_file(str(reference_model / "tokenizer.json"))


@pytest.mark.parametrize(
    "text",
    [
        "Jusqu'à quand l'hébergement est-il financé, 25 % compris ?",
        "  un\ttexte\u00a0plein\u200bde \ufeffblancs\n",
        "La ﬁn du n° 3 : ½ l, 1ᵉʳ étage — « Ça va ? » …",
        "ΑΒΓ 这项决定是谁作出的？ من وقع الرسالة؟ Başvuru için Ở đâu",
        "👩‍⚕️ \x07 \x7f ꙮ𓀀𓀁 ▁ � fin",
        "C2H5OH a+b=c http://example.org/?q=1&r=2",
        "anticonstitutionnellementanticonstitutionnellement",
        "",
    ],
)
def test_agrees_with_the_reference(both: tuple[Tokenizer, Reference], text: str) -> None:
    """Scripts, spaces, ligatures, unknown characters and long words come out the same."""
    ours, reference = both
    encoding = reference.encode(text.strip())
    assert [ours.start, *ours.ids(text), ours.end] == encoding.ids


@given(text=st.text(st.characters(), max_size=60))
def test_takes_any_text(both: tuple[Tokenizer, Reference], text: str) -> None:
    """Whatever people type has pieces, and is never taken for a mark of the model's own."""
    ours, _ = both
    assert not {ours.start, ours.end} & set(ours.ids(text))


@pytest.mark.parametrize("mark", ["<s>", "</s>", "<pad>", "<unk>", "<mask>"])
def test_a_mark_in_a_text_is_plain_text(both: tuple[Tokenizer, Reference], mark: str) -> None:
    """Nobody can slip the model's own marks into a question."""
    ours, reference = both
    assert not {reference.token_to_id(mark)} & set(ours.ids(f"a {mark} b"))
