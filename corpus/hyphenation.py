"""Whether a hyphen at a line's end was put there by the line break or belongs to the word."""

import re
from functools import cache

_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_SHORT_FORMS = frozenset("bio éco géo néo oto uro".split())
_ADVERBS = (("ment", ""), ("ément", ""), ("amment", "ant"), ("emment", "ent"))
_LINKS = frozenset("t et en ès sur sous lès les la le de du des d l à aux".split())


@cache
def is_word(word: str) -> bool:
    """Whether French has the word; of adverbs in «-ment», the adjective is looked for too."""
    from simplemma import is_known  # reads its words in 0.1 s: only where a line ends in a hyphen

    word = word.lower()
    origins = (word.removesuffix(end) + start for end, start in _ADVERBS if word.endswith(end))
    return any(is_known(each, lang="fr", low_memory=True) for each in (word, *origins))


def is_soft(before: str, after: str, text: str) -> bool:
    """Tell whether `before` + "-" + newline + `after` is one word cut by the line break.

    `before` ends at the hyphen (excluded), `after` starts the next line, `text` is the whole
    source: a spelling that stands elsewhere in it decides first. «notam-/ment» is soft,
    «Saint-/Denis», «lui-/même» and «médico-/social» are not.
    """
    head, tail = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    if not head or not tail:
        return False
    first, second = head.group(), tail.group()
    capitals = first.isupper() and second.isupper()
    if not (second[0].islower() or capitals):
        return False
    if re.search(rf"(?i)\b{first}-{second}\b", text):
        return False
    inside = before[: head.start()].endswith("-")
    if inside and first.endswith("o"):  # médico-psycho-sociale
        return False
    if re.search(rf"(?i)\b{first}{second}\b", text) or is_word(first + second):
        return True
    linked = second in _LINKS and after[tail.end() :].startswith("-")  # Maine-et-Loire
    # médico-social, éco-responsable
    joining = first.endswith("o") and (len(first) > 3 or first.lower() in _SHORT_FORMS)
    if capitals or inside or linked or joining:
        return False
    return second == "ment" or not (is_word(first) and is_word(second))


def cut_word(before: str, after: str) -> str:
    """The word that a line break cut, whole."""
    head, tail = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    return f"{head.group() if head else ''}{tail.group() if tail else ''}"
