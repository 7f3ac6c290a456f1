"""Zendesk: metric events, of pages of the incremental export or of tickets."""

import json
import random

import pytest

from slaspec.errors import LocatedError
from slaspec.records.sources import read_records
from tests.records import desk
from tests.records.desk import HOUR, time, zendesk_event, zendesk_events, zendesk_ticket

PLAIN = {"id": "ticket_id", "at": "at", "order": "order", "state": "resolution_time"}
VERDICT = {"verdict": "resolution_time.sla", "met": ["fulfill"], "missed": ["breach"]}
SLA = {"target": 240, "business_hours": False, "policy": {"id": 25, "title": "Gold"}}


@pytest.fixture
def read(written):
    """Tickets and report of some objects."""

    def read_it(*objects, **overrides):
        source = desk.structured(desk.source("zendesk", **{"columns": PLAIN, **overrides}))
        return read_records(source, written(json.dumps(objects), "z.json"), shown="z.json")

    return read_it


def page(*events):
    """A page of the incremental export."""
    return {
        "ticket_metric_events": list(events),
        "count": len(events),
        "end_time": 1775030400,
        "next_page": None,
    }


def one(type, number=50, at=time(12), **more):
    """An event of the ticket of the story."""
    return zendesk_event(number, at, type, **more)


def states(tickets):
    """The words of Zendesk for each event."""
    words = {2: "activate", 3: "pause", 6: "fulfill"}
    return [words[code] for code in tickets.history.state.tolist()]


def test_pages_tell_when_the_clock_ran(written):
    """08-10, 12-13 and 14-15: four hours, however the events of tickets are mixed."""
    mixed = [event for pair in zip(zendesk_events(1), zendesk_events(2)) for event in pair]
    pages = [page(*mixed[:5]), page(*mixed[5:])]
    source = desk.source("zendesk", columns={**PLAIN})
    file = written("\n".join(map(json.dumps, pages)), "z.json")

    tickets, report = read_records(desk.structured(source), file, shown="z.json")

    assert (("1", "2"), 12, {}, None) == (
        tickets.ids,
        report.rows_read,
        report.excluded,
        report.gaps,
    )
    assert ["activate", "pause", "activate", "fulfill", "activate", "fulfill"] * 2 == states(
        tickets
    )


def test_events_of_metrics_that_are_not_mapped_are_passed_over(read):
    """The clock of the first reply is another one."""
    other = [one("activate", 60, metric="reply_time"), one("fulfill", 61, metric="reply_time")]

    tickets, report = read(*zendesk_events(), *other)

    assert 6 == report.rows_read
    assert 6 == len(tickets.history.at)


def test_an_event_that_was_exported_twice_counts_once(read):
    """Pages of the incremental export overlap in their last second."""
    events = zendesk_events()

    tickets, _ = read(page(*events[:4]), page(*events[3:]))

    assert 6 == len(tickets.history.at)


def test_the_first_reply_is_a_time_of_the_ticket(read):
    """`reply_time.fulfilled`, of the first reply, also when a second one follows."""
    replies = [
        one("activate", 60, time(8), metric="reply_time"),
        one("fulfill", 61, time(8, 20), metric="reply_time"),
        one("activate", 62, time(9), metric="reply_time", instance_id=2),
        one("fulfill", 63, time(9, 30), metric="reply_time", instance_id=2),
    ]

    tickets, _ = read(*zendesk_events(), *replies, more={"first_response": "reply_time.fulfilled"})

    assert [desk.build.at("2026-04-01 08:20")] == tickets.stamps["first_response"].tolist()


def test_the_clock_of_a_first_reply_can_be_the_state(written):
    """For a promise about first replies: 08:00 to 08:20."""
    replies = [
        one("activate", 60, time(8), metric="reply_time"),
        one("fulfill", 61, time(8, 20), metric="reply_time"),
        *zendesk_ticket()["metric_events"],
    ]
    story = written(json.dumps(zendesk_ticket(metric_events=replies)), "z.json")

    assert desk.elapsed("zendesk", [story], 1200, more={"state": "reply_time"})


@pytest.mark.parametrize(
    ("events", "verdict"),
    [
        ([], -1),
        ([one("apply_sla", sla=SLA)], 1),
        ([one("apply_sla", sla=SLA), one("breach", 51)], 0),
        ([one("apply_sla", sla=SLA), one("breach", 51), one("breach", 51, deleted=True)], 1),
        ([one("apply_sla", sla=SLA), one("breach", 51, deleted=True)], 1),
        ([one("breach", 51)], 0),
    ],
)
def test_the_verdict_of_the_tool_s_own_sla(read, events, verdict):
    """Met once it is fulfilled under a policy, missed with a breach that was not taken back."""
    tickets, _ = read(*events, *zendesk_events(), tool=VERDICT)

    assert [verdict] == tickets.tool_met.tolist()


