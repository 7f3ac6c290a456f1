"""The outputs of a review by the name of their format; each is imported when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from slaspec.report.findings_text import Paint, plain

if TYPE_CHECKING:
    from slaspec.review.review import Review

FORMATS = ("text", "markdown", "json", "html", "github", "gitlab")
_OF_PLACES = ("github", "gitlab")


def rendered(
    form: str,
    review: Review,
    *,
    paint: Paint = plain,
    path_of: Callable[[str], str] = str,
    always: bool = False,
) -> str:
    """
    A review in one of the `FORMATS`.

    `paint` colours the text, `path_of` names files from the top of the repository, and with
    `always` a comment says in a line that nothing changed.
    """
    make = getattr(import_module(f"slaspec.report.review_{form}"), form)
    made: str
    if form == "text":
        made = make(review, paint)
    elif form == "markdown":
        made = make(review, always=always)
    else:
        made = make(review, path_of) if form in _OF_PLACES else make(review)
    return made
