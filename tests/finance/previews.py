"""Previews of a small agreement for the tests of finance's files; a test says what it is about."""

from __future__ import annotations

from dataclasses import replace

from slaspec.language.model.governance import PartiesTo
from slaspec.report.workbook import added
from slaspec.use_cases.preview import Preview
from tests.remedies.build import agreement, flat, measured, measurements, settled

RUN = {
    "slaspec": "1.2.3",
    "tzdata": "2026.1",
    "currencies": "list one",
    "as_of": "2026-05-04",
    "contracts": {"acme": "a" * 64},
    "records": {},
    "measured": None,
    "charges": None,
    "history": {},
}
PARTIES = PartiesTo(provider="nordit", customer="acme-as")


def preview(*remedies, found=(), charges=None, invoices=None, **sections):
    """What is owed for some measured values in April 2026 (one of 85%, if none given)."""
    whole = agreement(*(remedies or (flat(),)), **{"parties": PARTIES, **sections})
    values = found or (measured(),)
    return Preview(
        agreement=whole,
        period="2026-04",
        measurements=measurements(*values),
        statement=settled(whole, *values, charges=charges),
        reports=(),
        run=RUN,
        invoices=invoices or {},
    )


def with_lines(made, *changes):
    """The same preview with its first line replaced by lines that differ in some facts."""
    [first] = made.statement.lines
    lines = tuple(replace(first, **change) for change in changes)
    total = added([line.amount for line in lines])
    return replace(made, statement=replace(made.statement, lines=lines, total=total))
