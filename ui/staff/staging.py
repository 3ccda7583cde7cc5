"""Files that wait to be saved: in a folder of their own beside the index, few enough and not for long.

They belong to all of staff, so that a login that ends loses nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from index.errors import KunskapsbankError, UsageError
from ingest.adding import Arriving
from ingest.file_names import safe_name
from ingest.toml_file import write_whole

MOST_FILES = 100
MOST_MEGABYTES = 1_000
HOURS = 24
"""How long a file waits before it is thrown away."""

_MEBIBYTE = 1024 * 1024
_ID = re.compile(r"[0-9a-f]{32}")
_CHUNK = 1024 * 1024


class StagedMissingError(KunskapsbankError):
    """There is no such file waiting."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(f"Filen väntar inte längre: den är sparad, kastad eller lämnades i mer än {HOURS} timmar.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file that waits: its name with the folders it came in, where it was fetched, what it replaces, who added it.

    `added` is in seconds since 1970. `fault` is a Swedish sentence where there is no file, but only the reason why.
    """

    id: str
    name: str
    user: str
    added: float
    url: str | None = None
    replaces: str | None = None
    fault: str | None = None


class Staging:
    """The files that wait, in a folder that only this program uses."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock

    def add(
        self,
        content: BinaryIO,
        name: str,
        user: str,
        *,
        url: str | None = None,
        replaces: str | None = None,
    ) -> Staged:
        """Keep a copy of a file, under a name that is safe whatever it was. Raises UsageError where none fits."""
        staged = self._new(name, user, url=url, replaces=replaces)
        place = self._place(staged)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.parent.mkdir(mode=0o700, parents=True)
            with place.open("wb") as file:
                shutil.copyfileobj(content, file, _CHUNK)
            self._note(staged)
        except OSError as error:
            self.discard(staged.id)
            raise UsageError("Filen får inte plats på servern just nu.") from error
        return staged

    def add_fault(self, name: str, user: str, fault: str) -> None:
        """Keep why a file of an archive cannot be had."""
        self._note(self._new(name, user, fault=fault))

    def all(self) -> list[Staged]:
        """Return what waits, the latest first; what has waited too long is thrown away."""
        kept = []
        for folder in self._folders():
            staged, added = self._load(folder)
            if self._clock() - added > HOURS * 3600:
                self.discard(folder.name)
            elif staged is not None:
                kept.append(staged)
        return sorted(kept, key=lambda staged: staged.added, reverse=True)

    def get(self, name: str) -> Staged:
        """Return the file with an id. Raises StagedMissingError."""
        staged = next((staged for staged in self.all() if staged.id == name), None)
        if staged is None:
            raise StagedMissingError
        return staged

    def arriving(self, staged: Staged) -> Arriving:
        """Return what an ingest has to know about a file that waits."""
        return Arriving(file=self._place(staged), name=staged.name, url=staged.url, replaces=staged.replaces)

    def discard(self, name: str) -> None:
        """Throw a file away."""
        if _ID.fullmatch(name):
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def _new(self, name: str, user: str, **values: str | None) -> Staged:
        waiting = self.all()
        if len(waiting) >= MOST_FILES or self._size() > MOST_MEGABYTES * _MEBIBYTE:
            raise UsageError("Det väntar redan så många filer som får plats. Spara eller kasta några av dem först.")
        return Staged(id=token_hex(16), name=str(safe_name(name)), user=user, added=self._clock(), **values)

    def _place(self, staged: Staged) -> Path:
        return self._folder / staged.id / "fil" / Path(staged.name).name

    def _note(self, staged: Staged) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self._folder / staged.id
        folder.mkdir(mode=0o700, exist_ok=True)
        write_whole(folder / "fil.json", json.dumps(asdict(staged), ensure_ascii=False).encode())

    def _folders(self) -> list[Path]:
        return [path for path in self._folder.iterdir() if _ID.fullmatch(path.name)] if self._folder.is_dir() else []

    def _size(self) -> int:
        return sum(path.stat().st_size for folder in self._folders() for path in folder.glob("fil/*"))

    @staticmethod
    def _load(folder: Path) -> tuple[Staged | None, float]:
        """Return what is noted of a file, and since when it is there; one whose upload was cut off has no note."""
        try:
            staged = Staged(**json.loads((folder / "fil.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None, folder.stat().st_mtime if folder.exists() else 0.0
        return staged, staged.added
