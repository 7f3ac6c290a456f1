"""A scenario over an amendment is judged as a preview is: each window by its own text."""

from datetime import date

from slaspec.language.model import Scenario
from slaspec.language.structure import structure
from slaspec.use_cases.scenario import run_scenario

P1 = "targets/resolution/objectives/P1"
FASTER = {"at": f"{P1}/within", "was": "5h", "becomes": "4h"}


def ticket(id, opened, solved):
    """A ticket of the highest priority."""
    return {
        "id": id,
        "service": "service-desk",
        "priority": "P1",
        "events": [{"at": opened, "event": "reported"}, {"at": solved, "state": "resolved"}],
    }


def scenario(service, *tickets, verdicts=()):
    """Some tickets of July and August, and what must come of them."""
    data = {
        "apiVersion": "slaspec/v1",
        "kind": "Scenario",
        "id": "over-the-amendment",
        "title": "Before and after the amendment",
        "agreement": "harbour-desk",
        "as_of": "2026-10-10",
        "period": "2026-07..2026-08",
        "given": {
            "records": [
                {"source": "tickets", "tickets": [each | {"service": service} for each in tickets]}
            ]
        },
        "expect": {"verdicts": list(verdicts)},
    }
    made, faults = structure(data)
    assert isinstance(made, Scenario), faults
    return made


def test_each_window_of_a_scenario_is_judged_by_its_own_text(portfolio):
    """
    From August on 4h instead of 5h. A ticket of 4h 30min of July is met; one that began on 31 July
    keeps its 5h and is met in August; one of August is missed.
    """
    book = portfolio({"changes": [FASTER]})
    service = book.in_force("harbour-desk", date(2026, 7, 1)).targets[0].service
    told = scenario(
        service,
        ticket("T1", "2026-07-20T08:00:00+02:00", "2026-07-20T12:30:00+02:00"),
        ticket("T2", "2026-07-31T20:00:00+02:00", "2026-08-01T00:30:00+02:00"),
        ticket("T3", "2026-08-05T08:00:00+02:00", "2026-08-05T12:30:00+02:00"),
        verdicts=[
            {
                "target": "resolution",
                "objective": "P1",
                "window": month,
                "verdict": verdict,
                "met": 1,
                "counted": counted,
            }
            for month, verdict, counted in (("2026-07", "met", 1), ("2026-08", "missed", 2))
        ],
    )

    result = run_scenario(book, told)

    assert () == result.failures, [each.differences for each in result.failures]
    assert {"1.0", "1.1"} == {
        each.version for each in result.measured["harbour-desk"].measured if each.counted
    }
