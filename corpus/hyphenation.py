"""Whether a hyphen at a line's end was put there by the line break or belongs to the word."""

import re
from functools import cache

_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")


@cache
def _known(word: str) -> bool:
    from simplemma import is_known  # loads 20 MB of word lists: only where a line ends in a hyphen

    return bool(is_known(word.lower(), lang="fr"))


def is_soft(before: str, after: str, text: str) -> bool:
    """Tell whether `before` + "-" + newline + `after` is one word cut by the line break.

    `before` ends at the hyphen (excluded), `after` starts the next line, `text` is the whole
    source: a spelling that stands elsewhere in it decides first. «notam-/ment» is soft,
    «Saint-/Denis», «lui-/même» and «médico-/social» are not.
    """
    head, tail = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    if not head or not tail or not tail.group()[0].islower():
        return False
    first, second = head.group(), tail.group()
    if re.search(rf"(?i)\b{first}-{second}\b", text):
        return False
    if re.search(rf"(?i)\b{first}{second}\b", text) or _known(first + second):
        return True
    if first.endswith("o"):  # combining forms: médico-social, socio-économique
        return False
    return not (_known(first) and _known(second))
