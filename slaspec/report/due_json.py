"""The deadlines of a ticket as JSON (`schemas/output/due.schema.json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slaspec.report.findings_json import to_json

if TYPE_CHECKING:
    from slaspec.use_cases.due import Deadline, Due
    from slaspec.use_cases.due_steps import Notice, Step
    from slaspec.use_cases.ticket_clock import Ends

FORMAT = "slaspec-due/1"


def due_json(found: Due) -> str:
    """Every deadline with its steps; instants with the offset of the agreement's zone."""
    return to_json(
        {
            "format": FORMAT,
            "agreement": found.agreement.id,
            "version": found.agreement.version,
            "timezone": str(found.zone),
            "reported": found.written(found.reported),
            "priority": found.priority,
            "deadlines": [_deadline(each, found) for each in found.deadlines],
            "without": [{"target": target, "reason": why} for target, why in found.without],
        }
    )


def _deadline(each: Deadline, found: Due) -> dict[str, Any]:
    return {
        "target": each.target.id,
        "clause": each.target.clause or "",
        "promised": each.promised,
        "stop": each.stop,
        **_ends(each.ends, found),
        "paused_in": each.paused_in,
        "notices": [_notice(one, found) for one in each.notices],
        "steps": [_step(one, found) for one in each.steps],
        "unknown": each.unknown,
    }


def _step(step: Step, found: Due) -> dict[str, Any]:
    return {
        "level": step.level,
        "name": step.name,
        "group": step.group,
        "promised": step.promised,
        "stop": step.stop,
        "begins": found.written(step.begins),
        **_ends(step.ends, found),
        "waits": step.waits,
        "in_time": step.in_time,
        "relation": step.relation,
        "notices": [_notice(one, found) for one in step.notices],
    }


def _ends(ends: Ends, found: Due) -> dict[str, str]:
    return {"due": found.written(ends.due), "met_until": found.written(ends.met_until)}


def _notice(notice: Notice, found: Due) -> dict[str, str]:
    return {"at": found.written(notice.at), "to": notice.to, "why": notice.why}
