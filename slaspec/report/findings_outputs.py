"""The outputs of a check by the name of their format; each is imported when it is wanted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from slaspec.report.findings_text import Paint, lines, plain, text

if TYPE_CHECKING:
    from slaspec.use_cases.checked import Checked

FOR_PEOPLE = {"text": text, "concise": lines}
FORMATS = (*FOR_PEOPLE, "json", "junit", "sarif", "github", "gitlab", "markdown")


def rendered(form: str, checked: Checked, paint: Paint = plain) -> str:
    """A check in one of the `FORMATS`; `paint` colours what people read."""
    if form in FOR_PEOPLE:
        return FOR_PEOPLE[form](checked, paint)
    made: str = getattr(import_module(f"slaspec.report.findings_{form}"), form)(checked)
    return made
