"""A leaf that counts other records than ours, or measures them in another data source."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.backing.build import (
    LONG,
    V1,
    agreement,
    codes,
    proof,
    target,
    time_leaf,
    time_sla,
    times,
    up,
    up_leaf,
    up_sla,
)

DESK = ["desk-ola#restore"]
ACCESS = {"equipment": ["Access"]}
OURS, SUPPLIERS = "itsm-export", "telco-tickets"


def slice_leaf(**more):
    """`desk-ola#restore`, 95 % within 4h."""
    return time_leaf(share="95%", **more)


def test_a_slice_by_a_filter_can_have_all_the_misses():
    """
    95 % of all records are not 95 % of those of one kind of equipment.

    Of 100 records 5 may be late. All 5 can be of the 20 of ours: 75 % are kept, 90 % promised.
    """
    found = proof(time_sla(DESK, metric=times(where=ACCESS)), slice_leaf())

    assert ("not_backed", ["population"]) == (found.verdict, codes(found))


def test_with_a_stated_share_the_slice_is_backed():
    """Where at least half of all records are ours, 95 % of all are 90 % of ours."""
    half = [{"target": DESK[0], "share_of_population": "50%"}]

    found = proof(time_sla(half, metric=times(where=ACCESS)), slice_leaf())

    assert ("backed", Fraction(9, 10)) == (found.verdict, found.guaranteed)


def test_the_same_filter_is_the_same_population():
    """The order of the values in a filter does not matter."""
    ours = times(where={"equipment": ["Access", "Core"]})
    theirs = times(where={"equipment": ["Core", "Access"]})

    found = proof(time_sla(DESK, metric=ours), slice_leaf(metric=theirs))

    assert ("backed", Fraction(95, 100)) == (found.verdict, found.guaranteed)


def test_a_filter_of_the_leaf_that_holds_all_of_ours_counts():
    """An OLA for access and core switches stands behind an SLA for access switches, each kept."""
    theirs = times(where={"equipment": ["Core", "Access"]})

    found = proof(time_sla(DESK, metric=times(where=ACCESS)), time_leaf(metric=theirs))

    assert "backed" == found.verdict


def test_a_filter_of_the_leaf_that_lacks_some_of_ours_does_not_count():
    """An OLA for access switches promises nothing for the core."""
    ours = times(where={"equipment": ["Core", "Access"]})

    found = proof(time_sla(DESK, metric=ours), time_leaf(metric=times(where=ACCESS)))

    assert ["other-records"] == codes(found)


STORM = {"id": "storm", "cause": "force_majeure", "on_tickets": "leave_out"}
SLICES = {
    "one group's visits": (times(group="net", visits="sum"), times(), {}),
    "one kind of records": (times(), times(records=None), {}),
    "another data source": (times(source=OURS), times(source="desk-export"), {}),
}


@pytest.mark.parametrize("ours, theirs, more", SLICES.values(), ids=SLICES)
def test_what_makes_ours_a_part_of_the_leafs_records(ours, theirs, more):
    """A leaf that counts more than ours may spend its misses on ours alone."""
    found = proof(time_sla(DESK, metric=ours, **more), slice_leaf(metric=theirs))

    assert ["population"] == codes(found)


def test_records_left_out_in_wider_hours_leave_a_slice():
    """We leave out storms at any hour, the leaf those of office hours: it counts more than we."""
    metric = times(exclusions=["storm"])
    calendar = {
        "apiVersion": V1,
        "kind": "Calendar",
        "id": "office",
        "title": "office",
        "timezone": "Europe/Oslo",
        "open": {"mon-fri": ["08:00-17:00"]},
    }

    found = proof(
        time_sla(DESK, metric=metric, exclusions=[STORM]),
        slice_leaf(metric=metric, exclusions=[{**STORM, "hours": "office"}]),
        calendar,
    )

    assert ["population"] == codes(found)


SEVERITY = {
    "apiVersion": V1,
    "kind": "PriorityMatrix",
    "id": "severity",
    "title": "Severities",
    "decided_by": "customer",
    "impact": [{"id": "high", "text": "all"}],
    "urgency": [{"id": "high", "text": "now"}],
    "priorities": [{"id": "sev1"}, {"id": "sev2"}],
    "table": {"high": {"high": "sev1"}},
}


def by_priority(kind, id, metric, objectives, **more):
    """An agreement with objectives by priority."""
    made = target("restore", "time", objectives=objectives)
    return agreement(kind, id, [made], [metric], **more)


@pytest.mark.parametrize("others, verdict", [("sev2", "backed"), ("sev1", "not_backed")])
def test_two_of_our_priorities_on_one_of_theirs_are_slices(others, verdict):
    """Where P1 and P2 both are severity 1, all its misses can be those of P1."""
    table = {"P1": "sev1", "P2": others}
    objectives = {
        ours: {
            "share": "90%",
            "within": "8h",
            "hours": "24x7",
            "backed_by": [{"target": f"telco-uc#restore/{theirs}", "priority_map": table}],
            "assume": ["never_raised"],
        }
        for ours, theirs in table.items()
    }
    severities = {
        each: {"share": "95%", "within": "4h", "hours": "24x7"} for each in ("sev1", "sev2")
    }
    sla = by_priority("SLA", "sla", times(), objectives)
    uc = by_priority("UC", "telco-uc", times(), severities, effective=LONG, priorities="severity")

    found = proof(sla, uc, SEVERITY, objective="P1")

    assert verdict == found.verdict
    assert ([] if verdict == "backed" else ["population"]) == codes(found)


def test_a_priority_named_twice_is_two_slices():
    """P1 and P2 each name severity 1 with a table of their own: it holds for both together."""
    objectives = {
        ours: {
            "share": "90%",
            "within": "8h",
            "hours": "24x7",
            "backed_by": [{"target": "telco-uc#restore/sev1", "priority_map": {ours: "sev1"}}],
            "assume": ["never_raised"],
        }
        for ours in ("P1", "P2")
    }
    severity = {"sev1": {"share": "95%", "within": "4h", "hours": "24x7"}}
    sla = by_priority("SLA", "sla", times(), objectives)
    uc = by_priority("UC", "telco-uc", times(), severity, effective=LONG, priorities="severity")

    found = proof(sla, uc, SEVERITY, objective="P1")

    assert ["population"] == codes(found)


def test_the_volume_of_a_service_says_nothing_of_a_filter():
    """300 incidents a month of the service can be none of access switches in one of the months."""
    volume = {"expect": 400, "at_least": 300, "at_most": 600, "per": "month", "above": "counts"}
    tree = [{"target": DESK[0], "share_of_population": "90%"}]
    sla = time_sla(
        tree,
        share="50%",
        metric=times(where=ACCESS),
        services=[{"service": "network", "volume": volume}],
    )

    found = proof(sla, slice_leaf(answers={"window": "quarter"}, metric=times(where=ACCESS)))

    assert ["no-volume-floor"] == codes(found)


def supplier(share="100%", source=SUPPLIERS, within="4h", **metric):
    """`telco-ola#restore`, measured in the supplier's own ticket tool."""
    return time_leaf("telco", within, share, metric=times(source=source, **metric), kind="UC")


