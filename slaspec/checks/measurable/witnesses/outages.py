"""Outages as rows of their source."""

from __future__ import annotations

from collections.abc import Sequence

from slaspec.language.model import DataSource
from slaspec.language.model.data_source import ManyColumn
from slaspec.language.model.metric import DurationMetric
from slaspec.measure.plan import TargetPlan
from slaspec.records.simulate.source_rows import Row
from slaspec.records.simulate.source_times import TimeWriter, UnwritableError
from slaspec.service_time.timeline import Span


class OutageWriter:
    """
    Writes outages of one of some parts (a service and its components) as their source would.

    Raises `UnwritableError` where the source has no label for any of them.
    """

    def __init__(self, source: DataSource, parts: frozenset[str]) -> None:
        self._source = source
        self._clock = TimeWriter(source.timezone, source.date_order)
        named = (source.columns or {}).items()
        self._columns = {k: c.column if isinstance(c, ManyColumn) else c for k, c in named}
        self._part = self._labelled(sorted(parts))

    def row(self, id: str, begin: int, end: int, word: str) -> Row:
        """One outage of a class, as it stands in a list."""
        cells = {
            "id": id,
            "from": self._clock.text(begin),
            "until": self._clock.text(end),
            "class": self._class(word),
            "incident": id,
            "affected": "100%",
            **self._part,
        }
        return {name: cells.get(key, "") for key, name in self._columns.items()}

    def _class(self, word: str) -> str:
        """The first label that stands for a class; without a map the class itself."""
        classes = self._source.classes
        if classes is None or "class" not in self._columns:
            return word
        if word not in classes:
            raise UnwritableError(f"source '{self._source.id}' has no label for class '{word}'")
        return classes[word][0]

    def _labelled(self, parts: list[str]) -> dict[str, str]:
        """The first part that the source has a label for, in its column."""
        source = self._source
        for key, labels in (("component", source.components), ("service", source.services)):
            if key in self._columns:
                for part in parts:
                    if labels is None or labels.get(part):
                        return {key: part if labels is None else labels[part][0]}
        if source.service in parts:
            return {}
        raise UnwritableError(f"source '{source.id}' has no label for {' or '.join(parts)}")


class OutageTeller:
    """Tells outages of one target that begin and end at given instants: each is one record."""

    pauses: tuple[str, ...] = ()
    any_priority: str | None = None

    def __init__(self, plan: TargetPlan, metric: DurationMetric, parts: frozenset[str]) -> None:
        self.plan, self.metric, self.source = plan, metric, plan.source
        self._writer = OutageWriter(plan.source, parts)
        wanted = (metric.where or {}).get("class") or tuple(plan.source.classes or ())
        self._word = next(iter(wanted), "down")

    @property
    def stops(self) -> tuple[str, ...]:
        """The end of an outage is whatever event the metric stops by."""
        return (self.metric.stop or ())[:1]

    def rows(
        self,
        id: str,
        _priority: str | None,
        start: int,
        stop: int,
        *,
        event: str,
        pauses: Sequence[tuple[str, Span]] = (),
    ) -> tuple[Row, ...]:
        """One outage; raises `UnwritableError` where the source has no label for it."""
        assert event
        assert not pauses, "an outage stands still for nobody"
        return (self._writer.row(id, start, stop, self._word),)
