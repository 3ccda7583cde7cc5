"""The bank as others reach it: over TLS, below a path, through Debian's nginx with the very file of deploy/."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, expect

from bench.web.server import wait_for
from index.settings import REPOSITORY

BASE = "/kunskap"

MAIN = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/kunskapsbank.conf;
}}
"""
"""What Debian's nginx.conf is for this server: nothing outside its folder."""


@dataclass(frozen=True, slots=True)
class Front:
    """A server before the bank: its public address without "/" at the end, its other port, its folder."""

    address: str
    insecure: str
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Send one request, below the path of the bank, trusting no certificate but the server's own."""
        trusted = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with httpx.Client(verify=trusted, trust_env=False) as client:
            return client.request(method, f"{self.address}{path}", headers=names)


@pytest.fixture(scope="module")
def front(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Serve the bank on loopback behind nginx."""
    with behind_nginx(tmp_path_factory.mktemp("nginx")) as (front, port):
        app = [sys.executable, "cli.py", "app", f"--port={port}", "--address=127.0.0.1", f"--index={index_folder}"]
        environment = {**os.environ, "KUNSKAPSBANK_BASE_URL": front.address}
        with subprocess.Popen(app, cwd=REPOSITORY, env=environment) as bank:
            try:
                wait_for(f"http://127.0.0.1:{port}{BASE}/halsa", bank)
                yield front
            finally:
                bank.terminate()


@pytest.fixture
def front_alone(tmp_path: Path) -> Iterator[Front]:
    """Run nginx while the application behind it does not."""
    with behind_nginx(tmp_path) as (front, _):
        yield front


@contextmanager
def behind_nginx(folder: Path) -> Iterator[tuple[Front, int]]:
    """Run nginx, and tell the port at which it expects the application."""
    app_port, secure_port, insecure_port = free_ports(3)
    make_certificate(folder)
    configure(folder, app_port, secure_port, insecure_port)
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.fail("The tests of the server need nginx: sudo apt install nginx-light", pytrace=False)
    command = [nginx, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command) as server:
        try:
            while not (folder / "nginx.pid").exists():
                assert server.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
                time.sleep(0.05)
            yield Front(f"https://localhost:{secure_port}{BASE}", f"http://localhost:{insecure_port}", folder), app_port
        finally:
            server.terminate()


def free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [it.getsockname()[1] for it in sockets]
    for it in sockets:
        it.close()
    return ports


def make_certificate(folder: Path) -> None:
    """Write a certificate for localhost that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(minutes=5))
        .not_valid_after(datetime.now(UTC) + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.TraditionalOpenSSL
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption())
    )


