"""What every process that reads files needs, ready before the first of them starts.

The server process that they start from imports this module; they have spaCy and the vocabulary's finders from it, in
memory that they share.
"""

from __future__ import annotations

from contextlib import suppress

from index.document import Passage
from ingest.read_file import enricher
from ingest.reading import SourceError

with suppress(SourceError):  # each file says it again, where a person sees it
    enricher(None).enrich([Passage(id="", anchor="", heading=(), text="Inget.")], title="")
