"""Every event of the language starts and stops a clock, where the source says when it happened."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from slaspec.records.reading.mapping import EVENTS
from tests.measure.build import agreement, fates, ticket

POINTS = [event for event in EVENTS if event not in ("reported", "resolved", "closed", "due")]
NEW = [("2026-04-01 08:00", "new")]


@pytest.mark.parametrize("layout", ["events", "snapshot"])
@pytest.mark.parametrize("event", [*POINTS, "resolved", "closed"])
def test_an_event_stops_the_clock_at_the_time_of_its_column(event, layout):
    """Two hours after the report: met with 2h, missed with a second less."""
    held = [ticket(events=NEW, **{event: "2026-04-01 10:00"}, state="active")]
    if layout == "events" and event in ("resolved", "closed"):
        held = [ticket(events=[*NEW, ("2026-04-01 10:00", event)])]
    for within, fate in (("2h", "met"), ("7199s", "missed")):
        objective = {"share": "90%", "within": within, "hours": "24x7"}
        contract = agreement(metric={"stop": [event]}, target={"objective": objective})

        assert [f"{fate} 2026-04"] == fates(contract, held, layout=layout)


@pytest.mark.parametrize("event", POINTS)
def test_an_event_starts_the_clock_at_the_time_of_its_column(event):
    """From the event to the resolution is an hour, from the report it would be three."""
    contract = agreement(
        metric={"start": event, "stop": ["resolved"]},
        target={"objective": {"share": "90%", "within": "1h", "hours": "24x7"}},
    )
    resolved = [*NEW, ("2026-04-01 11:00", "resolved")]

    assert ["met 2026-04"] == fates(
        contract, [ticket(events=resolved, **{event: "2026-04-01 10:00"})]
    )
    absent = ticket(events=resolved, **{event: None})
    assert [f"never {event}"] == fates(contract, [absent])


@pytest.mark.parametrize("event", POINTS)
@pytest.mark.parametrize("key", ["start", "stop"])
def test_an_event_without_a_column_is_asked_for(event, key):
    """The rows of a log show states only: nobody guesses a first response from them."""
    contract = agreement(metric={key: event if key == "start" else [event]})
    with pytest.raises(LocatedError, match=f"does not say when a record was '{event}'") as caught:
        fates(contract, [ticket(events=NEW)])

    assert caught.value.at.startswith("acme.yaml:")
