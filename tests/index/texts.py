"""Texts that are like real ones, for property tests of what cuts them."""

from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        "Le guichet ouvre le 3 mai", "M. Clouet", "Mme la ministre", "l'art. 51", "n° 12850",
        "etc.", "50 000 euros", "«", "»", "(", ")", "[12]", " : ", ", ", "; ", ". ", "... ", "? ",
        "! ", "…", " ", "\n", "\n\n", "- ", "à Paris (Alpha)", "dans le Nord", " et ", " ou ", "Où",
        "É", "x" * 90, "mot", "2026", ".", ",", "\u00a0", '"', "’",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=80).map("".join)


def letters(text: str) -> str:
    """The letters and digits of a text, in order."""
    return "".join(c for c in text if c.isalnum())
