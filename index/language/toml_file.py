"""TOML files that people edit: every complaint is one Swedish sentence with the file and the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import KunskapsbankError


class VocabularyError(KunskapsbankError):
    """A file of the vocabulary that cannot be used; names the file and the line (from 1)."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"Vokabulärfilen {file} går inte att använda: rad {line}: {reason}.")


def read_text(file: Path) -> str:
    """Return the text of a file in UTF-8. Raises VocabularyError."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError(file, data.count(b"\n", 0, error.start) + 1, "texten är inte UTF-8") from error


class TomlFile:
    """A TOML file whose complaints name the line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._text = read_text(file)
        try:
            self._data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            last = self._text.count("\n") + 1
            raise VocabularyError(file, int(line[1]) if line else last, "det är inte giltig TOML") from error

    def entries(self, table: str, *, keys: tuple[str, ...]) -> Iterator[TomlEntry]:
        """Yield each `[[table]]` of the file in order."""
        return TomlEntry(toml=self, path="", line=1, values=self._data).entries(table, keys=keys)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that stands before the tables, () if the key is missing."""
        return TomlEntry(toml=self, path="", line=1, values=self._data).texts(key)

    def names(self, table: str) -> dict[str, str]:
        """Return a table of "name" = "value" lines; empty if the file has none."""
        values = self._data.get(table, {})
        for name, value in values.items():
            if not isinstance(value, str):
                raise VocabularyError(self.file, self.line_of(name), f"”{name}” ska vara en text")
        return dict(values)

    def refuse_repeats(self, table: str, names: Iterable[str]) -> None:
        """Raise if two entries of a `[[table]]` share a name."""
        seen: set[str] = set()
        for line, name in zip(self.lines_of(table), names, strict=False):
            if name in seen:
                raise VocabularyError(self.file, line, f"”{name}” finns redan")
            seen.add(name)

    def lines_of(self, path: str) -> list[int]:
        """Return the lines where the tables `[[path]]` begin."""
        header = re.compile(rf"\s*\[\[\s*{re.escape(path)}\s*\]\]")
        return [number for number, line in enumerate(self._text.splitlines(), start=1) if header.match(line)]

    def line_of(self, name: str) -> int:
        """Return the first line where a quoted name stands."""
        return self._text[: max(self._text.find(f'"{name}"'), 0)].count("\n") + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlEntry:
    """One table of a TOML file, and the line where it begins."""

    toml: TomlFile
    path: str
    line: int
    values: dict[str, Any]

    def entries(self, table: str, *, keys: tuple[str, ...]) -> Iterator[TomlEntry]:
        """Yield the tables `[[path.table]]` below this one."""
        path = f"{self.path}.{table}".lstrip(".")
        lines = (line for line in self.toml.lines_of(path) if line >= self.line)
        tables = self.values.get(table, [])
        if not isinstance(tables, list) or not all(isinstance(values, dict) for values in tables):
            raise self.error(f"”{table}” ska skrivas [[{path}]]")
        for values in tables:
            entry = TomlEntry(toml=self.toml, path=path, line=next(lines, self.line), values=values)
            for key in values:
                if key not in keys:
                    raise entry.error(f"nyckeln ”{key}” är okänd")
            yield entry

    def text(self, key: str) -> str:
        """Return a text that must be there and hold something."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"”{key}” ska vara en text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () if the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"”{key}” ska vara en lista med texter")
        return tuple(value)

    def error(self, reason: str) -> VocabularyError:
        """Return the complaint about this entry."""
        return VocabularyError(self.toml.file, self.line, reason)
