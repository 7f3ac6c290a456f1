"""
Prometheus: answers of a range query (`GET /api/v1/query_range`) as JSON, one or several in a file.

A row is a sample. Its columns are `timestamp`, `value` (as text: `1`, `0`, `NaN`, `+Inf`) and the
labels of its series (`instance`, `job`, …); a label that a series does not have is empty.

- `records: probe`, for a query like `up` or `probe_success`: `columns: {at: timestamp,
  class: value, component: instance}` with `classes: {up: ["1"], down: ["0"]}`. A service must be
  one series: where several are of it, the query has to say what they are together
  (`min by (service) (up)`).
- `records: value`, for a figure: `columns: {at: timestamp, value: value}`.

A server leaves out what it does not know (stale series): the time between two samples is spoken
for as long as `silence_after` says. Refused are answers of other queries, errors, answers with
warnings (a part may be missing), and native histograms.

Source: Prometheus documentation, HTTP API, range queries and range vectors.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from slaspec.records.reasons import quoted
from slaspec.records.sources.json_documents import JsonText, MalformedError
from slaspec.records.sources.json_export import JsonExport, ShapeError, an_object, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "prometheus_range"
RECORDS = ("probe", "value")

TIMESTAMP, VALUE = "timestamp", "value"
_TIMESTAMP = re.compile(r"([0-9]{1,11})(\.[0-9]{1,9})?", re.ASCII)
_RANGE = "ask /api/v1/query_range, and keep its answer as it is"


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> RangeAnswers:
    """The samples of one file."""
    return RangeAnswers(source, file, shown, progress)


class AnswerText(JsonText):
    """Answers of the API, series by series; what stands beside the series is judged as well."""

    def __init__(self, answers: TextIO, notes: list[str]) -> None:
        super().__init__(answers)
        self._notes = notes

    def _end_page(self, members: dict[str, Any]) -> None:
        for sentence, help in _objections(members):
            raise MalformedError(sentence, self.line, 1, help)
        said = _said(members, "infos")
        self._notes += [note for note in said if note not in self._notes]


class RangeAnswers(JsonExport):
    """The samples of one file; the answers of a long time are several, of the same series."""

    lists = frozenset({"data", "result"})
    of_updates = False

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self._source = source
        self._series: dict[str, dict[str, str]] = {}
        self._notes: list[str] = []
        self.notes = self._notes

    def reader(self, text: TextIO) -> JsonText:
        """The answers, whose notes are kept."""
        return AnswerText(text, self._notes)

    def _rows_of(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        labels = _labels(members)
        if self._source.records == "probe":
            self._require_one_series(labels)
        for stamp, value in _samples(members):
            yield {**labels, TIMESTAMP: _iso(stamp), VALUE: text(value, "values")}

    def _require_one_series(self, labels: dict[str, str]) -> None:
        """Of two series with different answers at one time nobody could say which one counts."""
        for part in self._parts(labels):
            first = self._series.setdefault(part, labels)
            if first != labels:
                raise ShapeError(
                    f"two series are of {quoted(part)}: {_shown(first)} and {_shown(labels)};"
                    " ask for one that says what they are together, like min by (instance) (up)"
                )

    def _parts(self, labels: dict[str, str]) -> Iterator[str]:
        """Our words for what a series is of: its component, else its service."""
        for key, words in (
            ("component", self._source.components),
            ("service", self._source.services),
        ):
            cells = list(self._cells(key, labels))
            if cells:
                word_of = {label: word for word, all in (words or {}).items() for label in all}
                yield from (cell if words is None else word_of.get(cell, cell) for cell in cells)
                return
        if self._source.service is not None:
            yield self._source.service

    def _cells(self, key: str, labels: dict[str, str]) -> Iterator[str]:
        column = (self._source.columns or {}).get(key)
        if column is None:
            return
        if isinstance(column, str):
            cells = [labels.get(column, "")]
        else:
            cell = labels.get(column.column, "")
            cells = cell.split(column.separator) if column.many and column.separator else [cell]
        for each in cells:
            if each.strip() and each not in (self._source.missing or ()):
                yield each.strip()


def _objections(members: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Why an answer cannot be used, and what to do."""
    kind = members.get("resultType", "matrix")
    if kind != "matrix":
        found = quoted(text(kind, "resultType"))
        yield f"this is the answer of another query: its result is {found}", _RANGE
    if members.get("status", "success") != "success":
        said = ": ".join(text(members.get(key), key) for key in ("errorType", "error"))
        yield f"the server answered with an error: {quoted(said)}", "ask again"
    for warning in _said(members, "warnings"):
        sentence = f"the server warns that its answer may not be whole: {quoted(warning)}"
        yield sentence, "mend what it warns of, and ask again"


def _said(members: dict[str, Any], key: str) -> list[str]:
    """The sentences of the server under a key, which is mostly not there."""
    found = members.get(key) or []
    return [text(each, key) for each in (found if isinstance(found, list) else [found])]


def _labels(members: dict[str, Any]) -> dict[str, str]:
    """The labels of a series; raises `ShapeError` for what is no series of a range."""
    for sentence, _ in _objections(members):
        raise ShapeError(sentence)
    if members.get("histograms"):
        raise ShapeError(
            "a series has native histograms, which are no single value: ask for a figure"
        )
    if "value" in members:
        raise ShapeError(f"this is the answer of an instant query: {_RANGE}")
    if not {"metric", "values"} <= members.keys():
        raise ShapeError("this is no series of a range: it lacks 'metric' or 'values'")
    found = an_object(members["metric"], "metric")
    labels = {name: text(label, f"metric/{name}") for name, label in found.items()}
    for name in (TIMESTAMP, VALUE):
        if name in labels:
            raise ShapeError(
                f"a series has a label {quoted(name)}, like the column of the samples: rename it"
                " with label_replace"
            )
    return labels


def _samples(members: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    samples = members["values"]
    if not isinstance(samples, list):
        raise ShapeError("'values' is not the list that is expected there")
    for sample in samples:
        if not isinstance(sample, list) or len(sample) != 2:
            raise ShapeError("'values' holds something that is no [timestamp, value]")
        yield sample[0], sample[1]


def _iso(stamp: Any) -> str:
    """A Unix time as an ISO text in UTC, with the digits that it was written with."""
    found = _TIMESTAMP.fullmatch(text(stamp, "values"))
    if found is None:
        raise ShapeError(
            f"a sample has the timestamp {quoted(text(stamp, 'values'))}, no Unix time"
        )
    whole, fraction = found.groups()
    seconds = datetime.fromtimestamp(int(whole), UTC).isoformat()[:19]
    return f"{seconds}{fraction or ''}Z"


def _shown(labels: dict[str, str]) -> str:
    return (
        "{" + ", ".join(f"{name}={quoted(label)}" for name, label in sorted(labels.items())) + "}"
    )
