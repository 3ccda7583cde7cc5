"""Every setting is documented, and the documentation names no other."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


def test_the_table_of_settings_is_that_of_the_code() -> None:
    code = [REPOSITORY / "app.py", REPOSITORY / "cli.py"]
    code += [path for folder in ("index", "ingest", "ui") for path in (REPOSITORY / folder).rglob("*.py")]
    used = {name for path in code for name in re.findall(r"\bKUNSKAPSBANK_[A-Z_]+", path.read_text(encoding="utf-8"))}
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(KUNSKAPSBANK_[A-Z_]+)`", readme, flags=re.MULTILINE))
    assert used == documented
