"""Whether a hyphen at a line's end was put there by the line break or belongs to the word."""

import re
from functools import cache

_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_LINKS = frozenset("t et en ès sur sous lès les la le de du des d l à aux".split())


@cache
def is_word(word: str) -> bool:
    """Whether French has the word."""
    from simplemma import is_known  # loads 20 MB of word lists: only where a line ends in a hyphen

    return bool(is_known(word.lower(), lang="fr"))


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
    if capitals or inside or linked or first.endswith("o"):  # médico-social
        return False
    return second == "ment" or not (is_word(first) and is_word(second))
