"""The body of an answer, whole or not at all, and never more of it than the limit: as sent and as unpacked."""

from __future__ import annotations

import zlib

import httpx

from ingest.fetching.failures import FetchError, PassingError

ACCEPTED_ENCODING = "gzip"
"""What requests offer to take; an answer in another encoding is refused."""

_GZIP = zlib.MAX_WBITS | 16


async def read_body(answer: httpx.Response, limit: int) -> bytes:
    """Return the content of an answer, unpacked.

    Raises FetchError where it is over `limit` bytes or packed in another way than gzip, and PassingError where it
    ends too early.
    """
    if _promised(answer) > limit:
        raise _too_large(limit)
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding not in {"gzip", "x-gzip", "identity", ""}:
        raise FetchError(f"Svaret är packat på ett sätt som inte går att läsa ({encoding}).")
    unpacker = zlib.decompressobj(_GZIP) if "gzip" in encoding else None
    body = bytearray()
    sent = 0
    async for piece in answer.aiter_raw():
        sent += len(piece)
        try:  # what is over the limit stays packed
            body += unpacker.decompress(piece, limit + 1 - len(body)) if unpacker else piece
        except zlib.error as error:
            raise PassingError("Svaret är packat med gzip men går inte att packa upp.") from error
        if max(sent, len(body)) > limit:
            raise _too_large(limit)
    if unpacker and sent and not unpacker.eof:
        raise PassingError("Överföringen bröts innan allt hade kommit.")
    return bytes(body)


def _promised(answer: httpx.Response) -> int:
    """Return how many bytes the answer says that it has, 0 where it does not say."""
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


def _too_large(limit: int) -> FetchError:
    megabytes = f"{limit / 1024 / 1024:.3g}".replace(".", ",")
    return FetchError(f"Filen är större än gränsen, {megabytes} MB.")
