"""Explain a rule, or how a line of a statement came about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.use_cases.story import story

if TYPE_CHECKING:
    from slaspec.checks.pages import Page

STATEMENT = "slaspec-statement/"
FORMAT = "slaspec-statement/2"


def explain(what: str | None = None) -> str:
    """
    The page of a rule id (`M004`), or the story of a line (`statement.json#2`), line by line.

    Without an argument: every rule with its severity and its name, a line each.

    Raises `UsageError` for an unknown rule ("did you mean"), file or line.
    """
    if what is None:
        return "\n".join(f"{p.id:5} {p.severity:8} {p.name}" for p in _pages().values())
    file, mark, number = what.rpartition("#")
    if mark:
        return "\n".join(" ".join(text.splitlines()) for text in _line(Path(file), number))
    from slaspec.checks.pages import page

    return page(what, _pages())


def _pages() -> Mapping[str, Page]:
    """The pages of everything that has an id: rules of checks and of changes, gates."""
    from slaspec.checks.pages import all_pages, gate_pages
    from slaspec.review.pages import change_pages

    return dict(sorted({**all_pages(), **change_pages(), **gate_pages()}.items()))


def _line(file: Path, number: str) -> list[str]:
    data = _statement(file)
    lines = data["lines"]
    by_number = {str(position): line for position, line in enumerate(lines, 1)}
    if number not in by_number:
        count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
        raise UsageError(f"'{file}' has no line '{number[:20]}'; it has {count}")
    try:
        return list(story(data, by_number[number]))
    except (KeyError, TypeError, AttributeError):
        raise UsageError(f"'{file}' is not a statement that slaspec wrote") from None


def _statement(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        data = None
    said = data.get("format") if isinstance(data, dict) else None
    if isinstance(said, str) and said.startswith(STATEMENT) and said != FORMAT:
        raise UsageError(f"'{file}' is of the format {said[:40]}; {FORMAT} is read: preview again")
    if not isinstance(data, dict) or said != FORMAT or not isinstance(data.get("lines"), list):
        raise UsageError(f"'{file}' is not a statement that slaspec wrote")
    return data
