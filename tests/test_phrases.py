"""The bot says the same things in every language, and says all that is written for it."""

import ast
import string
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from babel import Locale

from bot.answering.answer import Status
from bot.phrases import FALLBACK, languages
from bot.store.acts import Kind
from bot.telegram.remembering import PATIENT

ROOT = Path(__file__).parent.parent
PHRASES = ROOT / "bot" / "phrases"
MODULES = sorted((ROOT / "bot").rglob("*.py"))

# Starts of keys that the code completes when it runs, each written there as an f-string.
DYNAMIC = (
    *("ask_", "bot_", "button_", "command_", "did_", "emergency_", "ended_", "field_"),
    *("freshness_", "help_", "source_", "step_", "subject_"),
)
# CLDR's order of plural categories.
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
# What the bot counts (texts, days); from a million on, some languages have a form of their own.
NUMBERS = range(10_000)

Tables = dict[str, dict[str, str]]


def tables(language: str) -> Tables:
    loaded: Tables = tomllib.loads((PHRASES / f"{language}.toml").read_text("utf-8"))
    return loaded


FRENCH = tables(FALLBACK)
MODERATORS = tables(f"moderation/{FALLBACK}")
# Without what stands under the same key in two tables twice.
KEYS = sorted({key for table in (*FRENCH.values(), *MODERATORS.values()) for key in table})


def counted(language: str) -> dict[str, list[int]]:
    """The plural categories of a language in CLDR's order, with the numbers that take each."""
    form = Locale.parse(language).plural_form
    by_form = groupby(sorted(NUMBERS, key=lambda n: CATEGORIES.index(form(n))), key=form)
    return {category: list(numbers) for category, numbers in by_form}


def plural_base(key: str, table: dict[str, str]) -> str | None:
    """«sources» for `sources_one` and `sources_other`, None for a key that counts nothing."""
    base, _, form = key.rpartition("_")
    is_plural = form in CATEGORIES and f"{base}_one" in table and f"{base}_other" in table
    return base if is_plural else None


def blanks(phrase: str) -> set[str]:
    """The names of a phrase's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def expected_keys(table: dict[str, str], language: str) -> Iterator[str]:
    """The keys of a French table as a language must have them, in order."""
    for key in table:
        base = plural_base(key, table)
        if base is None:
            yield key
        elif key == f"{base}_one":
            yield from (f"{base}_{category}" for category in counted(language))


def constants() -> set[str]:
    """Every string that stands alone in the code of `bot`."""
    return {
        node.value
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def formatted_starts() -> set[str]:
    """How each f-string in the code of `bot` begins."""
    return {
        str(node.values[0].value)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }


def asked_for() -> Iterator[tuple[str, str, str]]:
    """Module, method and key of each `words.text("…")` and `words.count("…")` in the code."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("text", "count")
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield module.relative_to(ROOT).as_posix(), node.func.attr, node.args[0].value


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys(language: str) -> None:
    """A file has French's tables and keys in its order, and just its own language's plurals."""
    own = tables(language)
    assert list(own) == list(FRENCH)
    for name, table in FRENCH.items():
        assert list(own[name]) == list(expected_keys(table, language)), name


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_placeholders(language: str) -> None:
    """A phrase has French's blanks to fill; a plural form for one number alone may spell it out."""
    numbers = counted(language)
    for name, table in tables(language).items():
        for key, phrase in table.items():
            base, category = plural_base(key, table), key.rpartition("_")[2]
            if base is None:
                assert blanks(phrase) == blanks(FRENCH[name][key]), key
                continue
            needed = blanks(FRENCH[name][f"{base}_other"])
            # That nothing at all is counted in words as if it were one, French does too.
            spells_out = len([number for number in numbers[category] if number]) <= 1
            assert blanks(phrase) | {"number"} == needed | {"number"}, key
            assert spells_out or "number" in blanks(phrase), key


@pytest.mark.parametrize("language", languages())
def test_no_phrase_is_empty(language: str) -> None:
    """Every phrase says something, with no space left over at its ends."""
    for table in tables(language).values():
        for key, phrase in table.items():
            assert phrase, key
            assert phrase == phrase.strip(), key


@pytest.mark.parametrize("language", languages())
def test_no_phrase_hides_another(language: str) -> None:
    """A key that stands in two tables says the same in both: the last one is what is heard."""
    heard: dict[str, str] = {}
    for table in tables(language).values():
        heard |= table
    hidden = [
        f"[{name}] {key}"
        for name, table in tables(language).items()
        for key, phrase in table.items()
        if heard[key] != phrase
    ]
    assert hidden == []


@pytest.mark.parametrize("start", DYNAMIC)
def test_dynamic_keys_are_built(start: str) -> None:
    """Each start of a key that is said to be completed by the code is so."""
    assert start in formatted_starts()


def test_every_phrase_is_used() -> None:
    """Nothing is written for the bot that its code never says."""
    known = constants()
    unused = [
        key
        for key in KEYS
        if key not in known
        and not any(
            plural_base(key, table) in known
            for table in (*FRENCH.values(), *MODERATORS.values())
            if key in table
        )
        and not key.startswith(DYNAMIC)
    ]
    assert unused == []


def test_every_phrase_asked_for_exists() -> None:
    """No code asks for a phrase that is not written."""
    missing = []
    for module, method, key in asked_for():
        wanted = key if method == "text" else f"{key}_other"
        if wanted not in KEYS:
            missing.append(f"{module}: {key}")
    assert missing == []


def test_moderators_read_no_phrase_twice() -> None:
    """What only moderators read is in French, and hides nothing that everyone reads."""
    everyone = {key for table in FRENCH.values() for key in table}
    own = [key for table in MODERATORS.values() for key in table]
    assert len(own) == len(set(own))
    assert not everyone & set(own)
    phrases = [phrase for table in MODERATORS.values() for phrase in table.values()]
    assert all(phrase and phrase == phrase.strip() for phrase in phrases)


def test_every_count_of_the_report_has_a_name() -> None:
    """However a question ended, `/bilan` says so in words."""
    names = {*(status.value for status in Status), PATIENT}
    assert {f"ended_{name}" for name in names} <= set(MODERATORS["report"])


def test_every_act_of_the_journal_has_a_name() -> None:
    """Whatever was done, the journal says so in words."""
    assert {f"did_{kind.value}" for kind in Kind} <= set(MODERATORS["journal"])
