"""Which language a question is in: by its script, its letters, its common words; else French."""

import re
from functools import cache

from bot.answering.cues import CUES
from index.words import fold

_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
# Letters that Russian lacks, and small words that it spells otherwise.
_UKRAINIAN = re.compile(
    r"[іїєґ]|\b(?:хто|що|шо|щось|як|яка|яке|чому|чого|коли|куди|де|цей|ця|це|чи|аби|якщо|та|дають|був)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[\w']+")
_OTHER_SCRIPT = 0.25  # share of the letters; the rest may be names written as in French
DEFAULT = "fr"
LANGUAGES = (DEFAULT, *(code for code in CUES.function if code != DEFAULT), "ar", "zh", "uk", "ru")


@cache
def _telling_words() -> dict[str, list[str]]:
    """The languages of each."""
    found: dict[str, list[str]] = {}
    for code, text in CUES.function.items():
        for word in {*text.split(), *CUES.telling[code].split()}:
            found.setdefault(word, []).append(code)
    return found


def detect(text: str) -> str:
    """ISO 639-1 code of the language of `text`; French where nothing tells."""
    rare = {c for c in text.lower() if not c.isascii()}  # what scripts and letters are told by
    if rare:
        letters = sum(map(str.isalpha, text))
        for code, script in _SCRIPTS:
            if len(script.findall(text)) > letters * _OTHER_SCRIPT:
                return "uk" if _UKRAINIAN.search(text) else code
    tokens, telling = _TOKEN.findall(fold(text)), _telling_words()
    told: dict[str, int] = {}
    for token in tokens:
        for code in telling.get(token, ()):
            told[code] = told.get(code, 0) + 1
    scores = {code: told.get(code, 0) / (len(tokens) or 1) for code in CUES.function}
    if rare:
        for code, marks in CUES.letters.items():
            scores[code] += 0.35 * (not rare.isdisjoint(marks))
    scores[DEFAULT] += 0.05  # most people ask in French, many of them misspelt
    return max(scores, key=lambda code: scores[code])
