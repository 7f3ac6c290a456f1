"""
Run a scenario: its records are measured as a preview measures them, and compared.

    given records -> canonical tables -> plan -> measure -> expected against actual
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.model import Agreement, DataSource, Scenario
from slaspec.language.model.ledger import Entry, GrantedEntry, MaintenanceEntry
from slaspec.scenario.compare import Compared, compared

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model.scenario import SeededStream
    from slaspec.measure.plan import Plan, TargetPlan
    from slaspec.measure.results import Measurements
    from slaspec.records.tables import Records


@dataclass(frozen=True)
class ScenarioResult:
    """
    What came of a scenario.

    `compared` has one entry for each expected verdict, in the order written, then one for each
    verdict that was measured and is not expected. `measured` are the measurements by agreement.
    """

    scenario: Scenario
    compared: tuple[Compared, ...]
    measured: Mapping[str, Measurements]

    @property
    def failures(self) -> tuple[Compared, ...]:
        """What is not as expected."""
        return tuple(each for each in self.compared if each.differences)

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.failures


def run_scenario(book: Book, scenario: Scenario) -> ScenarioResult:
    """
    Measure the given records of a scenario as of its date, and compare the verdicts.

    A target is judged where the records of its data source are given: each window by the text that
    it began under, each record by that of its start. Raises `LocatedError` for a question that an
    agreement leaves open, and where an amendment does not apply or splits a window; `UsageError`
    for an agreement or a source that is not there and for a period that has not ended at `as_of`.
    """
    records = _tables(book, scenario)
    measured = {
        id: measurements
        for id in scenario.judged
        if (measurements := _measured(book, scenario, id, records)) is not None
    }
    return ScenarioResult(scenario, tuple(compared(scenario, measured)), measured)


def _tables(book: Book, scenario: Scenario) -> dict[str, Records]:
    from slaspec.scenario.given import table_of

    tables: dict[str, Records] = {}
    for given in scenario.sources:
        source = book.get(given.source, DataSource)
        if source is None:
            raise UsageError(f"there is no data source '{given.source}'")
        if given.stream is not None:
            tables[source.id] = _streamed(book, given.stream, source.id)
        else:
            tables[source.id] = table_of(given, source)
    return tables


def _streamed(book: Book, given: SeededStream, source_id: str) -> Records:
    """The records of a seeded stream, as one table."""
    from slaspec.records.simulate.of_book import stream_of
    from slaspec.records.simulate.streams import Span

    span = Span(given.seed, given.from_.value, given.through.value)
    stream = stream_of(book, given.profile, source_id, span, given.count)
    if stream.blocks > 1:
        raise UsageError(
            f"the stream of profile '{given.profile}' has {len(stream):,} records, a scenario a"
            " million at most; say fewer dates, or count"
        )
    return stream.block(0)


def _measured(
    book: Book, scenario: Scenario, id: str, records: Mapping[str, Records]
) -> Measurements | None:
    """The measurements of the targets of an agreement whose records are given; None for none."""
    from slaspec.measure.texts import measure_texts, text_plans
    from slaspec.measure.windows import period
    from slaspec.service_time.civil import midnight

    dates = period(scenario.period)
    entries = _entries(book, scenario) if id == scenario.agreement else ()
    texts = text_plans(
        book, id, *dates, only=lambda text: _on_sources(text, records), entries=entries
    )
    if not texts:
        return None
    parts = {source: [table] for source, table in records.items()}
    found = measure_texts(texts, parts, midnight(scenario.as_of.value, texts[-1].plan.zone))
    if len(texts) == 1:  # what begins under a text that judges no window yet is not counted
        _require_none_lost(texts[0].plan, found, records)
    return found


def _entries(book: Book, scenario: Scenario) -> tuple[Entry, ...]:
    """The given entries; `LocatedError` for relief by an exclusion that there is none of."""
    from slaspec.measure.faults import located
    from slaspec.measure.relief import exclusion_of

    given = scenario.given.ledger or ()
    known = [each.id for each in book.agreement(scenario.agreement).exclusions or ()]
    for entry in given:
        if not isinstance(entry, MaintenanceEntry | GrantedEntry):
            continue
        if exclusion_of(entry) not in known:
            raise located(
                f"'{scenario.agreement}' has no exclusion '{exclusion_of(entry)}'",
                entry.at,
                f"there are: {', '.join(known) or 'none'}",
            )
    return given


def _on_sources(agreement: Agreement, records: Mapping[str, Records]) -> Agreement:
    """The agreement with the targets that are measured on some sources."""
    on = {metric.id for metric in agreement.metrics or () if metric.source in records}
    targets = tuple(target for target in agreement.targets or () if target.metric in on)
    return dataclasses.replace(agreement, targets=targets)


def _require_none_lost(made: Plan, found: Measurements, records: Mapping[str, Records]) -> None:
    """Every ticket is counted, open or left out by a reason: for each target exactly once."""
    for target in made.targets:
        if target.metric.kind != "duration":
            continue
        placed = sum(_placed(target, found))
        clocks = len(records[target.source.id])
        again = target.answers.reopened.clock == "new_cycle"  # then a reopened record counts anew
        assert placed == clocks or (again and placed > clocks), "a record was lost"


def _placed(target: TargetPlan, found: Measurements) -> Iterator[int]:
    for each in found.measured:
        if each.target == target.target.id:
            yield each.counted + each.open + sum(each.excluded.values())
    for reason, count in found.unassigned.items():
        if reason.startswith(f"{target.target.id}: "):
            yield count
