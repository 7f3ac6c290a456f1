"""
Small books for the tests of backing: an SLA, what stands behind it, calendars, a catalogue.

Each helper makes the plain data of a document; a test overrides only what it is about. The data
is written out and read like any contract, so that every example is also valid.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from slaspec.backing.proof import prove
from slaspec.language.book import Book
from slaspec.language.read import read_text

V1 = "slaspec/v1"
ANSWERS = {
    "window": "month",
    "assign_to": "start",
    "limit_reached": "met",
    "priority": "final",
    "reclassified": "from_start",
    "reopened": {"clock": "ignored"},
    "without_stop": "open",
    "leave_out": ["cancelled", "duplicate"],
    "no_events": "not_measured",
    "no_data": "missed",
    "late_report": "none",
    "few_events": "none",
    "round_measured": "exact",
    "partial_window": "not_judged",
    "obligation": "result",
}
OFFICE = {"mon-fri": ["08:00-17:00"]}


def calendar(id: str = "office", open: Any = None, zone: str = "Europe/Oslo", **more: Any) -> Any:
    """A calendar, 08:00 to 17:00 on weekdays in Oslo."""
    return {
        "apiVersion": V1,
        "kind": "Calendar",
        "id": id,
        "title": id,
        "timezone": zone,
        "open": open or OFFICE,
        **more,
    }


def agreement(kind: str, id: str, targets: list[Any], metrics: list[Any], **more: Any) -> Any:
    """An agreement for 2026 with every question answered; `answers` override single ones."""
    answers = {**ANSWERS, **more.pop("answers", {})}
    return {
        "apiVersion": V1,
        "kind": kind,
        "id": id,
        "title": id,
        "version": "1",
        "effective": more.pop("effective", {"from": "2026-01-01", "through": "2026-12-31"}),
        "timezone": more.pop("timezone", "Europe/Oslo"),
        "parties": more.pop(
            "parties", {"provider": f"{id}-team", "customer": "us", "beneficiaries": ["dealers"]}
        ),
        "interpretation": {key: value for key, value in answers.items() if value is not None},
        "metrics": metrics,
        "targets": targets,
        **more,
    }


def times(**more: Any) -> Any:
    """A metric of time from report to resolution."""
    metric = {
        "id": "time",
        "kind": "duration",
        "records": "incident",
        "start": "reported",
        "stop": ["resolved", "closed"],
        "pause": [],
        **more,
    }
    return {key: value for key, value in metric.items() if value is not None}


def up(**more: Any) -> Any:
    """A metric of availability on every hour."""
    return {
        "id": "up",
        "kind": "availability",
        "of": "network",
        "hours": "24x7",
        "unmonitored": "down",
        **more,
    }


def target(id: str, metric: str, **more: Any) -> Any:
    """A target of the network."""
    return {"id": id, "service": "network", "metric": metric, **more}


LONG = {"from": "2025-01-01", "through": "2028-12-31"}


def time_leaf(
    id: str = "desk",
    within: Any = "4h",
    share: str = "100%",
    hours: str = "24x7",
    metric: Any = None,
    **more: Any,
) -> Any:
    """An OLA `<id>-ola#restore` with one objective for all records, in force for long."""
    objective = {"share": share, "within": within, "hours": hours}
    return agreement(
        more.pop("kind", "OLA"),
        f"{id}-ola",
        [target("restore", "time", objective=objective, **more.pop("target", {}))],
        [metric or times()],
        effective=more.pop("effective", LONG),
        **more,
    )


def time_sla(
    backed_by: Any,
    within: Any = "8h",
    share: str = "90%",
    hours: str = "24x7",
    assume: Any = None,
    metric: Any = None,
    **more: Any,
) -> Any:
    """An SLA `sla#resolve` with one objective for all records."""
    objective = {"share": share, "within": within, "hours": hours, "backed_by": backed_by}
    if assume:
        objective["assume"] = assume
    return agreement(
        "SLA",
        "sla",
        [target("resolve", "time", objective=objective, **more.pop("target", {}))],
        [metric or times()],
        **more,
    )


def up_leaf(
    id: str = "telco", level: str = "99.9%", metric: Any = None, objective: Any = None, **more: Any
) -> Any:
    """A UC `<id>-uc#up` of availability, in force for long."""
    return agreement(
        "UC",
        f"{id}-uc",
        [target("up", "up", objective={"availability": level, **(objective or {})})],
        [metric or up()],
        effective=more.pop("effective", LONG),
        **more,
    )


def up_sla(
    backed_by: Any, level: str = "99%", metric: Any = None, assume: Any = None, **more: Any
) -> Any:
    """An SLA `sla#up` of availability."""
    objective = {"availability": level, "backed_by": backed_by}
    if assume:
        objective["assume"] = assume
    objective.update(more.pop("objective", {}))
    return agreement(
        "SLA", "sla", [target("up", "up", objective=objective)], [metric or up()], **more
    )


def book(*documents: Any) -> Book:
    """A book of documents; every one must be a valid contract."""
    files = tuple(
        read_text(json.dumps(document, indent=1).encode(), f"{document['id']}.yaml")
        for document in documents
    )
    wrong = [str(finding.message) for file in files for finding in file.findings]
    assert [] == wrong, wrong
    return Book(Path(), files)


def proof(*documents: Any, objective: str = "all"):
    """The proof of the only target of the agreement `sla` (the first document)."""
    made = book(*documents)
    sla = made.agreement(documents[0]["id"])
    return prove(made, sla, sla.targets[0].id, objective)


def codes(found: Any) -> list[str]:
    """The codes of the reasons of a proof."""
    return [reason.code for reason in found.conditions]
