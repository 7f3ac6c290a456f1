"""A scenario as YAML text, in the strict subset in which contracts are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slaspec.report.yaml_flow import flow

_IN_ONE_LINE = ("events", "verdicts", "outages")  # lists whose entries are a line each


def scenario_text(document: Mapping[str, Any], comment: str = "") -> str:
    """The text of a scenario; the same data gives the same text. `comment` stands above it."""
    head = [f"# {line}" for line in comment.splitlines()]
    return "\n".join([*head, *_mapping(document, 0)]) + "\n"


def _mapping(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in data.items():
        if isinstance(value, Mapping) and key == "fields":
            yield f"{pad}{key}: {flow(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{key}:"
            yield from _mapping(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{pad}{key}:"
            for item in value:
                yield from _item(item, depth + 1, in_one_line=key in _IN_ONE_LINE)
        else:
            yield f"{pad}{key}: {flow(value)}"


def _item(item: Mapping[str, Any], depth: int, *, in_one_line: bool) -> Iterator[str]:
    pad = "  " * depth
    if in_one_line:
        yield f"{pad}- {flow(item)}"
        return
    for position, line in enumerate(_mapping(item, depth + 1)):
        yield f"{pad}- {line.lstrip()}" if position == 0 else line