def desk(within="1h", share="100%"):
    """`desk-ola#restore`: the desk assigns a record of ours."""
    return time_leaf("desk", within, share, metric=times(source=OURS, stop=["assigned"]))


def chain(*leaves):
    """A sequence of leaves; of the supplier's records all are ours."""
    named = {"desk": "desk-ola#restore", "own": {"own": {"time": "30min"}}}
    all_ours = {"target": "telco-ola#restore", "share_of_population": "100%"}
    return [named.get(each, all_ours) for each in leaves]


def sla(*leaves, **more):
    """The SLA over a sequence, measured on our export."""
    return time_sla(chain(*leaves), metric=times(source=OURS, **more.pop("metric", {})), **more)


@pytest.mark.parametrize("source, hours", [(OURS, 4), (SUPPLIERS, 5)])
def test_reported_to_the_supplier_is_the_hand_over(source, hours):
    """On our record his clock began with ours (4h); on his own it begins at the hand-over (5h)."""
    found = proof(sla("desk", "telco"), desk(), supplier(source=source))

    assert hours * 3600 == found.worst_seconds


def test_a_suppliers_clock_can_start_in_the_next_month():
    """
    Handed over half an hour after midnight, the record is one of the next month to the supplier.

    5 % of two months of his can all be of one of ours, and nobody says how many ours are.
    """
    found = proof(sla("desk", "own", "telco", share="95%"), desk(), supplier("95%"))

    assert ("not_backed", ["no-volume-floor"]) == (found.verdict, codes(found))


def test_on_our_record_the_suppliers_clock_starts_in_our_month():
    """The same promise measured on our record counts it in the month in which we do."""
    found = proof(sla("desk", "own", "telco", share="95%"), desk(), supplier("95%", OURS))

    assert ("backed", Fraction(95, 100)) == (found.verdict, found.guaranteed)


def test_a_supplier_first_in_line_starts_with_us():
    """What is handed over when our clock starts is reported to the supplier then."""
    found = proof(sla("telco", share="95%"), supplier("95%"))

    assert ("backed", Fraction(95, 100)) == (found.verdict, found.guaranteed)