def test_a_ticket_that_is_still_open_has_no_verdict(read):
    """A policy applies, and nothing has ended."""
    tickets, _ = read(*zendesk_events()[:3], one("apply_sla", sla=SLA), tool=VERDICT)

    assert [-1] == tickets.tool_met.tolist()


def test_the_minutes_of_the_tool_can_be_compared(read):
    """`update_status` says how many the tool has counted."""
    counted = one("update_status", 70, time(15), status={"calendar": 240, "business": 180})
    elapsed = {"elapsed": "resolution_time.business", "unit": "min"}

    tickets, _ = read(*zendesk_events(), counted, tool=elapsed)

    assert [180 * 60] == tickets.tool_elapsed.tolist()


def test_the_policy_and_its_target_are_fields(read):
    """To filter by them."""
    tickets, _ = read(
        one("apply_sla", sla=SLA),
        *zendesk_events(),
        columns={**PLAIN, "policy": "resolution_time.policy", "aim": "resolution_time.target"},
    )

    assert (["Gold"], ["240"]) == (tickets.fields["policy"], tickets.fields["aim"])


def test_a_ticket_without_the_clock_is_left_out_and_counted(read):
    """Its events are of a policy only."""
    tickets, report = read(*zendesk_events(), one("apply_sla", 71, ticket=9, sla=SLA))

    assert (("155",), {"no state": 1}) == (tickets.ids, report.excluded)


def test_audits_say_what_was_before(read):
    """Priority and group of each moment; the log is whole."""
    tickets, report = read(zendesk_ticket(), columns=desk.ZENDESK["columns"])

    assert 0 == report.gaps
    assert ("P2", "P1") == tuple(
        tickets.priorities[code] for code in tickets.history.priority.tolist()[:2]
    )


def test_audits_with_a_hole_are_gaps(read):
    """From high to urgent, and then from low."""
    ticket = zendesk_ticket()
    ticket["audits"].append(desk.zendesk_audit(4, time(11), priority=("low", "urgent")))

    assert 1 == read(ticket, columns=desk.ZENDESK["columns"])[1].gaps


def test_audits_of_which_pages_are_missing_leave_the_ticket_out(read):
    """The first hundred of a longer log."""
    _, report = read(zendesk_ticket(count=143), columns=desk.ZENDESK["columns"])

    assert {"incomplete history": 1} == report.excluded
    assert "it has 143 audits, and 2 are here" in report.findings[0].message


def test_without_audits_a_field_is_only_finally_known(read):
    """Nothing is invented of what it was before."""
    ticket = zendesk_ticket()
    del ticket["audits"]

    tickets, report = read(ticket, columns=desk.ZENDESK["columns"])

    assert [-1] * 5 + [tickets.priorities.index("P1")] == tickets.history.priority.tolist()
    assert None is report.gaps


def test_a_sideload_sorts_its_events_by_metric(read):
    """As an object of lists, in the ticket itself."""
    reply = [one("activate", 60, time(8), metric="reply_time")]
    ticket = {
        "id": 155,
        "updated_at": time(15),
        "metric_events": {"reply_time": reply, "resolution_time": zendesk_events()},
    }

    tickets, _ = read({"tickets": [ticket], "next_page": None})

    assert 6 == len(tickets.history.at)


def test_the_order_of_tickets_in_an_export_changes_nothing(written):
    """The events of each keep their own."""
    logs = {ticket: zendesk_events(ticket) for ticket in range(1, 6)}
    turns = [ticket for ticket, log in logs.items() for _ in log]
    random.Random(7).shuffle(turns)
    queues = {ticket: iter(log) for ticket, log in logs.items()}
    mixed = written(json.dumps([next(queues[ticket]) for ticket in turns]), "z.json")
    source = desk.structured(desk.source("zendesk", columns=PLAIN))

    tickets, _ = read_records(source, mixed, shown="z")

    assert ["activate", "pause", "activate", "fulfill", "activate", "fulfill"] * 5 == states(
        tickets
    )
    assert HOUR == tickets.history.at[-1] - tickets.history.at[-2]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"id": None}, "'id' is '', no whole number"),
        ({"metric": ["x"]}, "'metric' holds several values"),
        ({"type": "apply_sla", "sla": 7}, "'sla' is not the object"),
    ],
)
def test_an_event_of_another_shape_is_refused(read, broken, sentence):
    """With the member that is wrong."""
    with pytest.raises(LocatedError) as caught:
        read(*zendesk_events(), one("pause") | broken)
    assert sentence in caught.value.message
