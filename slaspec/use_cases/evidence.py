"""What a preview rests on: records that are replayed, or figures that somebody reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import DataSource
from slaspec.measure.results import Measurements
from slaspec.use_cases.against_tool import differences
from slaspec.use_cases.manipulation import manipulation
from slaspec.use_cases.measure import measure
from slaspec.use_cases.relief import Relieved, relieved
from slaspec.use_cases.remarks import remarks, remarks_on_figures
from slaspec.use_cases.without_contract import WithoutContract, without_contract

if TYPE_CHECKING:
    from slaspec.measure.differences import Explanation
    from slaspec.measure.plan import Plan
    from slaspec.measure.reported.rows import FigureFile
    from slaspec.measure.texts import TextPlan
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport


@dataclass(frozen=True)
class Evidence:
    """
    The verdicts of a period, and what they rest on.

    `inputs` are the digests of the files, for the head of every output.
    """

    measurements: Measurements
    remarks: tuple[str, ...]
    inputs: Mapping[str, Any]
    reports: tuple[ReadReport, ...] = ()
    relief: tuple[Relieved, ...] = ()
    against_tool: tuple[Explanation, ...] | None = None
    without_contract: Mapping[str, WithoutContract] = field(default_factory=dict)


@dataclass(frozen=True)
class Replay:
    """
    Files of records: one for each data source, and how each is shown.

    `progress` is told how many bytes were read; `against_tool` asks for the reason of each verdict
    on which a source's own tool differs.
    """

    files: Mapping[str, str | Path]
    names: Mapping[str, str] = field(default_factory=dict)
    progress: Progress | None = None
    against_tool: bool = False


def by_records(
    book: Book, agreement: str, period: str, plans: Sequence[TextPlan], as_of: date, given: Replay
) -> Evidence:
    """The verdicts on records; raises as `measure` does, `UsageError` for an unused source."""
    from slaspec.service_time.civil import midnight

    require_used([each.plan for each in plans], given.files)
    made, seen_at = plans[-1].plan, midnight(as_of, plans[-1].plan.zone)
    tickets, reports = read_records(book, given)
    outside = {id: without_contract(book, held) for id, held in tickets.items()}
    measurements = measure(book, agreement, tickets, period, as_of)
    reasons = differences(plans, tickets, measurements, seen_at) if given.against_tool else None
    return Evidence(
        measurements=measurements,
        remarks=(
            *remarks(book, made, measurements, reports, period, as_of),
            *_outside(outside),
            *manipulation(plans, tickets, seen_at),
        ),
        inputs={
            "records": {report.source: report.digest for report in reports},
            "measured": None,
        },
        reports=tuple(reports),
        relief=relieved(made, measurements, tickets, seen_at),
        against_tool=reasons,
        without_contract=outside,
    )


def by_figures(
    book: Book, period: str, plans: Sequence[TextPlan], as_of: date, given: FigureFile
) -> Evidence:
    """The verdicts on reported figures; raises as `measured` does."""
    from slaspec.measure.reported.reported import measure_reported
    from slaspec.service_time.civil import midnight

    made = plans[-1].plan
    measurements = measure_reported(plans, given.rows, midnight(as_of, made.zone))
    return Evidence(
        measurements=measurements,
        remarks=remarks_on_figures(book, made, measurements, period, as_of),
        inputs={"records": {}, "measured": given.digest},
    )


def _outside(found: Mapping[str, WithoutContract]) -> Iterator[str]:
    """Work that nobody has agreed to: in no verdict, and in no invoice."""
    for source_id, outside in found.items():
        if outside.records:
            yield (
                f"{outside.records:,} of {outside.of:,} records of {source_id} ({outside.share})"
                f" are of a service that no agreement here names: {outside.named}"
            )


def require_used(plans: Sequence[Plan], records: Iterable[str]) -> None:
    """Raises `UsageError` for records of a source on which nothing is measured."""
    made = plans[-1]
    measured_on = list(dict.fromkeys(source.id for each in plans for source in each.sources))
    for source_id in records:
        if source_id not in measured_on:
            raise UsageError(
                f"'{made.agreement.id}' measures nothing on '{source_id}';"
                f" it measures on: {', '.join(measured_on)}"
            )


def read_records(
    book: Book, given: Replay
) -> tuple[dict[str, Sequence[Records]], list[ReadReport]]:
    """The records of each source by its id, and what became of their rows."""
    tickets, reports = {}, []
    for source_id, file in given.files.items():
        shown = given.names.get(source_id, str(file))
        tickets[source_id], report = _read(book, source_id, Path(file), shown, given.progress)
        reports.append(report)
    return tickets, reports


def _read(
    book: Book, source_id: str, file: Path, shown: str, progress: Progress | None
) -> tuple[Sequence[Records], ReadReport]:
    from slaspec.records.given import open_records

    source = book.get(source_id, DataSource)
    assert source is not None  # the plan has it
    return open_records(source, file, shown=shown, progress=progress)
