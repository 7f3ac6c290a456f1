"""Bars of months as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from slaspec.report.exposure_text import share_text
from slaspec.review.histogram import Bar

WIDEST = 24


def histogram_lines(bars: Sequence[Bar], currency: str) -> Iterator[str]:
    """A line for each bar with months in it: the amounts, blocks, the months and their share."""
    total = sum(bar.months for bar in bars)
    most = max((bar.months for bar in bars), default=0)
    if not most:
        return
    labels = {bar: amounts_of(bar, currency) for bar in bars if bar.months}
    width = max(map(len, labels.values()))
    for bar, label in labels.items():
        blocks = "▇" * ceil(Fraction(WIDEST * bar.months, most))
        share = share_text(Fraction(bar.months, total))
        yield f"{label:>{width}}  {blocks:<{WIDEST}}  {bar.months:>6,}  {share:>6}"


def amounts_of(bar: Bar, currency: str, *, signed: bool = True) -> str:
    """`0 EUR`, `0 to +500 EUR`; the end farther from zero belongs to the bar."""
    if bar.low == bar.high:
        return f"0 {currency}".rstrip()
    low, high = (_short(each, signed=signed) for each in (bar.low, bar.high))
    return f"{low} to {high} {currency}".rstrip()


def _short(amount: Decimal, *, signed: bool) -> str:
    text = f"{amount:{'+' if signed and amount else ''},f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
