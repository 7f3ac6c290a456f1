"""A preview as a workbook: Summary, Lines, Records, Clauses, Run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from slaspec.remedies.money import decimals
from slaspec.report.figures import behind, decimal_text, in_unit
from slaspec.report.line_facts import Cell, decimal
from slaspec.report.statement_json import FORMAT
from slaspec.report.statement_rows import COLUMNS, MONEY, good, statement_rows
from slaspec.report.statement_text import named, promise
from slaspec.report.workbook import Column, Sheet, Workbook, added, is_kept

if TYPE_CHECKING:
    from slaspec.measure.results import Measured
    from slaspec.use_cases.preview import Preview

_FACTS_ROW = 3
MOST_ROWS = 1_000_000
SUMMED = frozenset(MONEY) - {"base_amount"}
SHOWN = frozenset(
    {
        *("line", "service_period", "target_id", "clause", "objective", "target", "record"),
        *(
            "measured_exact",
            "remedy",
            "remedy_clause",
            "rate",
            "rate_unit",
            "claim_deadline",
            "status",
        ),
        *MONEY,
    }
)
_VERDICTS = ("Target", "Clause", "Window", "Objective", "Met", "Counted", "Measured", "Verdict")
_RECORDS = ("Target", "Window", "What", "Record or reason", "Number", "Unit")
_CLAUSES = ("Line", "Stage", "What it did", "In", "Out", "Place")


def statement_xlsx(preview: Preview) -> bytes:
    """The whole workbook: the same bytes for the same preview, wherever it is written."""
    agreement = preview.agreement
    as_of = date.fromisoformat(preview.run["as_of"])
    line = (
        f"{agreement.id} version {agreement.version}, {preview.period}, as of {as_of},"
        f" slaspec {preview.run['slaspec']}"
    )
    places = decimals(preview.statement.currency)
    book = Workbook(agreement.title, line, places=places, created=as_of)
    _summary(book.sheet("Summary"), preview)
    lines = [tuple(row[name] for name in COLUMNS) for row in statement_rows(preview)]
    _table(book.sheet("Lines"), "Lines", _line_columns(), lines)
    _table(book.sheet("Records"), "Records", _plain(_RECORDS), list(_records(preview)))
    _table(book.sheet("Clauses"), "Clauses", _plain(_CLAUSES), list(_clauses(preview)))
    _table(book.sheet("Run"), "Run", _plain(("What", "Name", "Value")), list(_run(preview)))
    return book.content()


def _summary(sheet: Sheet, preview: Preview) -> None:
    """Who owes whom how much, and every verdict."""
    statement, agreement = preview.statement, preview.agreement
    credits = [line.amount for line in statement.lines if line.nature != "bonus"]
    bonuses = [line.amount.copy_negate() for line in statement.lines if line.nature == "bonus"]
    exact = all(map(is_kept, (*credits, *bonuses)))
    parties = agreement.parties
    facts = (
        ("Provider", parties.provider if parties else ""),
        ("Customer", parties.customer if parties else ""),
        ("Currency", statement.currency),
        ("Time zone", str(agreement.timezone)),
    )
    first = _FACTS_ROW + len(facts)
    sums = (
        ("Credits", "=SUM(Lines[net_credit])", added(credits)),
        ("Bonuses", "=SUM(Lines[bonus])", added(bonuses)),
        ("Owed to the customer", f"=B{first + 1}-B{first + 2}", statement.total),
    )
    for row, (label, text) in enumerate(facts, _FACTS_ROW):
        sheet.put(row, 0, label, "head")
        sheet.put(row, 1, text)
    for row, (label, formula, total) in enumerate(sums, first):
        sheet.put(row, 0, label, "head")
        sheet.sum(row, 1, formula, total, exact=exact)
    verdicts = [_verdict(preview, measured) for measured in preview.measurements.measured]
    sheet.table("Verdicts", _plain(_VERDICTS), verdicts, first + len(sums) + 1)


def _verdict(preview: Preview, measured: Measured) -> tuple[Cell, ...]:
    targets = preview.text_of(measured).targets or ()
    target = next(target for target in targets if target.id == measured.target)
    objective = (target.objectives or {}).get(measured.objective) or target.objective
    value = in_unit(measured)
    alone = not measured.counted and value is not None  # reported without what stands behind it
    return (
        named(measured),
        target.clause or "",
        measured.window.name,
        promise(objective) if objective else "",
        None if alone else good(measured),
        None if alone else measured.counted,
        "" if value is None else decimal_text(value) + behind(measured.unit),
        measured.verdict,
    )


def _line_columns() -> list[Column]:
    return [
        Column(name, name in MONEY, summed=name in SUMMED, aside=name not in SHOWN)
        for name in COLUMNS
    ]


def _plain(names: tuple[str, ...]) -> list[Column]:
    return [Column(name) for name in names]


def _table(sheet: Sheet, name: str, columns: list[Column], rows: list[tuple[Cell, ...]]) -> None:
    """A sheet's table; more rows than a sheet holds are counted in its last one."""
    if len(rows) > MOST_ROWS:
        more: tuple[Cell, ...] = (f"{len(rows) - MOST_ROWS + 1:,} more rows in the JSON output",)
        rows = [*rows[: MOST_ROWS - 1], more]
    sheet.table(name, columns, rows)


def _records(preview: Preview) -> Iterator[tuple[Cell, ...]]:
    """The records that missed, those that could still, and what was left out by which reason."""
    for each in preview.measurements.measured:
        where = (named(each), each.window.name)
        for miss in each.misses:
            size = None if miss.size is None else decimal(miss.size)
            of = f"{miss.id} ({miss.incident})" if miss.incident else miss.id
            yield (*where, "missed", of, size, "seconds")
        for record in () if each.misses else each.missed_ids:
            yield (*where, "missed", record, 1, "records")
        if each.open:
            yield (*where, "open", "could still miss", each.open, "records")
        unit = "records" if each.down is None else "seconds"
        for reason, count in each.excluded.items():
            yield (*where, "left out", reason, count, unit)
    for reason, count in preview.measurements.unassigned.items():
        yield ("", "", "in no window", reason, count, "records")


def _clauses(preview: Preview) -> Iterator[tuple[Cell, ...]]:
    """The story of each line: which term did what, and where it stands."""
    for number, line in enumerate(preview.statement.lines, 1):
        for step in line.trail:
            place = str(step.at.span) if step.at.document else ""
            yield number, step.stage, step.sentence, step.amount_in, step.amount_out, place


def _run(preview: Preview) -> Iterator[tuple[Cell, ...]]:
    """Versions and digests, what became of the rows of each source, and every remark."""
    yield "format", "", FORMAT
    for name, value in preview.run.items():
        yield from _facts(name, value)
    for report in preview.reports:
        counts = f"{report.rows_read} rows, {report.tickets_read} read, {report.tickets_used} used"
        yield "source", report.source, f"{report.file}: {counts}"
        for reason, count in report.excluded.items():
            yield "left out", report.source, f"{count} for {reason}"
    for right in preview.statement.rights:
        yield "right", right.target, right.sentence
    for each in preview.statement.nettings:
        yield "paid net", each.name, f"{each.payable:f} to the customer"
    for remark in preview.remarks:
        yield "note", "", remark


def _facts(name: str, value: Any) -> Iterator[tuple[Cell, ...]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield name, str(key), str(inner)
    elif value is not None:
        yield name, "", str(value)
