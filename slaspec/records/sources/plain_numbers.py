"""Numbers of typed columns as a person writes them: without an exponent, 1.0 as 1."""

from __future__ import annotations

from decimal import Decimal


def plain_number(text: str) -> str:
    """
    A number in plain digits: `1e+20` is `100000000000000000000`, `1.0` is `1`, `1.50` stays.

    Other texts (empty, `nan`, `Infinity`) stay as they are.
    """
    if "e" in text or "E" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")
