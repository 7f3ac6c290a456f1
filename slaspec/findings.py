"""
What the program says about a contract: a `Finding` at a `Span`, with a severity.

A finding is data, never an exception. Its fingerprint is made of ids, never of a line
number or of the message, so that it survives edits elsewhere in the file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Span(NamedTuple):
    """A place in a file: path as given, line and column from 1; `width` in characters."""

    file: str
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """
    One statement of a rule about one place.

    `message` is one line of at most 500 characters in business words; `help` says what to do.
    `document` and `target` are ids (empty where there is none); `path` are the keys and list ids
    that lead to the place. `aspect` groups findings for the faces, as `measurable` or `remedies`.
    `table` are rows of cells that prove it (a timeline, two records); a face aligns and shows them.
    """

    rule: str
    severity: Severity
    message: str
    span: Span
    document: str = ""
    target: str = ""
    path: tuple[str, ...] = ()
    help: str = ""
    aspect: str = "document"
    related: tuple[tuple[str, Span], ...] = field(default=())
    table: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits over rule, document, target and path by ids."""
        ids = "\x1f".join((self.rule, self.document, self.target, *self.path))
        return hashlib.sha256(ids.encode(errors="backslashreplace")).hexdigest()[:16]

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorts findings by file, line, column and rule."""
        return (self.span.file, self.span.line, self.span.column, self.rule, self.message)
