"""No file stops the others: what takes too long, needs too much or crashes is said in one sentence."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.processes import Failed, Limits, Processes
from ingest.reading import SourceError


def behave(how: str) -> str:
    """Do in a process of its own what a hostile file makes a reader do."""
    match how:
        case "loop":
            time.sleep(600)
        case "swell":
            return "x" * (2 * 1024**3)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "nest":
            return behave(how)
        case "fail":
            raise ZeroDivisionError
        case "refuse":
            raise SourceError("Filen är tom.")
    return f"{how} är läst"


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("loop", "Filen tog längre tid att läsa än gränsen, 3 sekunder."),
        ("swell", "Filen kräver mer minne att läsa än gränsen, 512 MB."),
        ("crash", "Filen fick läsaren att krascha."),
        ("nest", "Filen har för många nivåer i varandra för att läsas."),
        ("fail", "Filen går inte att tolka (ZeroDivisionError i läsaren)."),
        ("refuse", "Filen är tom."),
    ],
)
def test_a_hostile_file_fails_alone_and_the_rest_goes_on(how: str, sentence: str) -> None:
    with Processes(limits=Limits(seconds=3, memory=512)) as processes:
        outcomes = dict(processes.each(behave, ["brev", how, "rapport", "bok"]))
    assert outcomes == {
        "brev": "brev är läst",
        how: Failed(sentence),
        "rapport": "rapport är läst",
        "bok": "bok är läst",
    }


def mark(place: Path) -> None:
    place.touch()


def test_reading_goes_on_while_nobody_takes_what_has_been_read(tmp_path: Path) -> None:
    places = [tmp_path / str(number) for number in range(50)]
    patience = time.monotonic() + 60
    with Processes(limits=Limits()) as processes:
        outcomes = processes.each(mark, places)
        next(outcomes)
        while not all(place.exists() for place in places):
            assert time.monotonic() < patience
            time.sleep(0.01)
        assert len(list(outcomes)) == len(places) - 1


def test_of_large_files_few_are_read_beforehand(tmp_path: Path) -> None:
    places = [tmp_path / str(number) for number in range(30)]
    with Processes(limits=Limits()) as processes:
        for taken, _ in enumerate(processes.each(mark, places, size=lambda _: 10**9)):
            time.sleep(0.01)
            assert sum(place.exists() for place in places) <= taken + 1 + 3 * (os.cpu_count() or 1)


def test_one_file_is_read_from_a_thread_of_a_server() -> None:
    answers = []

    def serve() -> None:
        with Processes(limits=Limits()) as processes:
            answers.append(processes.one(behave, "brev"))

    thread = threading.Thread(target=serve)
    thread.start()
    thread.join()
    assert answers == ["brev är läst"]


def test_the_processes_end_when_the_program_is_interrupted() -> None:
    def interrupted() -> None:
        with Processes(limits=Limits()) as processes:
            for _ in processes.each(behave, ["brev", "loop"]):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_no_process_is_left_when_the_program_is_killed(tmp_path: Path) -> None:
    started = tmp_path / "started"
    program = (
        "from pathlib import Path\n"
        "from ingest.processes import Limits, Processes\n"
        "from tests.ingest.test_processes import stay\n"
        "with Processes(limits=Limits()) as processes:\n"
        f"    processes.one(stay, Path({str(started)!r}))\n"
    )
    killed = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)
    wait_until(lambda: started.exists() and bool(started.read_text(encoding="ascii")))
    killed.kill()
    killed.wait()
    wait_until(lambda: not is_running(int(started.read_text(encoding="ascii"))))


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it never came true")


def stay(started: Path) -> None:
    """Tell which process this is, and stay."""
    started.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(600)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}
