"""What a run was made of: versions, date and counts, for the head of every output."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from slaspec.language.book import Book
from slaspec.language.currencies import TABLE_VERSION
from slaspec.language.decoding import LARGEST_FILE_BYTES
from slaspec.language.model import Agreement


def versions() -> dict[str, str]:
    """The versions that can change a result: program, time zone data, currency table."""
    import slaspec

    try:
        tzdata = version("tzdata")
    except PackageNotFoundError:
        tzdata = "unknown"
    return {"slaspec": slaspec.__version__, "tzdata": tzdata, "currencies": TABLE_VERSION}


def run_of(book: Book, root: str, as_of: date) -> dict[str, Any]:
    """Root, date, versions, and how many files, agreements and targets were read."""
    agreements = [book.whole(agreement) for agreement in book.of(Agreement)]
    return {
        "root": root,
        "as_of": as_of.isoformat(),
        **versions(),
        "files": len(book.files),
        "agreements": len(agreements),
        "targets": sum(len(agreement.targets or ()) for agreement in agreements),
    }


def lines_of(book: Book) -> Callable[[str, int], str]:
    """Looks up a line of a contract file by its shown name."""
    documents = {file.file: file.document for file in book.files if file.document is not None}

    def line_of(file: str, number: int) -> str:
        document = documents.get(file)
        if document is not None:
            return document.line(number)
        return line_of_disk(file, number)

    return line_of


def line_of_disk(file: str, number: int) -> str:
    """
    A line of a file as it lies on disk; empty where it cannot be shown.

    A pipe would block for ever, and a link could show what is none of the contract's business.
    """
    path = Path(file)
    try:
        kind = os.lstat(path)
        if not stat.S_ISREG(kind.st_mode) or kind.st_size > LARGEST_FILE_BYTES:
            return ""
        lines = path.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""
