"""What a text seems to be: its title, author, role and date, None where nothing says so.

Only moderators see these, before they count; the signs looked for are those of French letters,
press releases and questions to ministers.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import BlockKind
from corpus.pieces import Reading

_HEAD, _FOOT = 40, 16  # blocks at either end that say what a text is
_TITLE_LENGTH = 160  # characters
_MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)
_DAY = re.compile(
    rf"\b(1er|\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b|"
    r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b"
)
# Before the day, on a line that dates a text: «Paris, le», «Fait à Lyon, le mardi».
_DATELINE = re.compile(
    r"(?:(?:fait\s+)?(?:a\s+)?[\w' -]{2,40},\s*)?(?:le\s+)?"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?"
)
_DATED = re.compile(r"(?:publiee?|parue?|date|mise? en ligne|jo)\b[^.]{0,30}")
_SUBJECT = re.compile(r"objet\s*:\s*", re.IGNORECASE)
_BY = re.compile(r"(?:auteure?|autrice|de la part de|signataire)\s*:\s*", re.IGNORECASE)
_CIVIL = re.compile(r"(?:M\.|Mr\.?|Mme\.?|Mlle|Madame|Monsieur|Dr\.?|Docteure?|Pr\.?)\s+")
_SALUTATION = re.compile(
    r"(?:Mesdames|Messieurs|Madame|Monsieur|Cher|Chère|Chers|Chères)\b.{0,160},?$"
)
_FAREWELL = re.compile(
    r"\b(?:je vous prie|nous vous prions|veuillez|recevez|soyez assure|salutations|cordialement|"
    r"consideration distinguee|bien a vous)\b"
)
_WORD = r"[A-ZÀ-ÞŒ][\w'’]*(?:-[A-ZÀ-ÞŒ][\w'’]*)*"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:de|du|d'|le|la|van|von|el|ben)?\s*{_WORD}){{1,3}}")
_BODY = re.compile(
    r"(?:le|la|l'|les)?\s*\b(collectifs?|coordination|association|syndicats?|federation|"
    r"confederation|union|reseau|mutuelle|ordre|conseil|comite|intersyndicale|groupe|ministere|"
    r"agence|mairie|prefecture|organisations? signataires?)\b"
)
_ROLE = re.compile(
    r"(?:le|la|l'|les)?\s*((?:premiere? |vice-|co-?)?(?:ministre|depute|senat|maire|president|"
    r"direct|secretaire|prefet|delegue|porte-parole|rapporteu|conseill|coordinat|medecin|chef)\w*.*)"
)
_LETTERHEAD = re.compile(
    r"(?:ministere|republique francaise|assemblee nationale|senat\b|prefe|cabinet|direction|"
    r"liberte|egalite|fraternite|de la sante|et des|communique de presse$|tel\b|nos ref|vos ref|"
    r"ref\b|page\b)"
)
_FILE_NAME = re.compile(r"^microsoft |\.\w{2,5}$|^(?:untitled|sans (?:nom|titre)|document ?\d*)$")
_MACHINE = re.compile(r"admin|user|utilisateur|microsoft|windows|owner|scan|xerox|canon|unknown")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text seems to be."""

    title: str | None = None
    author: str | None = None
    role: str | None = None
    date: dt.date | None = None


def guessed(reading: Reading) -> Guess:
    """What the text says of itself."""
    lines = [
        (block.kind, reading.text[block.start : block.end].strip()) for block in reading.blocks
    ]
    texts = [text for _, text in lines]
    author, role = _signed(texts)
    return Guess(_title(lines, author), author, role, _date(texts))


def stated_title(text: str | None) -> str | None:
    """The title of a file's properties, unless it is the name of a file."""
    return None if not text or _FILE_NAME.search(_bare(text)) else text


def stated_author(text: str | None) -> str | None:
    """The author of a file's properties, unless it is a machine's word."""
    return text if text and " " in text and not _MACHINE.search(_bare(text)) else None


