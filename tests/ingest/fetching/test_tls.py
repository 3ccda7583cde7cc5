"""https: the connection goes to a checked address, the certificate has to be that of the name."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.fetching.client import Client, Wanted
from ingest.fetching.failures import PassingError, RefusedError
from ingest.fetching.settings import FetchSettings
from tests.ingest.fetching import site as web
from tests.ingest.fetching.site import Site


def certificate(folder: Path, name: str) -> Path:
    """Write a certificate that signs itself, with its key, for one name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    place = folder / f"{name}.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    place.write_bytes(signed.public_bytes(pem) + private)
    return place


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Serve over TLS as ekvik.example, whose certificate is trusted."""
    place = certificate(tmp_path, "ekvik.example")
    monkeypatch.setattr(certifi, "where", lambda: str(place))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    with web.serving(context) as running:
        yield running


def get(site: Site, name: str, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch) -> int:
    def look_up(_host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    async def run() -> int:
        async with Client(replace(settings, exempt=frozenset({f"{name}:{site.port}"}), attempts=1)) as client:
            return (await client.get(Wanted(url=f"https://{name}:{site.port}/brev"))).status

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asyncio.run(run())


@pytest.mark.parametrize("name", ["ekvik.example", "ekvik.example."])
def test_a_site_is_known_by_the_certificate_of_its_name(
    secure: Site, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    secure.answers["/brev"] = web.content(web.letter())
    assert get(secure, name, settings, monkeypatch) == 200


def test_a_site_with_the_certificate_of_another_name_is_not_believed(
    secure: Site, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PassingError, match="certifikat går inte att lita på"):
        get(secure, "norrtuna.example", settings, monkeypatch)
    assert secure.asked == []


def test_a_redirect_to_unencrypted_http_is_not_followed(
    secure: Site, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure.answers["/brev"] = web.redirect("http://ekvik.example/brev")
    with pytest.raises(RefusedError, match="okrypterad http"):
        get(secure, "ekvik.example", settings, monkeypatch)
