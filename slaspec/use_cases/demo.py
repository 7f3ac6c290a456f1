"""The demo: a small portfolio is checked, a month of its tickets replayed and settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from slaspec.findings import Finding
from slaspec.use_cases.check import check
from slaspec.use_cases.load import Book, load
from slaspec.use_cases.preview import Preview, preview
from slaspec.use_cases.run import run_of

HOME = Path(__file__).resolve().parent.parent / "_demo"
AGREEMENT, PERIOD, SOURCE = "ferry-desk", "2026-03", "ticket-export"
AS_OF = date(2026, 4, 20)


@dataclass(frozen=True)
class Demo:
    """What the demo computed."""

    book: Book
    findings: tuple[Finding, ...]
    preview: Preview
    run: dict[str, Any]


def demo() -> Demo:
    """Check, replay and settle the bundled portfolio; the date is fixed, so the result is too."""
    book = load(HOME / "contracts", "demo/contracts")
    result = preview(
        book,
        AGREEMENT,
        PERIOD,
        records={SOURCE: HOME / "records" / "tickets.csv"},
        names={SOURCE: "demo/records/tickets.csv"},
        as_of=AS_OF,
    )
    return Demo(book, tuple(check(book, AS_OF)), result, run_of(book, "demo/contracts", AS_OF))
