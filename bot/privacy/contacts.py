"""What leads to one person by itself: telephone and social security numbers, e-mail addresses."""

import re
from collections.abc import Iterable, Iterator

_GAP = r"[\s.\u00a0\u202f-]?"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Sex, year, month, department, commune, rank and key: INSEE's numéro d'inscription au répertoire.
_NIR = re.compile(
    rf"(?<!\d)[12]{_GAP}\d{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d{{2}}|2[ABab])"
    rf"{_GAP}\d{{3}}{_GAP}\d{{3}}(?:{_GAP}\d{{2}})?(?!\d)"
)
_FRENCH = re.compile(
    rf"(?<![\d+])(?:(?:\+|00){_GAP}33{_GAP}(?:\(0\))?{_GAP}|0)[1-9](?:{_GAP}\d{{2}}){{4}}(?!\d)"
)
_ABROAD = re.compile(rf"(?<!\d)(?:\+|00)(?:{_GAP}\d){{8,15}}(?!\d)")
CONTACTS = (_EMAIL, _NIR, _FRENCH, _ABROAD)


def contacts(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` that are such a number or address."""
    for pattern in CONTACTS:
        for found in pattern.finditer(text):
            yield found.span()


def plain_contact(written: str) -> str:
    """The same for every way to space a number or to write an address."""
    if "@" in written:
        return written.lower()
    digits = re.sub(r"\D", "", written.upper().replace("(0)", ""))
    return re.sub(r"^(?:0033|33)(?=[1-9]\d{8}$)", "0", digits)


def contacts_in(texts: Iterable[str]) -> frozenset[str]:
    """Every contact that stands in `texts`, plain."""
    return frozenset(
        plain_contact(text[start:end]) for text in texts for start, end in contacts(text)
    )
