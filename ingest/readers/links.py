"""Addresses of links: what may stand in a passage."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def web_address(href: str, base: str | None = None) -> str | None:
    """Return the absolute address of a link, None where it leads nowhere outside its page or could run code.

    A relative address needs `base`; without one it is None.
    """
    try:
        address = urljoin(base, href.strip()) if base else href.strip()
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    return address if scheme in _SCHEMES and not href.startswith("#") else None
