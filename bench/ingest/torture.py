"""`python -m bench.ingest.torture [ROUNDS] [SEED]`: ingests that are killed, stopped and run out of disk.

Each round changes a corpus, interrupts a real `kunskapsbank ingest` at a random moment, and looks: the index answers
exactly as before or exactly as after, and the next ingest completes and leaves no stray file.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from index.request import SearchRequest
from index.search import search
from index.segment_arrays import ARRAYS, arrays_name
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine

ROUNDS = 100
WAYS = ("SIGKILL", "SIGINT", "SIGTERM", "full disk")
CODES = {"SIGKILL": -signal.SIGKILL, "SIGINT": 130, "SIGTERM": 143, "full disk": 1}
SENTENCES = {"SIGINT": "Avbrutet.", "SIGTERM": "Avbrutet.", "full disk": "Det får inte plats mer i indexets mapp"}

_PASSAGES = 8
_TEXT = (
    "Ekvik och Norrtuna prövar {word} tillsammans med föreningar och arbetsintegrerande sociala företag. Inköparna "
    "träffade samordnarna i fyra dialogmöten under våren, och upphandlingen av frukostkorgar förankrades i nämnden. "
)


class BrokenIndexError(Exception):
    """The index answered as neither before nor after, or the next ingest did not complete."""


@dataclass
class Bank:
    """A corpus whose documents all hold one word, which tells the state of the index, and its index."""

    folder: Path
    documents: int
    word: str = "ursprungsord"
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.folder / "index"

    def write(self, word: str) -> None:
        """Change all documents, and exchange one for another."""
        self.word = word
        documents = self.folder / "corpus" / "documents"
        documents.mkdir(parents=True, exist_ok=True)
        for path in documents.glob("eget-*.md"):
            path.unlink()
        for name in (f"eget-{word}", *(f"dokument-{number:03}" for number in range(1, self.documents))):
            sections = "".join(f"\n## Avsnitt {n}\n\n{_TEXT.format(word=word)}\n" for n in range(_PASSAGES))
            (documents / f"{name}.md").write_text(f"# Rapport {name}\n{sections}", encoding="utf-8")

    def command(self) -> list[str]:
        """Return the command that a person would give."""
        corpus = str(self.folder / "corpus")
        return [sys.executable, "cli.py", "ingest", "--corpus", corpus, "--index", str(self.index), "--json"]

    def complete(self) -> None:
        """Ingest undisturbed, and see that all is there and nothing else."""
        start = time.perf_counter()
        run = subprocess.run(self.command(), cwd=REPOSITORY, capture_output=True, text=True, check=False)  # noqa: S603
        self.seconds = time.perf_counter() - start
        if run.returncode != 0 or json.loads(run.stdout)["failed"]:
            raise BrokenIndexError(run.stdout + run.stderr)
        if self.answers() != self.expected(self.word):
            raise BrokenIndexError(f"{self.answers()} after an ingest of {self.word}")
        if stray := self.stray_files():
            raise BrokenIndexError(f"left behind: {stray}")

    def answers(self) -> Mapping[str, object]:
        """Return what tells the state of the index, having read every document of it."""
        engine = WhooshEngine(self.index)
        documents = [engine.document(document.id) for document in engine.documents()]
        words = {word for document in documents for word in document.passages[0].text.split() if word.endswith("ord")}
        found = {word: search(engine, SearchRequest(query=f'"{word}"')).total for word in words}
        return {"ids": {document.id for document in documents}, "found": found}

    def expected(self, word: str) -> Mapping[str, object]:
        """Return the answers of an index in which all documents hold a word."""
        ids = {f"eget-{word}", *(f"dokument-{number:03}" for number in range(1, self.documents))}
        return {"ids": ids, "found": {word: self.documents * _PASSAGES}}

    def stray_files(self) -> list[str]:
        """Return files of the index that nothing in force names: other builds, and what no table of contents knows."""
        build = self.index / (self.index / "CURRENT").read_text(encoding="ascii")
        others = [path.name for path in self.index.iterdir() if path.name not in {"CURRENT", "LOCK", build.name}]
        names = [path.name for path in build.iterdir()]
        tables = [name for name in names if name.endswith(".toc")]
        segments = [name for name in names if name.endswith(".seg")]
        arrays = {path.name for path in (build / ARRAYS).iterdir()} - {arrays_name(name[:-4]) for name in segments}
        return others + sorted({*names} - {*segments, *tables, ARRAYS}) + tables[1:] + sorted(arrays)

    def is_writing(self, process: subprocess.Popen[str]) -> bool:
        """Say whether a process has the lock of the index, or has ended."""
        try:
            holder = json.loads((self.index / "LOCK").read_text(encoding="utf-8"))["process"]
        except (OSError, ValueError):
            holder = None  # it is just being written
        return holder == process.pid or process.poll() is not None

    def interrupt(self, way: str, chance: random.Random) -> None:
        """Begin an ingest of changed documents, end it in one of `WAYS`, and look."""
        before = self.expected(self.word)
        self.write(f"ord{chance.randrange(10**6)}ord")
        moment = self.seconds * (1 - chance.random() ** 2)  # oftener late, when it is being written
        room = chance.randrange(1_000, 400_000)
        process = subprocess.Popen(  # noqa: S603
            self.command(),
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=partial(_limit_files, room) if way == "full disk" else None,  # noqa: PLW1509 (no threads here)
        )
        if way != "full disk":
            began = time.perf_counter()
            while way != "SIGKILL" and not self.is_writing(process):
                time.sleep(0.01)  # until then a signal meets Python, which has not come to the program yet
            time.sleep(max(0.0, moment - (time.perf_counter() - began)))
            process.send_signal(signal.Signals[way])
        answer, said = process.communicate()
        if process.returncode == 0 or answer.endswith("}\n"):  # it may have been ending already
            self.outcomes[f"{way}: completed"] += 1
        elif process.returncode != CODES[way] or (way in SENTENCES and not _is_one(SENTENCES[way], said)):
            raise BrokenIndexError(f"{way} after {moment:.2f} s, room {room}: code {process.returncode}, said {said!r}")
        else:
            self.outcomes[f"{way}: interrupted"] += 1
        if self.answers() not in (before, self.expected(self.word)):
            raise BrokenIndexError(f"{self.answers()} after {way} at {moment:.2f} s")


def _is_one(sentence: str, said: str) -> bool:
    return said.startswith(sentence) and len(said.splitlines()) == 1


def _limit_files(size: int) -> None:
    """Let no file of this process grow beyond a size: writing fails as on a full disk (setrlimit(2), RLIMIT_FSIZE)."""
    import resource  # noqa: PLC0415 (not on Windows)

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def torture(folder: Path, *, rounds: int, seed: int, documents: int, tell: Callable[[str], None]) -> Counter[str]:
    """Interrupt so many ingests; return how they ended. Raises BrokenIndexError."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    bank = Bank(folder, documents)
    bank.write(bank.word)
    bank.complete()
    for number in range(rounds):
        bank.interrupt(WAYS[number % len(WAYS)], chance)
        bank.complete()
        tell(f"{number + 1}/{rounds} {dict(bank.outcomes)}")
    return bank.outcomes


def main(rounds: int, seed: int) -> None:
    """Print how each round ended."""
    with TemporaryDirectory() as scratch:
        torture(Path(scratch), rounds=rounds, seed=seed, documents=60, tell=print)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [ROUNDS, os.getpid()][len(given) :]))
