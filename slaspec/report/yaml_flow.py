"""Values as YAML on one line, in the strict subset in which contracts are read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from slaspec.language.plain_scalar import QuoteIt, resolve

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./%-]*(?: [A-Za-z0-9_./%-]+)*", re.ASCII)


def flow(value: Any) -> str:
    """A mapping in braces, a list in brackets, a number as it is, else a text."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(text: str) -> str:
    """Plain where every reader takes it for this text, else in quotes."""
    try:
        plain = bool(_PLAIN.fullmatch(text)) and resolve(text) == text
    except QuoteIt:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)
