"""Importing this makes a process say nothing more: libraries warn on stderr, and what a killed program left complains.

For processes that read files alone; what they have to tell goes back to the program that started them.
"""

from __future__ import annotations

import os

_nothing = os.open(os.devnull, os.O_RDWR)
for _stream in (1, 2):
    os.dup2(_nothing, _stream)
