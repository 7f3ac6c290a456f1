"""Targets on one clock of which only one is relieved."""

from __future__ import annotations

from tests.ledger.ledger_build import grant, measured_tickets, tickets_contract, work
from tests.measure.build import METRIC, OBJECTIVE, ticket

NIGHT = ("2026-04-12 02:00", "2026-04-12 06:00")
WORK = {"id": "maintenance", "cause": "maintenance", "on_tickets": "pause"}


def test_a_target_is_relieved_by_the_exclusions_of_its_own_metric():
    """Two targets on the same tickets and limit: one metric names the maintenance, one does not."""
    late = ticket(
        "LATE",
        reported="2026-04-12 01:00",
        events=[("2026-04-12 01:00", "active"), ("2026-04-12 08:00", "resolved")],
    )
    contract = tickets_contract(WORK)
    contract["metrics"].append({**METRIC, "id": "strict"})
    contract["targets"].append(
        {"id": "strictly", "service": "desk", "metric": "strict", "objective": OBJECTIVE}
    )
    found = measured_tickets([late], contract, work(*NIGHT))

    assert {"resolution": "met", "strictly": "missed"} == {m.target: m.verdict for m in found}


def test_relief_of_one_target_leaves_another_on_the_same_metric_alone():
    """Both targets name the metric; the window is granted for one of them."""
    late = ticket(
        "LATE",
        reported="2026-04-12 01:00",
        events=[("2026-04-12 01:00", "active"), ("2026-04-12 08:00", "resolved")],
    )
    flood = {"id": "flood", "cause": "force_majeure", "on_tickets": "leave_out"}
    contract = tickets_contract(flood)
    contract["targets"].append({**contract["targets"][0], "id": "second"})
    entry = grant(targets=["second"], windows=["2026-04"])
    found = measured_tickets([late], contract, entry)

    assert {"resolution": "missed", "second": "excused"} == {m.target: m.verdict for m in found}
