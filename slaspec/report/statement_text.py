"""A preview as text: records, verdicts, the statement with the story of each line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.figures import figure, money, seconds
from slaspec.report.read_report import read_report_text
from slaspec.report.relief_text import relief_text
from slaspec.report.standing import claim_text, standing_text
from slaspec.report.tables import table
from slaspec.report.tool_text import tool_text

if TYPE_CHECKING:
    from slaspec.language.model.target import Objective, Target, WorkingDays
    from slaspec.language.quantities import Duration
    from slaspec.measure.results import Measured
    from slaspec.remedies.statement import Line, Statement
    from slaspec.use_cases.preview import Preview

VERDICTS = {
    "met": "● met",
    "missed": "▼ missed",
    "not_measured": "○ not measured",
    "excused": "○ excused",
}


def statement_text(preview: Preview) -> str:
    """The whole preview, for a person who decides whether the credit is right."""
    parts = [
        "\n".join(_head(preview)),
        "\n".join(_records(preview)),
        "\n".join((_verdicts(preview), *_remarks(preview))),
        "\n".join(_lines(preview)),
    ]
    parts += tool_text(preview)
    return "\n\n".join(parts) + "\n"


def _head(preview: Preview) -> Iterator[str]:
    agreement = preview.agreement
    yield for_terminal(f"{agreement.title} ({agreement.id} {agreement.version}), {preview.period}")
    sides = agreement.parties
    between = f"{sides.provider} to {sides.customer}, " if sides else ""
    yield for_terminal(
        f"{between}windows in {agreement.timezone}, as of {preview.run['as_of']},"
        f" slaspec {preview.run['slaspec']}, tzdata {preview.run['tzdata']}"
    )


def _records(preview: Preview) -> Iterator[str]:
    if preview.figures is not None:
        rows, name = len(preview.figures.rows), preview.figures.shown
        yield for_terminal(f"Figures as reported: {name}, {rows:,} row{'s' * (rows != 1)}")
    for report in preview.reports:
        yield from read_report_text(report)
    for reason, count in preview.measurements.unassigned.items():
        yield for_terminal(f"  not counted: {count:,} of {reason}")
    for target, count in preview.measurements.backwards.items():
        yield for_terminal(f"  dropped: {count:,} pauses of {target} that end before they begin")


def _remarks(preview: Preview) -> Iterator[str]:
    for line in relief_text(preview.relief):
        yield for_terminal(line)
    for remark in preview.remarks:
        yield for_terminal(f"Note: {remark}")


def _verdicts(preview: Preview) -> str:
    rows = [_verdict_row(_target_of(preview, m), m) for m in preview.measurements.measured]
    headings = ("Target", "Window", "Objective", "Met of counted", "Measured", "Verdict", "")
    return table(headings, rows, right=(3, 4))


def _target_of(preview: Preview, measured: Measured) -> Target:
    targets = preview.text_of(measured).targets or ()
    return next(target for target in targets if target.id == measured.target)


def _verdict_row(target: Target, measured: Measured) -> tuple[str, ...]:
    objective = (target.objectives or {}).get(measured.objective) or target.objective
    assert objective is not None
    remarks = [measured.reason] if measured.reason else []
    if measured.open:
        remarks.append(f"{measured.open} open could add up to {measured.open} misses")
    of_time = measured.down is not None
    remarks += [
        f"{reason}: {seconds(Fraction(count)) if of_time else f'{count:,}'}"
        for reason, count in measured.excluded.items()
    ]
    return (
        named(measured),
        measured.window.name,
        promise(objective),
        _counts(objective, measured),
        "" if measured.value is None else figure(measured.value, measured.unit, _places(objective)),
        VERDICTS[measured.verdict],
        ", ".join(remarks),
    )


def named(measured: Measured) -> str:
    """`resolution/P1`, or the target alone where one objective holds for all."""
    if measured.objective == "all":
        return measured.target
    return f"{measured.target}/{measured.objective}"


def _counts(objective: Objective, measured: Measured) -> str:
    """`9 of 10` records, `1h 12min down of 744h`, or the number of figures and answers."""
    if not measured.counted and measured.value is not None:
        return ""  # a figure was reported without what stands behind it
    if measured.down is not None:
        return f"{seconds(measured.down)} down of {seconds(Fraction(measured.counted))}"
    if measured.unit == "%" or measured.met or objective.within is not None:
        return f"{measured.met:,} of {measured.counted:,}"
    return f"{measured.counted:,}"


def _places(objective: Objective) -> int:
    """Decimals of a figure: one more than its objective has, and two at least."""
    said = [objective.share, objective.availability, objective.at_least, objective.at_most]
    decimals = [
        len(text.partition(".")[2].rstrip("%"))
        for text in (str(figure).split(" ")[0] for figure in said if figure is not None)
    ]
    return max(2, *(count + 1 for count in decimals), 2)


def promise(objective: Objective) -> str:
    """The objective in a few words: `90% within 5h, 24x7`."""
    hours = f", {objective.hours}" if objective.hours else ""
    if objective.availability is not None:
        return f"available {objective.availability}{hours}"
    if objective.at_least is not None:
        return f"at least {objective.at_least}{hours}"
    if objective.at_most is not None:
        return f"at most {objective.at_most}{hours}"
    share = objective.share or f"percentile {objective.percentile}"
    return f"{share} within {_limit(objective.within)}{hours}"


def _limit(within: Duration | WorkingDays | None) -> str:
    days = getattr(within, "working_days", None)
    return str(within) if days is None else f"{days} working days"


def _lines(preview: Preview) -> Iterator[str]:
    statement = preview.statement
    yield f"Statement {statement.agreement}, {preview.period}"
    for number, line in enumerate(statement.lines, 1):
        owner = line.target if line.objective == "all" else f"{line.target}/{line.objective}"
        owner += f" {line.record}" if line.record else ""
        amount = money(_said(line), line.currency)
        yield for_terminal(
            f"  #{number} {line.window.name} {owner}, {line.remedy}: {amount} ({_state(line)})"
        )
        for step in line.trail:
            if step.amount_in and step.amount_in != step.amount_out:
                yield for_terminal(f"       {step.sentence}")
    yield from _total(statement)
    for said in standing_text(statement, preview.agreement):
        yield for_terminal(said)


def _said(line: Line) -> Decimal:
    """The amount in the direction that the words beside it say; a correction may be below zero."""
    to_provider = line.nature == "bonus" or line.kind == "earned_back"
    return -line.amount if to_provider and line.amount else line.amount


def _total(statement: Statement) -> Iterator[str]:
    if not statement.lines:
        yield "  nothing is owed"
        return
    yield from _sides(statement)
    side = "owed to the customer" if statement.total >= 0 else "owed to the provider"
    yield f"  Total {money(abs(statement.total), statement.currency)} {side}"
    for each in statement.nettings:
        if each.credits and each.bonuses:
            whom = "customer" if each.payable >= 0 else "provider"
            parts = (each.credits, each.bonuses, abs(each.payable))
            credits, bonuses, left = (money(part, statement.currency) for part in parts)
            name = each.name if each.complete else f"{each.name} so far"
            yield f"  Paid for {name}: {credits} less {bonuses} is {left} to the {whom}"


def _sides(statement: Statement) -> Iterator[str]:
    """Credits and bonuses, which are two documents, where there are both."""
    credits = [line.amount for line in statement.lines if line.nature != "bonus"]
    bonuses = [-line.amount for line in statement.lines if line.nature == "bonus"]
    if any(credits) and any(bonuses):
        yield f"  Credits {money(sum(credits, Decimal(0)), statement.currency)}"
        yield f"  Bonuses {money(sum(bonuses, Decimal(0)), statement.currency)}"


def _state(line: Line) -> str:
    """What a line is: `price reduction, to be claimed by 2026-05-30`."""
    if line.kind == "earned_back":
        return "taken back from the customer"
    return line.nature.replace("_", " ") + claim_text(line)
