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
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target

TABLES = (
    "servicenow_csv",
    "jira_changelog",
    "zendesk_metric_events",
    "zammad_history",
    "gitlab_events",
    "csv",
    "jsonl",
    "parquet",
    "sqlite",
    "postgresql",
    "statuspage",
    "upptime",
    "prometheus_range",
)
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
    if source.format not in TABLES:
        return
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
            yield _no_column(metric.at.of("stop", position), source, event, what)
    if metric.pause and source.layout == "snapshot":
        yield Lack(
            metric.at.of("pause"),
            f"source '{source.id}' has one row for each record with its last times: nobody can"
            f" tell when the clock of '{metric.id}' paused",
            "name an export with every change (layout: events), or write pause: []",
        )
    if metric.group is not None and "group" not in columns:
        what = f"'{metric.id}' measures the time in group '{metric.group}'"
        yield _no_column(metric.at.of("group"), source, "group", what)


def _seen(source: DataSource, event: str) -> bool:
    """Whether a stop event shows in the states of a log of changes."""
    in_states = event in _SEEN_IN_STATES and event in (source.states or {})
    return in_states and source.layout == "events"


def lacks_of_target(
    agreement: Agreement, target: Target, metric: Metric, source: DataSource
) -> Iterator[Lack]:
    """What the answers and objectives of a target ask and its source does not have."""
    if not isinstance(metric, DurationMetric) or source.format not in TABLES:
        return
    reopened = answer("reopened", target, metric, agreement.interpretation)
    needs_history = isinstance(reopened, Reopened) and reopened.clock != "continues"
    if needs_history and source.layout == "snapshot":
        yield Lack(
            reopened.at.of("clock"),
            f"source '{source.id}' has one row for each record with its last times: it cannot"
            f" tell a reopened record, so 'reopened: {reopened.clock}' cannot be answered",
            "name an export with every change (layout: events), or write clock: continues",
        )
    columns = source.columns or {}
    if target.objectives and not ("priority" in columns or {"impact", "urgency"} <= columns.keys()):
        what = f"'{target.id}' has objectives by priority"
        yield _no_column(target.at.of("objectives"), source, "priority", what)


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
    """Whether a field of the records is known; formats without columns bring their own."""
    if source.format not in TABLES and source.columns is None:
        return True
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
