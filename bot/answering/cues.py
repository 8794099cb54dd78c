"""The words that tell a question's language and what it asks for, read from `cues.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from corpus.questions import Asks
from index.words import fold


@dataclass(frozen=True, slots=True)
class Cues:
    """Function words, other telling words and letters by language; per language, how a question
    begins that leans on the one before, and patterns of what is asked."""

    function: Mapping[str, str]
    telling: Mapping[str, str]
    letters: Mapping[str, str]
    follow: Mapping[str, tuple[str, ...]]
    possessive: Mapping[str, frozenset[str]]
    wanted: Mapping[str, re.Pattern[str]]  # what asks for an address, and for a telephone number
    again: Mapping[str, re.Pattern[str]]  # whole questions about who said what was quoted
    afterwards: Mapping[str, tuple[re.Pattern[str], str]]  # about what comes after, and with a year
    speaks: tuple[str, ...]  # patterns before an author who is to speak, in any language
    spoke: tuple[str, ...]  # patterns after one
    pronouns: Mapping[str, Mapping[str, frozenset[str]]]  # how names that each agrees with begin
    opens: tuple[str, ...]  # patterns of a question that opens with a pronoun for a person
    beyond: tuple[str, ...]  # patterns before a year or day after which something is
    behind: tuple[str, ...]  # patterns behind one
    asks: Mapping[str, tuple[tuple[Asks, re.Pattern[str]], ...]]


def _read() -> Cues:
    data = tomllib.loads(resources.files("bot.answering").joinpath("cues.toml").read_text("utf-8"))
    asks = {
        code: tuple(
            (Asks(kind), re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})"))
            for kind, patterns in kinds.items()
        )
        for code, kinds in data["asks"].items()
    }
    says = data["speech"]["says"]
    follow = {code: tuple(openings) for code, openings in data["follow"].items()}
    return Cues(
        function=data["function"],
        telling=data["telling"],
        letters=data["letters"],
        follow=follow,
        possessive={
            code: frozenset(fold(said).split()) for code, said in data["possessive"].items()
        },
        wanted={what: re.compile("|".join(cues)) for what, cues in data["wanted"].items()},
        again={code: re.compile(fold(pattern)) for code, pattern in data["again"].items()},
        afterwards={
            code: (re.compile(fold(pattern)), said)
            for code, (pattern, said) in data["afterwards"].items()
        },
        speaks=tuple(cue.replace("{says}", says) for cue in data["speech"]["before"]),
        spoke=tuple(cue.replace("{says}", says) for cue in data["speech"]["after"]),
        pronouns={
            code: {pronoun: frozenset(names.split()) for pronoun, names in table.items()}
            for code, table in data["pronouns"].items()
        },
        opens=tuple(data["speech"]["opens"]),
        beyond=tuple(data["after"]["before"]),
        behind=tuple(data["after"]["behind"]),
        asks=asks,
    )


CUES = _read()
