"""A small provider of OpenID Connect on loopback: discovery, authorization, token and keys, for one account."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "kunskapsbanken"


class Provider(ThreadingHTTPServer):
    """Logs its one `account` in without a question, or answers that it was cancelled where that is None."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.account: dict[str, object] | None = None
        self.key = RSAKey.generate_key(2048, parameters={"kid": "1", "use": "sig", "alg": "RS256"})
        self.nonces: dict[str, str] = {}


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        match asked.path:
            case "/.well-known/openid-configuration":
                at = self.server.address
                self._say(
                    {
                        "issuer": at,
                        "authorization_endpoint": f"{at}/authorize",
                        "token_endpoint": f"{at}/token",
                        "jwks_uri": f"{at}/jwks",
                        "id_token_signing_alg_values_supported": ["RS256"],
                        "code_challenge_methods_supported": ["S256"],
                    }
                )
            case "/jwks":
                self._say({"keys": [self.server.key.as_dict(private=False)]})
            case "/authorize":
                self._authorize({name: values[0] for name, values in parse_qs(asked.query).items()})
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        now = int(time.time())
        claims = {
            **(self.server.account or {}),
            "iss": self.server.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": self.server.nonces.pop(sent["code"][0]),
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.server.key)
        self._say({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""

    def _authorize(self, asked: dict[str, str]) -> None:
        answer = {"state": asked["state"], "error": "access_denied"}
        if self.server.account is not None:
            code = f"code{len(self.server.nonces)}"
            self.server.nonces[code] = asked["nonce"]
            answer = {"state": asked["state"], "code": code}
        self.send_response(302)
        self.send_header("location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def _say(self, record: object) -> None:
        body = json.dumps(record).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
