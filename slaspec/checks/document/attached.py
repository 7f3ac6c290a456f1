"""The documents on paper that an agreement names with their fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Signed, Transcribed


class Attached(NamedTuple):
    """A named document, and its file where it lies in the repository."""

    named: Signed | Transcribed
    file: Path | None


def attached(agreement: Agreement, book: Book) -> Iterator[Attached]:
    """The signed document and the one that a supplier's text was taken from."""
    for named in (agreement.signed, agreement.transcribed_from):
        if named is not None:
            terms = book.terms_of(agreement)
            in_terms = terms is not None and named is terms.signed
            owner = terms if terms is not None and in_terms else agreement
            yield Attached(named, book.attachment(owner, named.document))


def digest(file: Path) -> str:
    """The SHA-256 of a file in hex; empty where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
