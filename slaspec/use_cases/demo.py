"""The demo: a small portfolio is checked, a month replayed and settled, a change reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from slaspec.findings import Finding
from slaspec.review.pair import Pair, side_of
from slaspec.review.review import Review
from slaspec.use_cases.check import check
from slaspec.use_cases.diff import review
from slaspec.use_cases.load import Book, load
from slaspec.use_cases.preview import Preview, preview
from slaspec.use_cases.run import run_of

HOME = Path(__file__).resolve().parent.parent / "_demo"
AGREEMENT, PERIOD, SOURCE = "ferry-desk", "2026-03", "ticket-export"
AS_OF = date(2026, 4, 20)
MONTHS = 600


@dataclass(frozen=True)
class Demo:
    """What the demo computed."""

    book: Book
    findings: tuple[Finding, ...]
    preview: Preview
    review: Review
    run: dict[str, Any]


def demo() -> Demo:
    """Check, replay, settle and amend the bundled portfolio; its date is fixed, so all else is."""
    book = load(HOME / "contracts", "demo/contracts")
    result = preview(
        book,
        AGREEMENT,
        PERIOD,
        records={SOURCE: HOME / "records" / "tickets.csv"},
        names={SOURCE: "demo/records/tickets.csv"},
        as_of=AS_OF,
    )
    proposal = load(HOME / "proposal", "demo/proposal")
    head = Book(book.root, (*book.files, *proposal.files))
    pair = Pair(book, head, side_of(book, "demo/contracts"), side_of(head, "demo/proposal"))
    return Demo(
        book,
        tuple(check(book, AS_OF)),
        result,
        review(pair, AS_OF, months=MONTHS, replay=False),
        run_of(book, "demo/contracts", AS_OF),
    )
