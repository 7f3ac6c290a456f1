"""What an unquoted word means, in a subset on which all YAML readers agree."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

Scalar = str | int | Decimal | bool | None

MOST_DIGITS = 34
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+", re.ASCII)
_TYPED_ELSEWHERE = re.compile(
    r"[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"  # 007 1_0 .5 5. 1e3
    r"|[-+]?0[xX][0-9a-fA-F_]+|[-+]?0[oO]?[0-7_]+|[-+]?0[bB][01_]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|=|<<",
    re.ASCII,
)
# NO stays a string: it is a country, and YAML 1.2 has no such boolean.
_WORDS = frozenset(
    (
        *("~", "Null", "NULL", "True", "TRUE", "False", "FALSE", "y", "Y", "n", "N", "no", "No"),
        *("yes", "Yes", "YES", "on", "On", "ON", "off", "Off", "OFF"),
    )
)
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_MAY_BE_NUMBER = frozenset("0123456789+-.=<~")


class QuoteIt(Exception):
    """Another YAML reader would not read this word as the text that it seems to be."""


@lru_cache(maxsize=16384)
def resolve(text: str) -> Scalar:
    """
    The value of a plain scalar: true, false, null, integer, decimal (digits kept) or text.

    Raises `QuoteIt` for a word that some YAML reader would type differently.
    """
    if not text:
        raise QuoteIt
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _MAY_BE_NUMBER:
        if _INTEGER.fullmatch(text):
            if text != "-0" and len(text) <= MOST_DIGITS:
                return int(text)
            raise QuoteIt
        if _DECIMAL.fullmatch(text):
            if len(text) <= MOST_DIGITS and not re.fullmatch(r"-0\.0+", text):
                return Decimal(text)
            raise QuoteIt
        if _TYPED_ELSEWHERE.fullmatch(text):
            raise QuoteIt
    if text in _WORDS:
        raise QuoteIt
    return text
