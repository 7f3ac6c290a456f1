"""The geometry of a picture of months by amount: whole numbers, so that it is always the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from slaspec.report.exposure_text import share_text
from slaspec.report.review_histogram import amounts_of
from slaspec.report.review_outline import Chart, Table, Words
from slaspec.review.histogram import Bar

LEFT, WIDEST, RIGHT = 130, 180, 50
TOP, ROW, BETWEEN = 20, 28, 11


class Drawn(NamedTuple):
    """One bar; `kind` is `before` or `after`."""

    kind: str
    y: int
    width: int
    share: str


class Row(NamedTuple):
    """An amount and its bars."""

    label: str
    y: int
    bars: tuple[Drawn, ...]


class Picture(NamedTuple):
    """A picture of so many units, and the table that says the same."""

    title: str
    width: int
    height: int
    left: int
    rows: tuple[Row, ...]
    table: Table


def drawn(chart: Chart) -> Picture:
    """Both distributions below each other, amount by amount."""
    sides = {"before": chart.before, "after": chart.after}
    ranges = sorted({(bar.low, bar.high) for bars in sides.values() for bar in bars})
    shares = [
        {kind: _share(bars, low, high) for kind, bars in sides.items()} for low, high in ranges
    ]
    most = max(share for row in shares for share in row.values())
    labels = [amounts_of(Bar(low, high, 0), "", signed=False) for low, high in ranges]
    rows = tuple(
        Row(label, TOP + ROW * i, tuple(_bars(TOP + ROW * i, row, most)))
        for i, (label, row) in enumerate(zip(labels, shares, strict=True))
    )
    return Picture(
        f"{chart.title}, {chart.currency}".rstrip(", "),
        LEFT + WIDEST + RIGHT,
        TOP + ROW * len(rows),
        LEFT,
        rows,
        _table(chart, labels, shares),
    )


def _share(bars: Sequence[Bar], low: object, high: object) -> Fraction:
    total = sum(bar.months for bar in bars)
    months = sum(bar.months for bar in bars if (bar.low, bar.high) == (low, high))
    return Fraction(months, total) if total else Fraction(0)


def _bars(y: int, shares: dict[str, Fraction], most: Fraction) -> list[Drawn]:
    return [
        Drawn(kind, y + BETWEEN * i, int(WIDEST * share / most) if most else 0, share_text(share))
        for i, (kind, share) in enumerate(shares.items())
    ]


def _table(chart: Chart, labels: list[str], shares: list[dict[str, Fraction]]) -> Table:
    rows: list[tuple[Words, ...]] = [
        ((label,), *((share_text(share),) for share in row.values()))
        for label, row in zip(labels, shares, strict=True)
    ]
    amount = f"Amount, {chart.currency}".rstrip(", ")
    caption = f"Months by amount: {chart.title.lower()}"
    return Table(caption, (amount, "Before", "After"), tuple(rows), (1, 2))
