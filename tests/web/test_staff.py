"""Staff at work in a real browser: with the keyboard alone, in both colour schemes, on a narrow window too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.settings import REPOSITORY
from tests.web.conftest import serve
from tests.web.fitness import is_fit_for_everybody
from ui.staff.password import hash_password

PASSWORD = "fyra lila loppisar"  # noqa: S105
NOTE = "# Loppisar\n\nMalmö köpte fruktkorgar av kooperativet Xyloppis.\n\n## Efteråt\n\nTre personer är kvar.\n"
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def staff_site(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the starter corpus, with pages of staff."""
    folder = tmp_path_factory.mktemp("personal")
    shutil.copytree(REPOSITORY / "corpus", folder / "corpus")
    shutil.copytree(index_folder, folder / "bank" / "index")
    yield from serve(
        folder / "bank" / "index",
        KUNSKAPSBANK_CORPUS=str(folder / "corpus"),
        KUNSKAPSBANK_STAFF_PASSWORD_HASH=hash_password(PASSWORD),
    )


def press(page: Page, role: str, name: str) -> None:
    """Go to a control with the Tab key, and press it."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(60):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")


def test_a_file_is_added_and_found_and_removed_with_the_keyboard_alone(page: Page, staff_site: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(staff_site)
    press(page, "link", "Lägg till")
    expect(page.locator("h1")).to_have_text("Logga in")
    is_fit_for_everybody(page)
    page.get_by_label("Lösenord").focus()
    page.keyboard.type("fel lösenord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    is_fit_for_everybody(page)
    page.get_by_role("alert").get_by_role("link").press("Enter")
    expect(page.get_by_label("Lösenord")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Lägg till")
    is_fit_for_everybody(page)
    file = {"name": "loppisar.md", "mimeType": "text/markdown", "buffer": NOTE.encode()}
    page.get_by_label("Filer från din dator").set_input_files(file)  # type: ignore[arg-type]
    press(page, "button", "Ladda upp")
    expect(page.get_by_text("Inget är sparat än.")).to_be_visible(timeout=PATIENCE_MS)
    is_fit_for_everybody(page)
    page.get_by_label("Utgiven", exact=True).fill("i våras")
    press(page, "button", "Spara i kunskapsbanken")
    expect(page.get_by_role("alert")).to_be_focused()
    is_fit_for_everybody(page)
    page.get_by_label("Utgiven", exact=True).fill("2022-04")
    press(page, "button", "Spara i kunskapsbanken")
    expect(page.locator("h1")).to_have_text("Dokumentet är sparat och sökbart", timeout=PATIENCE_MS)
    expect(page.get_by_role("status")).to_have_text("Dokumentet är sparat och sökbart.")
    is_fit_for_everybody(page)
    press(page, "link", "Se det i sökningen")
    expect(page.locator("h1")).to_contain_text("1 dokument")
    page.goto(f"{staff_site}?q=Xyloppis")
    expect(page.locator(".kb-hit h2")).to_have_text("Loppisar")
    page.goto(f"{staff_site}dokument?id=loppisar")
    press(page, "link", "rätta, ersätt eller ta bort dokumentet")
    is_fit_for_everybody(page)
    press(page, "link", "Ta bort dokumentet")
    is_fit_for_everybody(page)
    press(page, "button", "Ta bort dokumentet")
    expect(page.locator("h1")).to_have_text("Dokumentet är borttaget", timeout=PATIENCE_MS)
    press(page, "link", "Till listan över dokument")
    is_fit_for_everybody(page)
    press(page, "button", "Logga ut")
    expect(page.locator("h1")).to_have_text("Logga in")


def test_without_a_way_to_log_in_there_is_no_such_page(page: Page, site: str) -> None:
    answer = page.goto(f"{site}personal")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Sidan finns inte")
    expect(page.get_by_role("link", name="Lägg till")).to_have_count(0)
