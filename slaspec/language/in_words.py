"""Data of a contract in words: `share 90%, within 5h, hours 24x7`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from slaspec.language.document import as_text


def key_words(key: str) -> str:
    """A key as words: `at_most` reads "at most"."""
    return key.replace("_", " ")


def said(data: Any) -> str:
    """Plain data on one line; mappings in mappings stand in parentheses."""
    if isinstance(data, Mapping):
        return ", ".join(_entry(key, held) for key, held in data.items())
    if isinstance(data, list | tuple):
        if any(isinstance(held, Mapping) for held in data):
            return "; ".join(said(held) for held in data)
        return ", ".join(map(said, data)) or "none"
    if isinstance(data, bool):
        return "yes" if data else "no"
    return as_text(data) if isinstance(data, int | Decimal) else str(data)


def _entry(key: str, held: Any) -> str:
    nested = isinstance(held, Mapping) or (
        isinstance(held, list) and any(isinstance(each, Mapping) for each in held)
    )
    return f"{key_words(key)} ({said(held)})" if nested else f"{key_words(key)} {said(held)}"