def configure(folder: Path, app_port: int, secure_port: int, insecure_port: int) -> None:
    """Write the file of deploy/ with the names, ports and places of this server."""
    text = (REPOSITORY / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for pattern, here in {
        r"\n *listen \[::\].*": "",
        r"listen 80;": f"listen 127.0.0.1:{insecure_port};",
        r"listen 443 ": f"listen 127.0.0.1:{secure_port} ",
        r"127\.0\.0\.1:8501": f"127.0.0.1:{app_port}",
        r"/etc/letsencrypt/live/bank\.example/fullchain\.pem": f"{folder}/cert.pem",
        r"/etc/letsencrypt/live/bank\.example/privkey\.pem": f"{folder}/key.pem",
        r"/var/(lib|log)/nginx/": f"{folder}/",
        r"bank\.example": "localhost",
    }.items():
        text, number = re.subn(pattern, here, text)
        assert number, f"deploy/nginx.conf no longer has {pattern}"
    (folder / "kunskapsbank.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # the folder of a test is its user's alone
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")


def test_a_reader_searches_over_the_websocket(front: Front, browser: Browser) -> None:
    with browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        page.goto(f"{front.address}/")
        page.get_by_label("Sök i kunskapsbanken").fill("reserverad upphandling")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("träffar", timeout=15_000)
        expect(page.locator("h1")).to_contain_text("för ”reserverad upphandling”")
        page.locator(".kb-hits a").first.click()
        expect(page).to_have_url(re.compile(rf"{re.escape(front.address)}/dokument\?id="))
        expect(page.locator(".kb-document h1")).to_be_visible()
    assert sockets[0].startswith(f"wss{front.address.removeprefix('https')}/_stcore/stream")


def test_hits_follow_the_typing_below_the_path(front: Front, browser: Browser) -> None:
    with browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "medan" in request.url else None)
        page.goto(f"{front.address}/")
        page.get_by_label("Sök i kunskapsbanken").press_sequentially("reserverad", delay=20)
        expect(page.locator("h1")).to_contain_text("för ”reserverad…”", timeout=15_000)
        expect(page).to_have_url(f"{front.address}/?q=reserverad&skriver=1")
        page.reload()
        expect(page.locator("h1")).to_contain_text("för ”reserverad…”", timeout=15_000)
    assert asked[-1] == f"{front.address}/sok/medan?q=reserverad&skriver=1"


def test_a_page_without_script_leads_on_below_the_path(front: Front) -> None:
    answer = front.ask("/sok?q=upphandling")
    assert answer.status_code == 200
    links = re.findall(r'href="(/[^"]*)"', answer.text)
    assert links
    assert [link for link in links if not link.startswith(f"{BASE}/")] == []
    assert f'<link rel="canonical" href="{front.address}/sok?q=upphandling">' in answer.text
    assert front.ask("/finns/inte").status_code == 404


def test_programs_get_public_addresses_compressed_and_kept(front: Front) -> None:
    answer = front.ask("/api/v1/documents/nb3", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["links"]["page"] == f"{front.address}/dokument/nb3"
    assert front.ask("/api/v1/openapi.json").json()["servers"] == [{"url": f"{front.address}/api/v1"}]
    again = front.ask("/api/v1/documents/nb3", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    head = front.ask("/api/v1/documents/nb3", "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    problem = front.ask("/api/v1/search?limit=1000")
    assert (problem.status_code, problem.headers["content-type"]) == (400, "application/problem+json")


def test_the_longest_query_of_the_bank_comes_through(front: Front) -> None:
    query = quote("å" * 1999)
    assert front.ask(f"/sok?q={query}&kommun=Ekvik").status_code == 200
    assert front.ask(f"/api/v1/search?q={query}&kommun=Ekvik").status_code == 200


def test_whoever_comes_without_tls_or_without_the_slash_is_led_on(front: Front) -> None:
    answer = httpx.get(f"{front.insecure}{BASE}/sok?q=avtal", trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (301, f"https://localhost{BASE}/sok?q=avtal")
    assert front.ask("").headers["location"] == f"{front.address}/"
    assert "strict-transport-security" in front.ask("/halsa").headers


def test_health_is_told_and_what_readers_search_is_not_logged(front: Front) -> None:
    answer = front.ask("/halsa")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    front.ask("/sok?q=hemligt")
    log = (front.folder / "kunskapsbank.log").read_text(encoding="utf-8")
    assert f"{BASE}/sok" in log
    assert "hemligt" not in log


def test_while_the_application_starts_readers_and_programs_are_told_so(front_alone: Front) -> None:
    page = front_alone.ask("/sok?q=avtal")
    assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "Kunskapsbanken startar" in page.text
    problem = front_alone.ask("/api/v1/search?q=avtal")
    assert (problem.status_code, problem.headers["content-type"]) == (503, "application/problem+json")
    assert (problem.json()["status"], problem.headers["retry-after"]) == (503, "10")


def test_a_program_that_asks_too_often_is_told_so(front_alone: Front) -> None:
    answers = [front_alone.ask("/api/v1/suggest?q=avt") for _ in range(80)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert "Vänta" in refused[0].json()["detail"]


def test_the_server_has_nothing_to_complain_of(front: Front) -> None:
    # Newer releases warn that `listen … http2` has another form there; that one is unknown to Debian 12's.
    log = (front.folder / "error.log").read_text(encoding="utf-8")
    assert [line for line in log.splitlines() if "[warn]" not in line] == []
