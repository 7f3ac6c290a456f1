"""Explain a rule, or how a line of a statement came about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slaspec.errors import UsageError

FORMAT = "slaspec-statement/1"


def explain(what: str | None = None) -> str:
    """
    The page of a rule id (`M004`), or the story of a line (`statement.json#2`), line by line.

    Without an argument: every rule with its severity and its name, a line each.

    Raises `UsageError` for an unknown rule ("did you mean"), file or line.
    """
    if what is None:
        from slaspec.checks.pages import all_pages

        return "\n".join(f"{p.id:5} {p.severity:8} {p.name}" for p in all_pages().values())
    file, mark, number = what.rpartition("#")
    if mark:
        return "\n".join(" ".join(text.splitlines()) for text in _line(Path(file), number))
    from slaspec.checks.pages import page

    return page(what)


def _line(file: Path, number: str) -> list[str]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        data = None
    lines = data.get("lines") if isinstance(data, dict) and data.get("format") == FORMAT else None
    if not isinstance(lines, list):
        raise _no_statement(file)
    by_number = {str(position): line for position, line in enumerate(lines, 1)}
    if number not in by_number:
        count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
        raise UsageError(f"'{file}' has no line '{number[:20]}'; it has {count}")
    try:
        return list(_told(by_number[number]))
    except (KeyError, TypeError):
        raise _no_statement(file) from None


def _no_statement(file: Path) -> UsageError:
    return UsageError(f"'{file}' is not a statement that slaspec wrote")


def _told(line: Any) -> Iterator[str]:
    yield (
        f"{line['amount']} {line['currency']} for {line['target']}/{line['objective']}"
        f" in {line['window']} by {line['remedy']} ({line['place']})"
    )
    for step in line["trail"]:
        place = f"  [{step['place']}]" if step["place"] else ""
        yield f"  {step['stage']}: {step['sentence']}{place}"
