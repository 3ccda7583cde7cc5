"""Logging in with OpenID Connect, against a real provider on loopback, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import serve
from tests.web.fitness import is_fit_for_everybody
from tests.web.oidc import CLIENT, Provider, provider

PATIENCE_MS = 30_000

SECRETS = """[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "en lång hemlighet som bara provet känner"
client_id = "{client}"
client_secret = "hemligt"
server_metadata_url = "{address}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def tested_provider() -> Iterator[Provider]:
    with provider() as running:
        yield running


@pytest.fixture(scope="module")
def provided_site(
    index_folder: Path, tested_provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the application with the provider, for everybody at ekvik.example."""
    secrets = tmp_path_factory.mktemp("oidc") / "secrets.toml"
    secrets.write_text(SECRETS.format(client=CLIENT, address=tested_provider.address), encoding="utf-8")
    yield from serve(
        index_folder,
        STREAMLIT_SECRETS_FILES=str(secrets),
        KUNSKAPSBANK_STAFF_EMAILS="@ekvik.example, bertil@norrtuna.example",
        KUNSKAPSBANK_STAFF_SECRET="en annan hemlighet som bara provet känner",  # noqa: S106
    )


@pytest.fixture
def visitor(context: BrowserContext) -> Page:
    """Open a window that may also go to the provider."""
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def test_an_account_of_the_organisation_is_let_in_and_out_again(
    visitor: Page, provided_site: str, tested_provider: Provider
) -> None:
    tested_provider.account = {"email": "Anna@Ekvik.example", "email_verified": True}
    visitor.goto(f"{provided_site}personal/dokument")
    assert visitor.get_by_label("Lösenord").count() == 0
    visitor.get_by_role("link", name="Logga in med organisationens konto").click()
    expect(visitor.locator("h1")).to_have_text("Du är inloggad", timeout=PATIENCE_MS)
    expect(visitor.get_by_text("Du är inloggad som Anna@Ekvik.example.")).to_be_visible()
    is_fit_for_everybody(visitor)
    visitor.get_by_role("button", name="Fortsätt till Lägg till").click()
    expect(visitor.locator("h1")).to_have_text("Rätta och ta bort", timeout=PATIENCE_MS)
    expect(visitor.get_by_text("Anna@Ekvik.example")).to_be_visible()
    visitor.get_by_role("button", name="Logga ut").click()
    visitor.wait_for_url(provided_site)
    visitor.goto(f"{provided_site}personal")
    expect(visitor.locator("h1")).to_have_text("Logga in")
    tested_provider.account = None
    visitor.get_by_role("link", name="Logga in med organisationens konto").click()
    expect(visitor.locator("h1")).to_have_text("Inloggningen blev inte klar", timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    "account",
    [
        {"email": "anna@ekvik.example.norrtuna.example", "email_verified": True},
        {"email": "anna@ekvik.example", "email_verified": False},
        {"email_verified": True},
    ],
)
def test_an_account_of_somebody_else_is_not_let_in(
    visitor: Page, provided_site: str, tested_provider: Provider, account: dict[str, object]
) -> None:
    tested_provider.account = account
    visitor.goto(f"{provided_site}personal")
    visitor.get_by_role("link", name="Logga in med organisationens konto").click()
    expect(visitor.locator("h1")).to_have_text("Du kan inte logga in här", timeout=PATIENCE_MS)
    assert visitor.get_by_role("button", name="Fortsätt till Lägg till").count() == 0
    visitor.goto(f"{provided_site}personal")
    expect(visitor.locator("h1")).to_have_text("Logga in")
