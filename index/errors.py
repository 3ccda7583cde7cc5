"""Every error that a user can meet, each with one Swedish sentence.

KunskapsbankError
├── UsageError            wrong use: exit code 2, HTTP 400
├── NotFoundError         no such document: exit code 1, HTTP 404
├── UnknownNameError      (ui) no municipality or theme has this name: HTTP 404
├── IndexMissingError     nothing has been ingested yet: exit code 1, HTTP 503
├── IndexOutdatedError    the index was built by another version: exit code 1, HTTP 503
├── IndexDamagedError     the files of the index cannot be read: exit code 1, HTTP 503
├── IndexLockedError      another ingest is writing: exit code 1, HTTP 503
├── IndexUnwritableError  the index folder cannot be written to: exit code 1, HTTP 500
├── StoppedError          (ui) Ctrl-C or a signal: exit code 130 or 143
├── StagedMissingError    (ui) a file that waited to be saved is gone: HTTP 404
├── RefusedFormError      (ui) a form that is not our own: HTTP 403
├── TooLargeError         (ui) more was sent than may be: HTTP 413
├── VocabularyError       a file of corpus/vocabulary is broken: exit code 1, HTTP 500
├── CatalogueError        (ingest) corpus/sources.toml is broken: exit code 1, HTTP 500
├── RedactionError        (ingest) corpus/redact.toml cannot be heard: exit code 1, HTTP 500
├── RemovedError          (ingest) corpus/removed.toml is broken: exit code 1, HTTP 500
├── RemovalError          (ingest) a file cannot be deleted: exit code 1, HTTP 500
├── FetchingError         (ingest) nothing can be fetched now: exit code 1
├── FetchError            (ingest) an address that cannot be fetched: reported in the summary, the rest goes on
└── SourceError           (ingest) a file that cannot be read: reported in the summary, the rest goes on
"""

from __future__ import annotations

import errno
from typing import ClassVar


class KunskapsbankError(Exception):
    """Base of every error with a sentence for the user; `str(error)` is that Swedish sentence."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500


class UsageError(KunskapsbankError):
    """The command or the address was used in a way that has no meaning."""

    exit_code = 2
    http_status = 400


class NotFoundError(KunskapsbankError):
    """There is no document with this id."""

    http_status = 404

    def __init__(self, document_id: str) -> None:
        super().__init__(f"Det finns inget dokument med id ”{document_id}” i kunskapsbanken.")


class UnknownNameError(KunskapsbankError):
    """An address names a municipality or a theme that there is none of; `meant` are (name, key) of others to offer."""

    http_status = 404

    def __init__(self, sentence: str, *, place: str, meant: tuple[tuple[str, str], ...]) -> None:
        super().__init__(sentence)
        self.place = place
        self.meant = meant


class IndexMissingError(KunskapsbankError):
    """The index folder holds no index."""

    http_status = 503

    def __init__(self, folder: object) -> None:
        super().__init__(f"Det finns inget index i {folder}. Kör ”kunskapsbank ingest” först.")


class IndexOutdatedError(KunskapsbankError):
    """The index was built with another schema or other language data."""

    http_status = 503

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"Indexet i {folder} är byggt med en annan version av kunskapsbanken. Kör ”kunskapsbank ingest --rebuild”."
        )


class IndexDamagedError(KunskapsbankError):
    """The files of the index are there but cannot be read."""

    http_status = 503

    def __init__(self, folder: object) -> None:
        super().__init__(f"Indexet i {folder} är skadat. Kör ”kunskapsbank ingest --rebuild”.")


class IndexLockedError(KunskapsbankError):
    """Another writer holds the index; `holder` is who, in parentheses after a space, or empty."""

    http_status = 503

    def __init__(self, folder: object, holder: str = "") -> None:
        super().__init__(
            f"En annan inläsning{holder} skriver just nu till indexet i {folder}. Försök igen om en stund."
        )


class IndexUnwritableError(KunskapsbankError):
    """The index folder cannot be made or written to; what the index held before is untouched."""

    def __init__(self, folder: object, cause: OSError) -> None:
        super().__init__(
            f"Det får inte plats mer i indexets mapp {folder}. Gör plats på disken och läs in igen."
            if cause.errno in _FULL
            else f"Det går inte att skriva i indexets mapp {folder}. Kontrollera att den är en mapp och skrivbar."
        )


_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows has no quotas of this kind