class _Bare(dict[int, str]):
    """Each letter in lower case without its accent: one for one, so that places stay."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code).lower())
        self[code] = next((c for c in plain if not unicodedata.combining(c)), chr(code))
        return self[code]


_BARE = _Bare({ord("’"): "'"})


def _bare(text: str) -> str:
    """In lower case, without accents, apostrophes straight; each character where it was."""
    return text.translate(_BARE)


def _said(text: str, found: re.Match[str]) -> str:
    """The first group of a match in `_bare(text)`, as `text` has it."""
    return text[found.start(1) : found.end(1)]


def _date(texts: Sequence[str]) -> dt.date | None:
    """The day of the first line that does nothing but date, at the head, else at the foot."""
    ends = [text for text in (*texts[:_HEAD], *texts[-_FOOT:]) if len(text) <= 120]
    for text in ends:
        bare = _bare(text)
        found = _DAY.search(bare)
        if found and not bare[found.end() :].strip(" .,;") and _dates(bare[: found.start()]):
            return _day(found)
    for text in ends:
        bare = _bare(text)
        found = _DAY.search(bare)
        if found and _DATED.search(bare[: found.start()]):
            return _day(found)
    return None


def _dates(before: str) -> bool:
    return bool(_DATELINE.fullmatch(before.lstrip("#*- ")))


def _day(found: re.Match[str]) -> dt.date | None:
    day, month, year, numbered, number, its_year = found.groups()
    try:
        if day:
            return dt.date(int(year), _MONTHS.index(month) + 1, int(day.removesuffix("er")))
        return dt.date(int(its_year), int(number), int(numbered))
    except ValueError:
        return None


def _signed(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Author and role: of a line that names them, of what follows a farewell, of the last line."""
    for text in texts:
        if len(text) < 200 and (label := _BY.match(text)):
            return _without_civility(text[label.end() :]), None
    farewell = max(
        (i for i, text in enumerate(texts) if _FAREWELL.search(_bare(text))), default=None
    )
    if farewell is not None:
        author, role = _signature(texts[farewell + 1 : farewell + 7])
        if author:
            return author, role or _office(texts[:_HEAD])
    if texts and len(texts[-1]) <= 120 and (body := _BODY.match(_bare(texts[-1]))):
        return texts[-1].rstrip("."), _said(texts[-1], body).lower()
    return None, None


def _signature(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """The names among the lines of a signature, and what the first of them is."""
    names: list[str] = []
    role = None
    for text in texts:
        plain = _without_civility(text.rstrip(".,"))
        office = _ROLE.fullmatch(_bare(plain))
        if office and len(plain) <= 100:
            role = role or _said(plain, office)
        elif _NAME.fullmatch(plain) and not _LETTERHEAD.match(_bare(plain)):
            names.append(plain)
        elif (body := _BODY.match(_bare(plain))) and len(plain) <= 120 and not names:
            return plain, _said(plain, body).lower()
        elif names:
            break
    if role and role[1:2].islower():
        role = role[0].lower() + role[1:]
    return " et ".join(names) or None, role


def _office(texts: Sequence[str]) -> str | None:
    """An office that stands alone in the head of a letter: «La Ministre»."""
    for text in texts:
        if re.match(r"(?:Le|La|L[’'])\s*\w+$", text) and (office := _ROLE.fullmatch(_bare(text))):
            return _said(text, office).lower()
    return None


def _without_civility(text: str) -> str:
    civility = _CIVIL.match(text)
    return text[civility.end() :] if civility else text


def _title(lines: Sequence[tuple[BlockKind, str]], author: str | None) -> str | None:
    """The subject of a letter, else a heading, else the first line that could be one."""
    head = lines[:_HEAD]
    for _, text in head:
        if (subject := _SUBJECT.match(text)) and len(text) <= 2 * _TITLE_LENGTH:
            return text[subject.end() :].rstrip(" .") or None
    for text in _candidates(head, BlockKind.HEADING):
        return text
    if any(_SALUTATION.fullmatch(text) for _, text in head):
        return f"Lettre de {author}" if author else None
    return next(_candidates(head, BlockKind.LINE), None)


def _candidates(head: Sequence[tuple[BlockKind, str]], kind: BlockKind) -> Iterator[str]:
    for found, text in head:
        bare = _bare(text)
        if (
            found is kind
            and len(text) <= _TITLE_LENGTH
            and len(text.split()) >= 3
            and not (_LETTERHEAD.match(bare) or _CIVIL.match(text) or _SALUTATION.match(text))
            and not re.search(r"\b\d{5}\b|@|https?:", text)
            and not ((day := _DAY.search(bare)) and _dates(bare[: day.start()]))
        ):
            yield text
