"""Entries of a TOML data file, read key by key; a mistake names the file, the entry and the key."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import normalize

from corpus.errors import CatalogueError

_REQUIRED = object()
Kind = TypeVar("Kind", bound=StrEnum)


class Entry:
    """One table of a data file. Every getter raises CatalogueError on a missing or wrong value."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self._table = table
        self._read: set[str] = set()
        self.where = where

    def text(self, key: str) -> str:
        """A string that must be there and not blank, in Unicode form NFC."""
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "un texte non vide entre guillemets")
        return normalize("NFC", value)

    def optional_text(self, key: str) -> str | None:
        """The same, or None where the key is absent."""
        return self.text(key) if key in self._table else None

    def holds(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self._table

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings, empty where the key is absent and not required."""
        values = self._get(key) if required else self._get(key, [])
        if not isinstance(values, list) or (required and not values):
            raise self.wrong(key, "une liste de textes entre crochets")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(key, "une liste de textes non vides")
        return tuple(normalize("NFC", value) for value in values)

    def number(self, key: str) -> int | None:
        """A whole number, or None where the key is absent."""
        value = self._get(key, None)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.wrong(key, "un nombre entier, sans guillemets")
        return value

    def flag(self, key: str) -> bool:
        """true or false; false where the key is absent."""
        value = self._get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true ou false")
        return value

    def day(self, key: str) -> date | None:
        """A day written 2026-02-09 without quotes, or None where the key is absent."""
        value = self._get(key, None)
        return None if value is None else self._as_day(key, value)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days, empty where the key is absent."""
        values = self._get(key, [])
        if not isinstance(values, list):
            raise self.wrong(key, "une liste de dates, comme [2026-02-12, 2026-02-14]")
        return tuple(self._as_day(key, value) for value in values)

    def choice(self, key: str, kinds: type[Kind]) -> Kind:
        """One member of `kinds` by its value."""
        value = self._get(key)
        try:
            return kinds(value)
        except ValueError:
            raise self.wrong(key, "l'un de : " + ", ".join(kinds)) from None

    def wording(self, key: str) -> Mapping[str, str]:
        """A table from language code to text, such as {fr = "…", en = "…"}."""
        values = self._get(key)
        if not isinstance(values, dict) or not values:
            raise self.wrong(key, 'une table par langue, comme {fr = "…", en = "…"}')
        if not all(isinstance(value, str) and value.strip() for value in values.values()):
            raise self.wrong(key, "un texte non vide dans chaque langue")
        return {lang: normalize("NFC", text) for lang, text in values.items()}

    def tables(self, key: str) -> Iterator["Entry"]:
        """The inline tables of a list, empty where the key is absent."""
        values = self._get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, "une liste de tables entre accolades")
        return _closing(Entry(value, f"{self.where}, {key}") for value in values)

    def wrong(self, key: str, expected: str) -> CatalogueError:
        """The error for a bad value; the caller raises it."""
        return CatalogueError(
            f"{self.where} : la clé « {key} » doit être {expected} ; corrigez-la."
        )

    def close(self) -> None:
        """Raise CatalogueError for a key that nothing reads: most often a misspelt one."""
        for key in sorted(self._table.keys() - self._read):
            raise CatalogueError(
                f"{self.where} : la clé « {key} » est inconnue ; corrigez son nom ou retirez-la."
            )

    def _get(self, key: str, default: Any = _REQUIRED) -> Any:
        self._read.add(key)
        value = self._table.get(key, default)
        if value is _REQUIRED:
            raise CatalogueError(f"{self.where} : il manque la clé « {key} » ; ajoutez-la.")
        return value

    def _as_day(self, key: str, value: object) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "une date sans guillemets, comme 2026-02-09")
        return value


class DataFile:
    """A TOML file of arrays of tables; an absent file holds none of them.

    Raises CatalogueError when the file is not TOML or not UTF-8.
    """

    def __init__(self, path: Path, known: tuple[str, ...]) -> None:
        self._name = path.name
        self._content: dict[str, Any] = {}
        try:
            if path.exists():
                self._content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path.name} n'est pas du TOML lisible : {error}.") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise CatalogueError(f"{path.name} ne peut pas être lu : {reason}.") from error
        for key in self._content.keys() - set(known):
            raise CatalogueError(
                f"{path.name} : « {key} » est inconnu ; les tables attendues sont "
                + ", ".join(f"[[{name}]]" for name in known)
                + "."
            )

    def entries(self, array: str) -> Iterator[Entry]:
        """Every [[array]] entry, in the file's order; unknown keys raise once it was read."""
        tables = self._content.get(array, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise CatalogueError(f"{self._name} : écrivez [[{array}]] au-dessus de chaque entrée.")
        return _closing(
            Entry(table, f"{self._name}, {array} {_called(table, number)}")
            for number, table in enumerate(tables, start=1)
        )

    def texts(self, array: str, key: str) -> frozenset[str]:
        """The texts that stand under `key` in the [[array]] entries, whatever else these hold."""
        tables = self._content.get(array, [])
        return frozenset(str(table[key]) for table in tables if key in table)

    def single(self, table: str) -> Iterator[Entry]:
        """The one [table] of that name, if there is one."""
        found = self._content.get(table)
        if found is None:
            return iter(())
        if not isinstance(found, dict):
            raise CatalogueError(f"{self._name} : écrivez [{table}], une seule fois.")
        return _closing(iter([Entry(found, f"{self._name}, {table}")]))


def _called(table: Mapping[str, Any], number: int) -> str:
    for key in ("id", "name", "short"):
        if isinstance(name := table.get(key), str):
            return f"« {name} »"
    return f"n° {number}"


def _closing(entries: Iterator[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        entry.close()
