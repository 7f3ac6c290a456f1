"""Preview a statement by replay: real records in, verdicts and money out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import LocatedError, UsageError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment, DataSource, Ledger, Terms
from slaspec.measure.results import Measured, Measurements
from slaspec.measure.windows import period as dates
from slaspec.use_cases.against_tool import differences
from slaspec.use_cases.charges import read_charges
from slaspec.use_cases.in_force import plans_in, settle_texts, texts_in
from slaspec.use_cases.manipulation import manipulation
from slaspec.use_cases.measure import measure
from slaspec.use_cases.relief import Relieved, relieved
from slaspec.use_cases.remarks import remarks
from slaspec.use_cases.run import versions
from slaspec.use_cases.without_contract import WithoutContract, without_contract

if TYPE_CHECKING:
    from slaspec.language.amendments import Text
    from slaspec.measure.differences import Explanation
    from slaspec.measure.plan import Plan
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport
    from slaspec.remedies.statement import Statement


@dataclass(frozen=True)
class Preview:
    """
    A statement, what it was computed from, and what became of every record.

    `agreement` is the text in force at the end of the period, `texts` are all that judged in it,
    by their versions. `against_tool` are the reasons for which a source's own tool says otherwise,
    None where nobody asked for them. `without_contract` are, for each source, its records of no
    contracted service.
    """

    agreement: Agreement
    period: str
    measurements: Measurements
    statement: Statement
    reports: tuple[ReadReport, ...]
    remarks: tuple[str, ...] = ()
    relief: tuple[Relieved, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Agreement] = field(default_factory=dict)
    against_tool: tuple[Explanation, ...] | None = None
    without_contract: Mapping[str, WithoutContract] = field(default_factory=dict)

    def text_of(self, measured: Measured) -> Agreement:
        """The text by which something was judged: the amended one, or that of its window."""
        return self.texts.get(measured.version, self.agreement)


def preview(
    book: Book,
    agreement: str,
    period: str,
    *,
    records: Mapping[str, str | Path],
    as_of: date,
    charges: str | Path | None = None,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    against_tool: bool = False,
) -> Preview:
    """
    Replay the records of a period and settle it.

    `records` names a file for each data source, `names` how it is shown; `progress` is told how
    many bytes of them were read. With `against_tool` each verdict on which a source's own tool
    differs gets its reason. A contract file that cannot be read, a fault with which a verdict
    or an amount would be unsound, or a term that is not said or not supported, raises
    `LocatedError`; an unknown agreement, source or period raises
    `UsageError`. Nothing is written.
    """
    from slaspec.records.given import require_local
    from slaspec.service_time.civil import midnight

    if charges is not None:
        require_local(str(charges))
    texts = _sound_texts(book, agreement, period, as_of)
    whole = texts[-1].agreement
    text_plans = plans_in(book, agreement, period)
    plans = [each.plan for each in text_plans]
    made = plans[-1]
    _require_used(plans, records)
    window_names = dict.fromkeys(w.name for target in made.targets for w in target.windows)
    known = read_charges(Path(charges), book, whole, window_names) if charges is not None else None
    tickets, reports = _read_all(book, records, names or {}, progress)
    outside = {id: without_contract(book, held) for id, held in tickets.items()}
    measurements = measure(book, agreement, tickets, period, as_of)
    seen_at = midnight(as_of, made.zone)
    reasons = differences(text_plans, tickets, measurements, seen_at) if against_tool else None
    return Preview(
        agreement=whole,
        period=period,
        measurements=measurements,
        statement=settle_texts(texts, measurements, known),
        reports=tuple(reports),
        remarks=(
            *remarks(book, made, measurements, reports, period, as_of),
            *_versions(texts, measurements),
            *_outside(outside),
            *manipulation(text_plans, tickets, seen_at),
        ),
        without_contract=outside,
        relief=relieved(made, measurements, tickets, seen_at),
        run=_run(book, whole, as_of, reports, charges),
        texts={text.agreement.version: text.agreement for text in texts},
        against_tool=reasons,
    )


def _sound_texts(book: Book, agreement: str, period: str, as_of: date) -> tuple[Text, ...]:
    """The texts of a period, none with a fault that bars a settlement."""
    _refuse_on(book.reading_findings)
    texts = texts_in(book, agreement, period)
    for text in texts:
        dated, whole = book.dated(text.begins), texts[-1].agreement
        _require_sound(dated, whole, as_of, last=dates(period)[1])
    return texts


def _require_sound(book: Book, whole: Agreement, as_of: date, *, last: date) -> None:
    """
    Refuse an agreement whose faults would make a verdict or an amount unsound.

    A fault of an amendment that takes effect after the last day of the period does not.
    """
    from slaspec.checks.run import bars

    to_come = {each.at.span.file for each in book.of(Amendment) if each.begins > last}
    found = bars(book, whole.id, as_of)
    _refuse_on([finding for finding in found if finding.span.file not in to_come])


def _refuse_on(findings: Sequence[Finding]) -> None:
    if findings:
        first, more = findings[0], len(findings) - 1
        message = f"{first.rule} {first.message}"
        message += f" (and {more} more; see slaspec check)" if more else ""
        raise LocatedError(message, str(first.span), first.help)


def _versions(texts: Sequence[Text], measurements: Measurements) -> Iterator[str]:
    """Which amendments are in this, for whoever knows the contract as it was signed."""
    judged = {measured.version for measured in measurements.measured}
    for before, text in pairwise(texts):
        if text.made_by is not None and text.agreement.version in judged:
            yield (
                f"amendment '{text.made_by.id}' of {text.begins} makes version"
                f" {text.agreement.version}, which judges the windows that begin from then on;"
                " records whose clock started before them stand under version"
                f" {before.agreement.version}"
            )


def _outside(found: Mapping[str, WithoutContract]) -> Iterator[str]:
    """Work that nobody has agreed to: in no verdict, and in no invoice."""
    for source_id, outside in found.items():
        if outside.records:
            yield (
                f"{outside.records:,} of {outside.of:,} records of {source_id} ({outside.share})"
                f" are of a service that no agreement here names: {outside.named}"
            )


def _require_used(plans: Sequence[Plan], records: Iterable[str]) -> None:
    made = plans[-1]
    measured_on = list(dict.fromkeys(source.id for each in plans for source in each.sources))
    for source_id in records:
        if source_id not in measured_on:
            raise UsageError(
                f"'{made.agreement.id}' measures nothing on '{source_id}';"
                f" it measures on: {', '.join(measured_on)}"
            )


def _read_all(
    book: Book,
    records: Mapping[str, str | Path],
    names: Mapping[str, str],
    progress: Progress | None,
) -> tuple[dict[str, Sequence[Records]], list[ReadReport]]:
    """The records of each source by its id, and what became of their rows."""
    tickets, reports = {}, []
    for source_id, file in records.items():
        shown = names.get(source_id, str(file))
        tickets[source_id], report = _read(book, source_id, Path(file), shown, progress)
        reports.append(report)
    return tickets, reports


def _read(
    book: Book, source_id: str, file: Path, shown: str, progress: Progress | None
) -> tuple[Sequence[Records], ReadReport]:
    from slaspec.records.given import open_records

    source = book.get(source_id, DataSource)
    assert source is not None  # the plan has it
    return open_records(source, file, shown=shown, progress=progress)


def _run(
    book: Book, whole: Agreement, as_of: date, reports: list[ReadReport], charges: object
) -> dict[str, Any]:
    return {
        **versions(),
        "as_of": as_of.isoformat(),
        "contracts": dict(_contract_digests(book, whole)),
        "records": {report.source: report.digest for report in reports},
        "charges": _digest(Path(str(charges))) if charges is not None else None,
    }


def _contract_digests(book: Book, whole: Agreement) -> Iterator[tuple[str, str]]:
    """The agreement, its Terms, and all that is no agreement and could decide: calendars, …"""
    used = {whole.id, whole.terms.use if whole.terms else ""}
    for contract in book.contracts.values():
        is_other = isinstance(contract, Agreement | Terms) and contract.id not in used
        is_other |= isinstance(contract, Ledger) and contract.agreement != whole.id
        if contract.at.document is not None and not is_other:
            yield contract.id, hashlib.sha256(contract.at.document.text.encode()).hexdigest()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
