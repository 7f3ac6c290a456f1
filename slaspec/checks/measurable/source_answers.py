"""What a data source cannot answer about the records that a metric needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slaspec.checks.remedies.bases import bases_within
from slaspec.checks.targets import RECORDS, TICKETS
from slaspec.language.answers import answer
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.interpretation import Reopened
from slaspec.language.model.metric import AvailabilityMetric, DurationMetric, Metric
from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target

_NEEDED = {"outage": ("from", "until"), "probe": ("at", "class")}
_SEEN_IN_STATES = ("resolved", "closed")


class Lack(NamedTuple):
    """Something that a source cannot answer: where it is asked, a sentence, and what to do."""

    at: Place
    sentence: str
    help: str


def lacks_of_metric(metric: Metric, source: DataSource) -> Iterator[Lack]:
    """What a metric asks and a source of rows and columns does not have."""
    records = getattr(metric, "records", None)
    if records in RECORDS and source.records in RECORDS and records != source.records:
        yield Lack(
            metric.at.of("records"),
            f"metric '{metric.id}' measures records of kind {records}, and source '{source.id}'"
            f" has {source.records}",
            f"name a source of kind {records}",
        )
    if isinstance(metric, DurationMetric) and source.records in (None, *TICKETS):
        yield from _clock(metric, source)
    if isinstance(metric, AvailabilityMetric):
        for key in _NEEDED.get(source.records or "", ()):
            if key not in (source.columns or {}):
                what = "an outage needs it" if source.records == "outage" else "a probe needs it"
                yield _no_column(metric.at.of("source"), source, key, what)


def _clock(metric: DurationMetric, source: DataSource) -> Iterator[Lack]:
    columns = source.columns or {}
    if source.layout is None:
        yield Lack(
            source.at.of("layout"),
            f"source '{source.id}' does not say whether a row is a change of a record or a record"
            " with its last times",
            "add layout: events or layout: snapshot",
        )
        return
    first_event = source.layout == "events" and metric.start == "reported"
    if metric.start is not None and metric.start not in columns and not first_event:
        what = f"the clock of '{metric.id}' starts with it"
        yield _no_column(metric.at.of("start"), source, metric.start, what)
    for position, event in enumerate(metric.stop or ()):
        if event not in columns and not _seen(source, event):
            what = f"it should stop the clock of '{metric.id}'"
            lack = _no_column(metric.at.of("stop", position), source, event, what)
            yield lack._replace(help=f"{lack.help}{_instead(metric, source, event)}")
    if metric.pause and source.layout == "snapshot":
        what = f"nobody can tell when the clock of '{metric.id}' paused"
        yield _no_history(metric.at.of("pause"), source, what, "write pause: []")
    if metric.group is not None and "group" not in columns:
        what = f"'{metric.id}' measures the time in group '{metric.group}'"
        yield _no_column(metric.at.of("group"), source, "group", what)


def _instead(metric: DurationMetric, source: DataSource, event: str) -> str:
    """What else to do about a stop event that nothing shows."""
    in_states = event in _SEEN_IN_STATES and source.layout == "events"
    state = f", or its labels to states as {event}" if in_states else ""
    return state + (f"; or leave {event} out of stop" if len(metric.stop or ()) > 1 else "")


def _seen(source: DataSource, event: str) -> bool:
    """Whether a stop event shows in the states of a log of changes."""
    in_states = event in _SEEN_IN_STATES and event in (source.states or {})
    return in_states and source.layout == "events"


def lacks_of_target(
    agreement: Agreement, target: Target, metric: Metric, source: DataSource
) -> Iterator[Lack]:
    """What the answers and objectives of a target ask and its source does not have."""
    if not isinstance(metric, DurationMetric):
        return
    if source.layout == "snapshot" and source.records in (None, *TICKETS):
        yield from _history(target, (target, metric, agreement.interpretation), source)
    columns = source.columns or {}
    if target.objectives and not ("priority" in columns or {"impact", "urgency"} <= columns.keys()):
        what = f"'{target.id}' has objectives by priority"
        yield _no_column(target.at.of("objectives"), source, "priority", what)


def _history(target: Target, asked: tuple[Node | None, ...], source: DataSource) -> Iterator[Lack]:
    """What only the changes of a record tell, and a list of last times is asked for."""
    reopened = answer("reopened", *asked)
    if isinstance(reopened, Reopened):
        for key, known in (("clock", "continues"), ("gap", "counts"), ("within", None)):
            said = getattr(reopened, key)
            if said not in (None, known):
                yield _no_history(
                    reopened.at.of(key),
                    source,
                    f"it cannot tell a reopened record, so 'reopened: {said}' cannot be answered",
                    f"write {key}: {known}" if known else f"leave {key} out",
                )
    if not target.objectives:
        return
    priority, reclassified = (answer(each, *asked) for each in ("priority", "reclassified"))
    if priority in ("at_open", "worst"):
        what = f"it has the last priority only, so 'priority: {priority}' cannot be answered"
        yield _no_history(_place("priority", *asked), source, what, "write priority: final")
    if reclassified == "from_change" and priority != "at_open":
        what = "it cannot tell when a priority changed"
        help = "write reclassified: from_start"
        yield _no_history(_place("reclassified", *asked), source, what, help)


def _place(question: str, *nearest_first: Node | None) -> Place:
    """Where the nearest answer to a question stands."""
    return next(
        node.at.of(question)
        for node in nearest_first
        if node is not None and getattr(node, question, None) is not None
    )


def _no_history(at: Place, source: DataSource, what: str, instead: str) -> Lack:
    return Lack(
        at,
        f"source '{source.id}' has one row for each record with its last times: {what}",
        f"name an export with every change (layout: events), or {instead}",
    )


def fields_not_mapped(metric: Metric, source: DataSource) -> Iterator[Lack]:
    """The fields of the filters of a metric, and that of its figure, which nothing is read into."""
    for key in ("where", "good", "total"):
        for field in getattr(metric, key, None) or {}:
            if not _reads(source, field):
                what = f"'{metric.id}' counts only some of its values"
                yield _no_column(metric.at.of(key, field), source, field, what)
    figure = getattr(metric, "field", None)
    if figure is not None and not (_reads(source, figure) or _is_list_of_figures(source)):
        yield _no_column(metric.at.of("field"), source, figure, f"'{metric.id}' is this figure")


def amounts_not_mapped(remedy: Remedy, source: DataSource) -> Iterator[Lack]:
    """The amounts of records of which a remedy pays a part, where nothing is read into them."""
    for base in bases_within(remedy.base):
        if base.record is not None and not _reads(source, base.record):
            what = f"'{remedy.id}' pays a part of what each record has there"
            yield _no_column(base.at.of("record"), source, base.record, what)


def _reads(source: DataSource, field: str) -> bool:
    """Whether a field of the records is known."""
    constant = field == "service" and source.service is not None
    return constant or field in (source.columns or {})


def _is_list_of_figures(source: DataSource) -> bool:
    """Whether each row names its figure in a column, so that the figures have none of their own."""
    return {"field", "value"} <= (source.columns or {}).keys()


def _no_column(at: Place, source: DataSource, key: str, what: str) -> Lack:
    return Lack(
        at,
        f"source '{source.id}' has no column for '{key}': {what}",
        f"add {key}: with the name of the column to columns in '{source.id}'",
    )
