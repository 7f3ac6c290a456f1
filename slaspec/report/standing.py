"""What became of the statements of a period, and which rights arose: as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from slaspec.remedies.ledger.statement_states import payable
from slaspec.report.figures import money

if TYPE_CHECKING:
    from datetime import date

    from slaspec.language.model import Agreement
    from slaspec.remedies.ledger.rights import Right
    from slaspec.remedies.ledger.statement_states import WindowState
    from slaspec.remedies.statement import Line, Statement


def state_data(state: WindowState, statement: Statement, agreement: Agreement) -> dict[str, Any]:
    """The state of the statement of a window."""
    paid = payable(state, statement.lines, agreement)
    return {
        "window": state.window,
        "state": state.state,
        "since": _day(state.since),
        "because": state.because,
        "object_by": _day(state.object_by),
        "credit_note": state.credit_note,
        "disputed": list(state.disputed),
        "payable": None if paid is None else f"{paid:f}",
    }


def right_data(right: Right) -> dict[str, Any]:
    """A right to terminate, or a plan that is owed."""
    return {
        "kind": right.kind,
        "target": right.target,
        "by": right.by,
        "windows": list(right.windows),
        "arose": right.arose.isoformat(),
        "notice": str(right.notice) if right.notice else "",
        "until": _day(right.until),
        "over": right.over,
        "unknown": right.unknown,
        "sentence": right.sentence,
        "place": str(right.at.span),
    }


def standing_text(statement: Statement, agreement: Agreement) -> Iterator[str]:
    """The states that are more than measured, and the rights, a line each."""
    for state in statement.states:
        if state.state != "measured":
            yield f"State: {_state(state, statement, agreement)}"
    for right in statement.rights:
        yield f"Right: {right.sentence}{_until(right)} ({right.at.span})"


def claim_text(line: Line) -> str:
    """What has to be known of the claim of a line, and what it corrects; empty where nothing is."""
    return _claim(line) + (f", adjusts {line.adjusts}" if line.adjusts else "")


def _claim(line: Line) -> str:
    by = f" by {line.claim_by}" if line.claim_by else ""
    match line.claim:
        case "claimable":
            return f", to be claimed{by}"
        case "lapsed" if line.lapsed:
            return f", lapsed: {money(abs(line.lapsed), line.currency)} not claimed{by}"
        case "claimed":
            return ", claimed"
        case _:
            return ""


def _state(state: WindowState, statement: Statement, agreement: Agreement) -> str:
    said = f"{state.window} {state.state} since {state.since}"
    said += f", credit note {state.credit_note}" if state.credit_note else ""
    said += f", may be objected to until {state.object_by}" if _open(state) else ""
    if state.state == "disputed":
        said += f" ({', '.join(state.disputed) or 'all of it'})"
        paid = payable(state, statement.lines, agreement)
        owed = "is not said" if paid is None else f"is {money(paid, statement.currency)}"
        said += f"; what is paid until it is settled {owed}"
    return f"{said}: {state.because}"


def _open(state: WindowState) -> bool:
    return state.state == "issued" and state.object_by is not None


def _until(right: Right) -> str:
    notice = f", with a notice of {right.notice}" if right.notice else ""
    if right.unknown:
        return f"{notice}; the last day is not known: {right.unknown}"
    if right.until is None:
        return notice
    word = "lapsed after" if right.kind == "termination" else "was due by"
    ahead = "until" if right.kind == "termination" else "due by"
    return f"{notice}; {word if right.over else ahead} {right.until}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
