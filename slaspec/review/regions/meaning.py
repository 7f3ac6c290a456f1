"""Whether the figures of two revisions are of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from slaspec.backing.promise import ALL, Promise
from slaspec.backing.words import listed
from slaspec.language.book import Book
from slaspec.language.model import DataSource, PriorityMatrix
from slaspec.language.model.governance import Exclusion
from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model.node import Node
from slaspec.measure.questions import QUESTIONS
from slaspec.review.changes.open_hours import compared, hours_of

_NAMES = frozenset({"at", "id", "title", "definition", "exclusions", "hours"})
_NO_MEASURE = frozenset(
    {
        *("at", "id", "title", "description", "clause", "text", "remark"),
        *("valid", "holidays_from"),  # how far a calendar reaches, and where its dates come from
        *("sample", "histories", "tool", "covers"),  # files and tools beside a data source
    }
)
_WORDS = frozenset({"at", "title", "handling"})  # of the parts of a document
_SHOWN_BY_EDGES = frozenset({"round_measured", "limit_reached"})
_WITHOUT_FIGURE = (
    "no_events",
    "no_data",
    "late_report",
    "few_events",
    "minimum_sample",
    "smooth_with",
)
_BY_PRIORITY = ("priority", "reclassified")
_ANSWERS = tuple(
    each.name
    for each in fields(MeasureAnswers)
    if each.name not in {*_NAMES, *_SHOWN_BY_EDGES, *_WITHOUT_FIGURE, "obligation"}
)


def why_not_exact(before: tuple[Book, Promise], after: tuple[Book, Promise]) -> str:
    """Why no stretch of figures tells all verdicts that differ; empty where one does."""
    of_figure = [*_differing(_figure(*before), _figure(*after)), *_other_hours(before, after)]
    beside = _differing(_beside(before[1]), _beside(after[1]))
    said = []
    if of_figure:
        said.append(
            f"{listed(of_figure)} changed: a figure before and one after are not of the same thing"
        )
    if beside:
        said.append(f"by {listed(beside)} some windows are decided otherwise, whatever the figure")
    return "; ".join(said)


def _other_hours(before: tuple[Book, Promise], after: tuple[Book, Promise]) -> Iterator[str]:
    """What is counted in other hours, second by second, whatever they are written like."""
    if not _open_alike(before[0], before[1].hours, after[0], after[1].hours):
        yield "hours"
    one, two = _exclusions(before[1]), _exclusions(after[1])
    if any(
        not _open_alike(before[0], one[id].hours, after[0], two[id].hours)
        for id in one.keys() & two.keys()
    ):
        yield "hours of exclusions"


def _open_alike(base: Book, was: str | None, head: Book, now: str | None) -> bool:
    before, after = hours_of(base, was), hours_of(head, now)
    if before is None or after is None:
        return was == now
    return compared(before, after) == "same"


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    keys = dict.fromkeys((*before, *after))
    return [key.replace("_", " ") for key in keys if before.get(key) != after.get(key)]


def _beside(promise: Promise) -> dict[str, Any]:
    return {question: _answer(promise, question) for question in _WITHOUT_FIGURE}


def _answer(promise: Promise, question: str) -> Any:
    """The answer that holds for a promise; nothing to what its kind of metric does not ask."""
    from slaspec.measure.kinds import kind_of

    asked = question not in QUESTIONS or question in kind_of(promise.metric).QUESTIONS
    if question in _BY_PRIORITY and promise.priority == ALL:
        return None
    return _said(promise.said(question)) if asked else None


def _figure(book: Book, promise: Promise) -> dict[str, Any]:
    """What a figure is measured by."""
    metric, agreement = promise.metric, promise.agreement
    answered = {each.name for each in fields(MeasureAnswers)} | _NAMES
    own = {e.name: _said(getattr(metric, e.name)) for e in fields(metric) if e.name not in answered}
    return {
        **own,
        "service": promise.target.service,
        "percentile": promise.objective.percentile,
        "timezone": agreement.timezone,
        **{question: _answer(promise, question) for question in _ANSWERS},
        **dict(_documents(book, promise)),
        "exclusions": [
            {**_content(each), "hours": each.hours is None}
            for each in _exclusions(promise).values()
        ],
    }


def _exclusions(promise: Promise) -> dict[str, Exclusion]:
    """What the metric of a promise leaves out, by id."""
    named = promise.metric.exclusions or ()
    return {each.id: each for each in promise.agreement.exclusions or () if each.id in named}


def _documents(book: Book, promise: Promise) -> Iterator[tuple[str, Any]]:
    """What is named by an id, with its content."""
    source, priorities = promise.metric.source, promise.agreement.priorities
    yield "source", (source, _content(book.get(source, DataSource)))
    yield "priorities", (priorities, _content(book.get(priorities, PriorityMatrix)))


def _content(node: Node | None) -> dict[str, Any]:
    """What of a part of a contract decides about a figure."""
    listed = fields(node) if node is not None else ()
    said = (each.name for each in listed if each.name not in _NO_MEASURE)
    return {name: _said(getattr(node, name)) for name in said}


def _said(value: Any) -> Any:
    """What is below it, without the words that nobody measures by; lists of names as sets."""
    if isinstance(value, Node):
        said = (each.name for each in fields(value) if each.name not in _WORDS)
        return {name: _said(getattr(value, name)) for name in said}
    if type(value) is tuple:
        listed = tuple(map(_said, value))
        return frozenset(listed) if all(isinstance(each, str) for each in listed) else listed
    return value
