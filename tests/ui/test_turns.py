"""However many ask at once, few answers are worked out at the same time, and each gets its own."""

from __future__ import annotations

import threading
import time

import pytest

from ui.turns import AT_ONCE, Turns, in_turn


def test_answers_wait_in_line() -> None:
    working, most, answers = [0], [0], []
    lock, go_on = threading.Lock(), threading.Event()

    def answer(number: int) -> int:
        with lock:
            working[0] += 1
            most[0] = max(most[0], working[0])
            if working[0] == AT_ONCE:
                go_on.set()
        assert go_on.wait(20)
        with lock:
            working[0] -= 1
        return number

    threads = [
        threading.Thread(target=lambda number=number: answers.append(in_turn(lambda: answer(number))))
        for number in range(5 * AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == AT_ONCE
    assert sorted(answers) == list(range(5 * AT_ONCE))


def test_who_has_waited_longest_is_next() -> None:
    turns = Turns(1)
    order: list[int] = []

    def wait(number: int) -> None:
        with turns.turn():
            order.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(8)]
    with turns.turn():
        for place, thread in enumerate(threads):
            thread.start()
            while turns.waiting <= place:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert turns.waiting == 0


def test_an_answer_that_fails_gives_its_turn_back() -> None:
    for _ in range(2 * AT_ONCE):
        with pytest.raises(ZeroDivisionError):
            in_turn(lambda: 1 // 0)
    assert in_turn(lambda: 1) == 1
