"""A scenario as YAML text, in the strict subset in which contracts are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from slaspec.language.plain_scalar import QuoteIt, resolve

_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*|[0-9]{4}-[0-9A-Z.-]+|[0-9.]+%", re.ASCII
)
_IN_ONE_LINE = ("events", "verdicts", "outages")  # lists whose entries are a line each


def scenario_text(document: Mapping[str, Any], comment: str = "") -> str:
    """The text of a scenario; the same data gives the same text. `comment` stands above it."""
    head = [f"# {line}" for line in comment.splitlines()]
    return "\n".join([*head, *_mapping(document, 0)]) + "\n"


def _mapping(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in data.items():
        if isinstance(value, Mapping) and key == "fields":
            yield f"{pad}{key}: {_flow(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{key}:"
            yield from _mapping(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{pad}{key}:"
            for item in value:
                yield from _item(item, depth + 1, in_one_line=key in _IN_ONE_LINE)
        else:
            yield f"{pad}{key}: {_value(value)}"


def _item(item: Mapping[str, Any], depth: int, *, in_one_line: bool) -> Iterator[str]:
    pad = "  " * depth
    if in_one_line:
        yield f"{pad}- {_flow(item)}"
        return
    for position, line in enumerate(_mapping(item, depth + 1)):
        yield f"{pad}- {line.lstrip()}" if position == 0 else line


def _flow(data: Mapping[str, Any]) -> str:
    return f"{{{', '.join(f'{key}: {_value(value)}' for key, value in data.items())}}}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(text: str) -> str:
    """Plain where every reader takes it for this text, else in quotes."""
    try:
        plain = bool(_PLAIN.fullmatch(text)) and resolve(text) == text
    except QuoteIt:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)
