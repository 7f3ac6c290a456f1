"""Whether the figures of two revisions are of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from slaspec.backing.promise import Promise
from slaspec.backing.words import listed
from slaspec.language.book import Book
from slaspec.language.model import Calendar, DataSource, PriorityMatrix
from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model.node import Node

_NAMES = frozenset({"at", "id", "title", "definition", "exclusions"})
_NO_MEASURE = frozenset(
    {
        *("at", "id", "title", "description", "clause", "text", "remark"),
        *("valid", "holidays_from"),  # how far a calendar reaches, and where its dates come from
        *("sample", "histories", "tool"),  # files and tools beside a data source
    }
)
_SHOWN_BY_EDGES = frozenset({"round_measured", "limit_reached"})
_WITHOUT_FIGURE = (
    "no_events",
    "no_data",
    "late_report",
    "few_events",
    "minimum_sample",
    "smooth_with",
)
_ANSWERS = tuple(
    each.name
    for each in fields(MeasureAnswers)
    if each.name not in {*_NAMES, *_SHOWN_BY_EDGES, *_WITHOUT_FIGURE, "obligation"}
)


def why_not_exact(before: tuple[Book, Promise], after: tuple[Book, Promise]) -> str:
    """Why no stretch of figures tells all verdicts that differ; empty where one does."""
    of_figure = _differing(_figure(*before), _figure(*after))
    beside = _differing(_beside(before[1]), _beside(after[1]))
    said = []
    if of_figure:
        said.append(
            f"{listed(of_figure)} changed: a figure before and one after are not of the same thing"
        )
    if beside:
        said.append(f"by {listed(beside)} some windows are decided otherwise, whatever the figure")
    return "; ".join(said)


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    keys = dict.fromkeys((*before, *after))
    return [key.replace("_", " ") for key in keys if before.get(key) != after.get(key)]


def _beside(promise: Promise) -> dict[str, Any]:
    return {question: promise.said(question) for question in _WITHOUT_FIGURE}


def _figure(book: Book, promise: Promise) -> dict[str, Any]:
    """What a figure is measured by."""
    metric, agreement = promise.metric, promise.agreement
    answered = {each.name for each in fields(MeasureAnswers)} | _NAMES
    own = {e.name: getattr(metric, e.name) for e in fields(metric) if e.name not in answered}
    return {
        **own,
        "service": promise.target.service,
        "percentile": promise.objective.percentile,
        "timezone": agreement.timezone,
        **{question: promise.said(question) for question in _ANSWERS},
        **dict(_documents(book, promise)),
        "exclusions": [
            _content(each)
            for each in agreement.exclusions or ()
            if each.id in (metric.exclusions or ())
        ],
    }


def _documents(book: Book, promise: Promise) -> Iterator[tuple[str, Any]]:
    """What is named by an id, with its content."""
    hours, source = promise.hours, promise.metric.source
    priorities = promise.agreement.priorities
    yield "hours", (hours, _content(book.get(hours, Calendar)))
    yield "source", (source, _content(book.get(source, DataSource)))
    yield "priorities", (priorities, _content(book.get(priorities, PriorityMatrix)))


def _content(node: Node | None) -> dict[str, Any]:
    """What of a part of a contract decides about a figure."""
    listed = fields(node) if node is not None else ()
    return {each.name: getattr(node, each.name) for each in listed if each.name not in _NO_MEASURE}
