"""Which addresses are asked at all: http and https at public addresses, checked where the connection is made.

A name is looked up once, every address it has is checked, and the connection is made to one of those very addresses.
So a redirect, a name that changes between two look-ups, and numbers written in unusual ways meet the same check.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from ingest.fetching.failures import NoAnswerError, PassingError, RefusedError

_PORTS = {"http": 80, "https": 443}
_LONGEST_ADDRESS = 4_000

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
"""Where a network with only IPv6 shows IPv4 addresses (RFC 6052); the last 32 bits are the address."""


def checked(address: str) -> httpx.URL:
    """Return an address as a URL without its fragment. Raises RefusedError where it is none that the bank asks."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise RefusedError("Adressen är felskriven.") from error
    if url.scheme not in _PORTS:
        raise RefusedError("Adressen börjar inte med http eller https.")
    if not url.host or len(str(url)) > _LONGEST_ADDRESS:
        raise RefusedError("Adressen är felskriven.")
    if url.userinfo:
        raise RefusedError("Adressen innehåller ett användarnamn eller lösenord och hämtas därför inte.")
    return url.copy_with(fragment=None)


def host_and_port(url: httpx.URL) -> str:
    """Return "skr.se:443", the host in lower case as written in the address."""
    return f"{url.host}:{url.port or _PORTS[url.scheme]}"


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet; one that carries another is judged by that one too."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv4Address):
        return ip.is_global and not (ip.is_multicast or ip.is_reserved)
    if ip.ipv4_mapped is not None:
        return is_public(str(ip.ipv4_mapped))
    if ip in _NAT64:
        return is_public(str(IPv4Address(int(ip) & 0xFFFF_FFFF)))
    return _is_public_v6(ip)


def _is_public_v6(ip: IPv6Address) -> bool:
    tunnelled = ip.sixtofour is not None or ip.teredo is not None
    return ip in _GLOBAL_UNICAST and ip.is_global and not tunnelled


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends a request to a checked address, or raises RefusedError, NoAnswerError or PassingError.

    `exempt` names "host:port" that are not checked. Each request has a connection of its own, so that none is used for
    another name than the one whose certificate was seen.
    """

    def __init__(self, exempt: frozenset[str]) -> None:
        self._exempt = exempt
        self._transport = httpx.AsyncHTTPTransport(
            trust_env=False, http2=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Connect to the first of the checked addresses that takes the connection."""
        url = checked(str(request.url))
        name = url.raw_host.decode("ascii").rstrip(".")
        extensions = {**request.extensions, "sni_hostname": name}
        failure: Exception | None = None
        for address in await self._addresses(url, name):
            there = httpx.Request(
                request.method,
                url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions=extensions,
            )
            try:
                return await self._transport.handle_async_request(there)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise PassingError(_unconnected(failure)) from failure

    async def aclose(self) -> None:
        """Close what is open."""
        await self._transport.aclose()

    async def _addresses(self, url: httpx.URL, name: str) -> list[str]:
        exempt = host_and_port(url) in self._exempt
        if not exempt and url.port is not None and url.port not in _PORTS.values():
            raise RefusedError(f"Adressen har porten {url.port}, och bara 80 och 443 används.")
        addresses = await _look_up(name, url.port or _PORTS[url.scheme])
        if not exempt and not all(map(is_public, addresses)):
            raise RefusedError("Adressen leder till en dator som inte är publik, och sådana hämtas inte.")
        return addresses


async def _look_up(name: str, port: int) -> list[str]:
    """Return every address of a name, the likeliest to answer first (RFC 6724)."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise PassingError(f"Det går inte just nu att slå upp namnet {name}.") from error
        raise NoAnswerError(f"Det finns ingen dator med namnet {name}.") from error
    except UnicodeError as error:
        raise NoAnswerError("Adressens värdnamn är felskrivet.") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _unconnected(error: Exception | None) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return "Servern svarar inte."
    if "CERTIFICATE" in str(error):
        return "Serverns certifikat går inte att lita på."
    if "SSL" in str(error):
        return "Det går inte att upprätta en säker förbindelse med servern."
    return "Det går inte att ansluta till servern."