def test_a_supplier_who_starts_when_he_accepts_starts_late():
    """Between the hand-over and his acceptance nobody promises anything."""
    found = proof(sla("telco"), supplier(start="accepted"))

    assert ["starts-late"] == codes(found)


def test_the_suppliers_resolution_is_not_ours():
    """A clock that starts when our record is resolved does not start when the supplier is done."""
    closing = time_leaf("desk", "1h", metric=times(source=OURS, start="resolved", stop=["closed"]))

    found = proof(sla("telco", "desk"), supplier(stop=["resolved"]), closing)

    assert ["starts-late"] == codes(found)


def test_after_the_supplier_a_clock_of_our_record_may_run_already():
    """What was assigned before the supplier came in is assigned when he is done."""
    platform = time_leaf(
        "platform", "2h", metric=times(source=OURS, start="assigned", stop=["resolved"])
    )
    tree = [*chain("desk", "telco"), "platform-ola#restore"]

    found = proof(
        time_sla(tree, metric=times(source=OURS)), desk(), supplier(stop=["resolved"]), platform
    )

    assert ("backed", 7 * 3600) == (found.verdict, found.worst_seconds)


def test_a_clock_that_starts_before_ours_counts_in_any_month_before():
    """A record reported in March and assigned in April is one of April to us, of March to them."""
    ours = times(source=OURS, start="assigned")
    theirs = time_leaf("desk", "1h", "99%", metric=times(source=OURS))
    volume = {"expect": 400, "at_least": 300, "at_most": 600, "per": "month", "above": "counts"}
    services = [{"service": "network", "volume": volume}]

    found = proof(time_sla(DESK, share="50%", metric=ours, services=services), theirs)

    assert ["no-volume-floor"] == codes(found)


def export(id, **more):
    """A data source, as a document."""
    return {
        "apiVersion": V1,
        "kind": "DataSource",
        "id": id,
        "title": id,
        "format": "servicenow_csv",
        "records": "incident",
        "layout": "events",
        "timezone": "Europe/Oslo",
        "date_order": "iso",
        "columns": {"id": "number", "at": "updated", "state": "state"},
        **more,
    }


PAUSING = {"pause": ["waiting_customer"]}
ONE_SYSTEM = {"system": "the-tool"}


@pytest.mark.parametrize(
    ("ours", "theirs", "reasons"),
    [({}, {}, ["paused"]), (ONE_SYSTEM, {}, ["paused"]), (ONE_SYSTEM, ONE_SYSTEM, [])],
)
def test_a_supplier_who_waits_does_not_pause_our_record(ours, theirs, reasons):
    """
    His ticket waits for a customer while ours runs: there is no bound.

    Two exports of one system show one record, and its states.
    """
    found = proof(
        sla("telco", metric=PAUSING),
        supplier(**PAUSING),
        export(OURS, **ours),
        export(SUPPLIERS, **theirs),
    )

    assert reasons == codes(found)


def test_an_acceptance_by_the_supplier_is_not_ours():
    """Our record is accepted by us; that the supplier has accepted his says nothing of it."""
    accepted = {"stop": ["accepted"]}

    found = proof(sla("telco", metric=accepted), supplier(**accepted))

    assert ["stops-early"] == codes(found)
    assert (
        "backed" == proof(sla("telco", metric=accepted), supplier(source=OURS, **accepted)).verdict
    )


@pytest.mark.parametrize(("label", "reasons"), [("Awaiting User", []), ("On Hold", ["paused"])])
def test_two_exports_that_read_labels_differently_are_two_records(label, reasons):
    """`On Hold` that pauses the supplier and not us is no state that both clocks stand still in."""
    ours = {"states": {"active": ["In Progress"], "waiting_customer": ["Awaiting User"]}}
    theirs = {"states": {"active": ["In Progress"], "waiting_customer": [label]}}

    found = proof(
        sla("telco", metric=PAUSING),
        supplier(**PAUSING),
        export(OURS, **ONE_SYSTEM, **ours),
        export(SUPPLIERS, **ONE_SYSTEM, **theirs),
    )

    assert reasons == codes(found)


@pytest.mark.parametrize(
    ("documents", "reasons"),
    [
        ([], ["other-log"]),
        ([export(each, records="outage", **ONE_SYSTEM) for each in (OURS, SUPPLIERS)], []),
    ],
)
def test_up_time_on_the_suppliers_own_log_is_not_ours(documents, reasons):
    """An outage that our log sees and his does not is down time of ours alone."""
    found = proof(
        up_sla(["telco-uc#up"], metric=up(source=OURS)),
        up_leaf("telco", metric=up(source=SUPPLIERS)),
        *documents,
    )

    assert reasons == codes(found)
