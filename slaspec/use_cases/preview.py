"""Preview a statement: records or reported figures in, verdicts and money out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Ledger, Scenario, Terms, Waivers
from slaspec.measure.results import Measured, Measurements
from slaspec.remedies.ledger.with_ledger import Known, settle_with_ledger
from slaspec.use_cases.charges import read_charges, read_invoices
from slaspec.use_cases.evidence import Evidence, Replay, by_figures, by_records
from slaspec.use_cases.in_force import plans_in
from slaspec.use_cases.known import known_on_day
from slaspec.use_cases.recorded import recorded
from slaspec.use_cases.relief import Relieved
from slaspec.use_cases.run import versions
from slaspec.use_cases.sound import sound_texts
from slaspec.use_cases.without_contract import WithoutContract

if TYPE_CHECKING:
    from slaspec.language.amendments import Text
    from slaspec.measure.differences import Explanation
    from slaspec.measure.reported.rows import FigureFile
    from slaspec.measure.texts import TextPlan
    from slaspec.records.tickets import Progress, ReadReport
    from slaspec.remedies.statement import Statement


@dataclass(frozen=True)
class Preview:
    """
    A statement, what it was computed from, and what became of every record.

    `agreement` is the text in force at the end of the period, `texts` are all that judged in it,
    by their versions. `against_tool` are the reasons for which a source's own tool says otherwise,
    None where nobody asked for them. `without_contract` are, for each source, its records of no
    contracted service; `invoices` what charged a service in a window, where a file of charges says;
    `figures` are those that stood in the place of records.
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
    invoices: Mapping[tuple[str, str], str] = field(default_factory=dict)
    figures: FigureFile | None = None

    def text_of(self, measured: Measured) -> Agreement:
        """The text by which something was judged: the amended one, or that of its window."""
        return self.texts.get(measured.version, self.agreement)


def preview(
    book: Book,
    agreement: str,
    period: str,
    *,
    records: Mapping[str, str | Path] | None = None,
    measured: FigureFile | None = None,
    as_of: date,
    charges: str | Path | None = None,
    history: str | Path | None = None,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    against_tool: bool = False,
) -> Preview:
    """
    Judge a period by its records, or by figures that somebody reports, and settle it.

    `records` names a file for each data source, `names` how it is shown; `progress` is told how
    many bytes of them were read. With `against_tool` each verdict on which a source's own tool
    differs gets its reason. `measured` are figures in place of records. `history` is a folder of
    issued statements (JSON): earlier windows are known by them, and what they credit is not
    credited again. A contract file that cannot be read, a fault with which a verdict or an amount
    would be unsound, a term that is not said or not supported, a figure that cannot be, or a file
    of the history that is none, raises `LocatedError`; an unknown agreement, source or period
    raises `UsageError`. Nothing is written.
    """
    from slaspec.records.given import require_local

    if charges is not None:
        require_local(str(charges))
    texts = sound_texts(book, agreement, period, as_of)
    whole, plans = texts[-1].agreement, plans_in(book, agreement, period)
    windows = dict.fromkeys(w.name for target in plans[-1].plan.targets for w in target.windows)
    known = read_charges(Path(charges), book, whole, windows) if charges is not None else None
    replay = Replay(records or {}, names or {}, progress, against_tool)
    found = _evidence(book, agreement, period, plans, as_of, replay, measured)
    ledger = known_on_day(book, whole, as_of, history)
    statement = settle_with_ledger(texts, found.measurements, ledger, known)
    return Preview(
        agreement=whole,
        period=period,
        measurements=found.measurements,
        statement=statement,
        reports=found.reports,
        remarks=(
            *found.remarks,
            *recorded(whole, ledger, statement),
            *_versions(texts, found.measurements),
        ),
        without_contract=found.without_contract,
        relief=found.relief,
        run=_run(book, whole, as_of, found, charges, ledger),
        texts={text.agreement.version: text.agreement for text in texts},
        against_tool=found.against_tool,
        invoices=read_invoices(Path(charges), book, whole) if charges is not None else {},
        figures=measured,
    )


def _evidence(
    book: Book,
    agreement: str,
    period: str,
    plans: Sequence[TextPlan],
    as_of: date,
    replay: Replay,
    measured: FigureFile | None,
) -> Evidence:
    if measured is None:
        return by_records(book, agreement, period, plans, as_of, replay)
    if replay.files:
        raise UsageError("figures stand in the place of records: give the one or the other")
    return by_figures(book, period, plans, as_of, measured)


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


def _run(
    book: Book, whole: Agreement, as_of: date, found: Evidence, charges: object, ledger: Known
) -> dict[str, Any]:
    return {
        **versions(),
        "as_of": as_of.isoformat(),
        "contracts": dict(_contract_digests(book, whole)),
        **found.inputs,
        "charges": _digest(Path(str(charges))) if charges is not None else None,
        "history": {each.file: each.sha256 for each in ledger.issued},
    }


def _contract_digests(book: Book, whole: Agreement) -> Iterator[tuple[str, str]]:
    """The agreement, its Terms, and all that is no agreement and could decide: calendars, …"""
    used = {whole.id, whole.terms.use if whole.terms else ""}
    for contract in book.contracts.values():
        is_other = isinstance(contract, Agreement | Terms) and contract.id not in used
        is_other |= isinstance(contract, Ledger) and contract.agreement != whole.id
        is_other |= isinstance(contract, Scenario | Waivers)
        if contract.at.document is not None and not is_other:
            yield contract.id, hashlib.sha256(contract.at.document.text.encode()).hexdigest()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
