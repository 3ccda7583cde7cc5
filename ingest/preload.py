"""What every process that reads files needs, ready before the first of them starts.

The server process that they start from imports this module; they have spaCy, the vocabulary's finders and the readers
of text from it, in memory that they share.
"""

from __future__ import annotations

from contextlib import suppress

from index.document import Passage
from ingest.read_file import enricher
from ingest.readers import email, markdown, saved_page  # noqa: F401 (to tell formats apart, every file needs them)
from ingest.reading import SourceError

with suppress(SourceError):  # each file says it again, where a person sees it
    enricher(None).enrich([Passage(id="", anchor="", heading=(), text="Inget.")], title="")
