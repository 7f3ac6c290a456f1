"""
JSON of which nothing is left to the reader: what RFC 8259 only warns of is refused.

An object with a key twice, NaN and Infinity are no JSON here. Numbers stay the texts that they
are written as.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from slaspec.records.reasons import quoted


class NoJsonError(Exception):
    """What Python's parser reads and JSON does not have, or has twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise NoJsonError(f"an object has {quoted(twice)} twice")
    return members


def _no_number(word: str) -> NoReturn:
    raise NoJsonError(f"{word} is no number of JSON")


DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=_no_number
)
