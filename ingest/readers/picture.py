"""Pictures of pages, scanned or photographed (PNG, JPEG, TIFF): read as PDF files of pictures are."""

from __future__ import annotations

import io
from itertools import islice

from PIL import Image, ImageOps, ImageSequence

from ingest.readers import pdf
from ingest.reading import Reading, SourceError

_MOST_DOTS = 60_000_000
"""A page of A4 at 600 dots an inch has 35 million."""
_TOO_LARGE = f"Filen är en bild som är för stor: högst {_MOST_DOTS // 1_000_000} miljoner punkter läses."
_MOST_PAGES = 100
_INCHES_WIDE = 8.27
"""A picture is taken for a sheet of A4."""
_FORMATS = ("PNG", "JPEG", "TIFF")


def read(data: bytes, name: str) -> Reading:
    """Read a picture; a TIFF may have several pages. Raises SourceError."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_DOTS:
                raise SourceError(_TOO_LARGE)
            pages = [
                ImageOps.exif_transpose(frame).convert("L")
                for frame in islice(ImageSequence.Iterator(image), _MOST_PAGES)
            ]
    except Image.DecompressionBombError as error:
        raise SourceError(_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise SourceError("Filen är en bild som är skadad och inte går att läsa.") from error
    first, *others = pages
    as_pdf = io.BytesIO()
    resolution = max(first.width / _INCHES_WIDE, 1.0)
    first.save(as_pdf, "PDF", save_all=True, append_images=others, resolution=resolution, quality=90)
    return pdf.read(as_pdf.getvalue(), name)
