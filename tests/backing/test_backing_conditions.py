"""When a leaf counts: one looser answer each, named with its place, beside a leaf that counts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.backing.build import (
    ANSWERS,
    LONG,
    V1,
    agreement,
    book,
    calendar,
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
from slaspec.backing.proof import proofs

DESK = ["desk-ola#restore"]
TELCO = ["telco-uc#up"]


def test_a_leaf_as_strict_as_the_objective_counts():
    """With every answer alike and enough time and share the objective is backed."""
    found = proof(time_sla(DESK), time_leaf())

    assert ("backed", [], 4 * 3600) == (found.verdict, codes(found), found.slack_seconds)


# What the leaf says, what the objective says, and the code of the reason.
TIMES = {
    "begins later": ({"effective": {"from": "2026-01-02"}}, {}, "not-in-force"),
    "ends earlier": (
        {"effective": {"from": "2025-01-01", "through": "2026-12-30"}},
        {},
        "not-in-force",
    ),
    "judged later": (
        {"effective": {"from": "2025-01-01", "judged_from": "2026-02-01"}},
        {},
        "judged-from",
    ),
    "shorter notice": (
        {"effective": {**LONG, "notice": "30 days"}},
        {"effective": {"from": "2026-01-01", "through": "2026-12-31", "notice": "1 month"}},
        "notice",
    ),
    "other service": ({"target": {"service": "desk"}}, {}, "other-service"),
    "effort only": ({"answers": {"obligation": "effort"}}, {}, "obligation"),
    "no obligation said": ({"answers": {"obligation": None}}, {}, "obligation"),
    "report only": ({"answers": {"obligation": "report_only"}}, {}, "obligation"),
    "other customers": (
        {"parties": {"provider": "d", "customer": "us", "beneficiaries": ["shops"]}},
        {},
        "other-beneficiaries",
    ),
    "volume not judged": (
        {
            "services": [
                {
                    "service": "network",
                    "volume": {"at_most": 10, "per": "month", "above": "not_judged"},
                }
            ]
        },
        {},
        "volume-above",
    ),
    "no data is not measured": ({"answers": {"no_data": "not_measured"}}, {}, "no-data"),
    "late reports": ({}, {"answers": {"late_report": "missed"}}, "late-report"),
    "smoothed": ({"answers": {"smooth_with": "previous_window"}}, {}, "smoothed"),
    "small samples": ({"answers": {"minimum_sample": 5}}, {}, "minimum-sample"),
    "other records": ({"metric": times(records="request")}, {}, "other-records"),
    "a filter": ({"metric": times(where={"site": ["oslo"]})}, {}, "other-records"),
    "without stop": ({"answers": {"without_stop": "leave_out"}}, {}, "without-stop"),
    "counted by its stop": ({"answers": {"assign_to": "stop"}}, {}, "assign-to-stop"),
    "leaves out": ({}, {"answers": {"leave_out": []}}, "leave-out"),
    "its own pause": ({"metric": times(pause=["waiting_supplier"])}, {}, "paused"),
    "pauses unsaid": ({"metric": times(pause=None)}, {}, "pauses-unsaid"),
    "longest visit": (
        {"metric": times(group="network", visits="max")},
        {},
        "group-visits",
    ),
    "reopened is ignored": (
        {},
        {"answers": {"reopened": {"clock": "continues", "gap": "counts"}}},
        "reopened",
    ),
    "reopened for shorter": (
        {"answers": {"reopened": {"clock": "continues", "gap": "counts", "within": "5 days"}}},
        {"answers": {"reopened": {"clock": "continues", "gap": "counts", "within": "9 days"}}},
        "reopened",
    ),
    "paused while resolved": (
        {"answers": {"reopened": {"clock": "continues", "gap": "paused"}}},
        {"answers": {"reopened": {"clock": "continues", "gap": "counts"}}},
        "reopened-gap",
    ),
    "starts later": ({"metric": times(start="assigned")}, {}, "starts-late"),
    "a delay": ({"metric": times(start="due")}, {}, "no-hand-over"),
    "stops early": (
        {"metric": times(stop=["resolved"])},
        {"metric": times(stop=["closed"])},
        "stops-early",
    ),
    "stops at another event": ({"metric": times(stop=["accepted"])}, {}, "stops-early"),
    "no calendar": ({"hours": "night"}, {}, "hours-unsaid"),
}


@pytest.mark.parametrize("case", TIMES)
def test_a_looser_answer_is_named_with_its_place(case):
    """The reason has its code, names leaf and answer, and stands in a file."""
    leaf, sla, code = TIMES[case]
    found = proof(time_sla(DESK, **sla), time_leaf(**leaf))

    assert ("not_backed", [code]) == (found.verdict, codes(found))
    assert found.reason is not None
    assert found.reason.at.span.file in ("desk-ola.yaml", "sla.yaml")
    assert found.reason.help
    assert len(found.reason.sentence) < 400


def test_the_place_is_that_of_the_answer():
    """`without_stop` is shown where the OLA says it."""
    documents = time_sla(DESK), time_leaf(answers={"without_stop": "leave_out"})
    found = proof(*documents)

    assert found.reason.at.path == ("interpretation", "without_stop")
    assert "desk-ola.yaml" == found.reason.at.span.file


def test_an_earlier_stop_event_of_both_is_fine():
    """A leaf that stops when the objective does counts; a longer notice does too."""
    long = {"from": "2025-01-01", "notice": "3 months"}
    short = {"from": "2026-01-01", "through": "2026-12-31", "notice": "90 days"}
    found = proof(
        time_sla(DESK, metric=times(stop=["resolved", "closed"]), effective=short),
        time_leaf(metric=times(stop=["resolved"]), effective=long),
    )

    assert ["notice"] == codes(found)  # three months can be 89 days
    found = proof(
        time_sla(DESK, effective={**short, "notice": "89 days"}), time_leaf(effective=long)
    )
    assert "backed" == found.verdict


def test_a_pause_of_both_needs_the_hours_of_the_objective():
    """A 24x7 SLA over an office-hours OLA that both pause by day goes on at night without bound."""
    paused = times(pause=["waiting_customer"])
    leaf = time_leaf(within="2h", hours="office", metric=paused)

    at_night = proof(time_sla(DESK, "500h", metric=paused), leaf, calendar())
    by_day = proof(time_sla(DESK, "2h", hours="office", metric=paused), leaf, calendar())
    assumed = proof(
        time_sla(DESK, "500h", metric=paused, assume=["never_paused"]), leaf, calendar()
    )

    assert ["paused-off-hours"] == codes(at_night)
    assert ("backed", 7200) == (by_day.verdict, by_day.worst_seconds)
    assert ("backed", ("never_paused",)) == (assumed.verdict, assumed.assumptions)


def test_with_pauses_the_next_hand_over_can_be_at_the_worst_time():
    """A paused stage uses its limit, and the next one is taken over just before the weekend."""
    paused = times(stop=["assigned"], pause=["waiting_customer"])
    found = proof(
        time_sla(
            ["desk-ola#restore", "net-ola#restore"], "60h", metric=times(pause=["waiting_customer"])
        ),
        time_leaf("desk", "10h", metric=paused),
        time_leaf("net", "1h", hours="office", metric=times(start="assigned")),
        calendar(open={"mon-fri": ["08:00-17:00"]}),
    )

    # Without the pause the 10h would run into the weekend too: 64h + 1h stay the worst.
    assert ["too-slow"] == codes(found)
    assert 10 * 3600 + 65 * 3600 <= found.worst_seconds
    held = [step.leaf for step in found.timeline]
    assert "net-ola#restore" == held[-1]


def test_while_the_clock_stands_still_a_supplier_needs_no_budget():
    """The supplier's time does not count, and everybody is told that nothing is promised for it."""
    paused = times(pause=["waiting_supplier"])
    supplier = {"target": "telco-ola#restore", "while": "waiting_supplier"}
    found = proof(
        time_sla([supplier, "desk-ola#restore"], "4h", metric=paused),
        time_leaf("telco", "400h", metric=times(stop=["assigned"])),
        time_leaf("desk", "4h", metric=times(start="assigned")),
    )

    assert ("backed", 4 * 3600) == (found.verdict, found.worst_seconds)
    assert ["no-promise-while"] == [remark.code for remark in found.remarks]


def test_the_last_possible_hand_over_is_in_force():
    """A second stage that ends with the term is not there for the last records."""
    term = {"from": "2026-01-01", "through": "2026-12-31"}
    stages = [
        time_leaf("a", "1h", metric=times(stop=["assigned"])),
        time_leaf("b", "1h", metric=times(start="assigned"), effective=term),
    ]
    found = proof(time_sla(["a-ola#restore", "b-ola#restore"]), *stages)

    assert ["not-in-force"] == codes(found)
    assert "2027-01-01 00:59:59" in found.reason.sentence


PRIORITIES = {
    "apiVersion": V1,
    "kind": "PriorityMatrix",
    "id": "matrix",
    "title": "Matrix",
    "decided_by": "rule",
    "downgrade_needs": "customer_consent",
    "impact": [{"id": "high", "text": "all"}],
    "urgency": [{"id": "high", "text": "now"}],
    "priorities": [{"id": "P1"}, {"id": "P2"}, {"id": "P3"}],
    "table": {"high": {"high": "P1"}},
}


def by_priority(kind, id, limits, backed_by=None, matrix="matrix", **more):
    """An agreement with one limit for each priority, all records within it."""
    assume = more.pop("assume", None)
    stated = {"backed_by": backed_by} if backed_by else {}
    stated |= {"assume": assume} if assume else {}
    objectives = {
        name: {"share": "100%", "within": within, "hours": "24x7", **stated}
        for name, within in limits.items()
    }
    effective = {"effective": LONG} if kind != "SLA" else {}
    return agreement(
        kind,
        id,
        [target("restore", "time", objectives=objectives)],
        [times()],
        priorities=matrix,
        **effective,
        **more,
    )


OURS = {"P1": "5h", "P2": "10h"}
THEIRS = {"P1": "4h", "P2": "8h", "P3": "40h"}


def test_a_record_raised_from_a_lower_priority_has_used_its_limit():
    """With `final` and `from_start` a P3 raised to P1 has used forty of its five hours."""
    leaf = by_priority("OLA", "desk", THEIRS)
    final = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"]), leaf, PRIORITIES, objective="P1"
    )
    never = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"], assume=["never_raised"]),
        leaf,
        PRIORITIES,
        objective="P1",
    )
    judged_anew = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"], answers={"reclassified": "from_change"}),
        leaf,
        PRIORITIES,
        objective="P1",
    )

    assert (40 * 3600, "desk#restore/P3") == (final.worst_seconds, final.binding)
    assert ("backed", ("never_raised",)) == (never.verdict, never.assumptions)
    assert "backed" == judged_anew.verdict


def test_a_lower_priority_without_a_limit_bounds_nothing():
    """A record that comes from P3 has no limit where the leaf promises none for P3."""
    leaf = by_priority("OLA", "desk", {"P1": "4h", "P2": "8h"})
    found = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"]), leaf, PRIORITIES, objective="P1"
    )

    assert ["raised-priority"] == codes(found)


def test_a_clock_that_begins_anew_for_the_leaf_only():
    """The time before a record is raised is promised by nobody."""
    leaf = by_priority("OLA", "desk", THEIRS, answers={"reclassified": "from_change"})
    found = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"]), leaf, PRIORITIES, objective="P1"
    )

    assert ["reclassified"] == codes(found)


def test_another_priority_in_force():
    """Judged by the first priority here and by the last one there."""
    leaf = by_priority("OLA", "desk", THEIRS, answers={"priority": "at_open"})
    found = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"]), leaf, PRIORITIES, objective="P1"
    )

    assert ["priority-in-force"] == codes(found)


def test_a_provider_who_can_lower_the_priority_alone():
    """Judged by the last priority, a supplier escapes by lowering it."""
    free = {**PRIORITIES, "id": "free", "downgrade_needs": "nobody"}
    leaf = by_priority("OLA", "desk", THEIRS, matrix="free")
    found = proof(
        by_priority("SLA", "sla", OURS, ["desk#restore"]), leaf, PRIORITIES, free, objective="P1"
    )

    assert ["downgrade"] == codes(found)


def test_priorities_are_the_same_or_mapped():
    """Another priority of one scale needs a map; one of another scale is a map by being named."""
    sevs = {**PRIORITIES, "id": "sevs", "priorities": [{"id": "sev1"}, {"id": "sev2"}]}
    supplier = by_priority("UC", "telco", {"sev1": "4h", "sev2": "4h"}, matrix="sevs")
    desk = by_priority("OLA", "desk", THEIRS)
    mapped = {"target": "telco#restore", "priority_map": {"P1": "sev1", "P2": "sev2", "P3": "sev2"}}

    def of(backed_by):
        sla = by_priority("SLA", "sla", {"P1": "5h"}, [backed_by])
        return proof(sla, desk, supplier, PRIORITIES, sevs, objective="P1")

    assert "backed" == of("telco#restore/sev1").verdict
    assert "backed" == of(mapped).verdict
    assert ["other-priority"] == codes(of("desk#restore/P2"))
    assert ["unknown-leaf"] == codes(of("telco#restore"))


UP = {
    "unmonitored": ({"metric": up(unmonitored="excluded")}, {}, "unmonitored"),
    "short outages": ({"metric": up(minimum_outage="5min")}, {}, "minimum-outage"),
    "wholly down slots": (
        {"metric": up(quantum={"of": "5min", "aligned": "clock", "down_if": "wholly"})},
        {},
        "quantum",
    ),
    "slots of ours": (
        {},
        {"metric": up(quantum={"of": "5min", "aligned": "clock", "down_if": "any"})},
        "quantum",
    ),
    "a class of ours": (
        {},
        {"metric": up(down={"down": "100%", "partial": "30%"})},
        "down-weight",
    ),
    "by users": ({"metric": up(weigh_by="affected_users")}, {}, "weigh-by"),
    "other component": (
        {"metric": up(of="wan"), "service": "wan"},
        {},
        "other-service",
    ),
    "no hours": ({"metric": up(hours="night")}, {}, "hours-unsaid"),
}


@pytest.mark.parametrize("case", UP)
def test_a_looser_answer_about_up_time_is_named(case):
    """Answers that let down time through are named, one by one."""
    leaf, sla, code = UP[case]
    leaf = dict(leaf)
    service = leaf.pop("service", "network")
    document = up_leaf(**leaf)
    document["targets"][0]["service"] = service

    found = proof(up_sla(TELCO, **sla), document)

    assert ("not_backed", [code]) == (found.verdict, codes(found))


@pytest.mark.parametrize(
    ("key", "theirs", "ours", "code"),
    [
        ("hours", None, "nights", "exclusion-hours"),
        ("notice", "2 days", "5 days", "exclusion-notice"),
        ("at_most", None, "4h", "exclusion-unlimited"),
        ("cause", "force_majeure", "maintenance", "exclusion"),
    ],
)
def test_a_wider_exclusion_is_named(key, theirs, ours, code):
    """What a leaf excuses lies within what the objective excuses."""

    def excluding(value):
        said = {"id": "x", "cause": "maintenance", "at_most": "4h", "per": "month"}
        said |= {"on_availability": "numerator", key: value}
        said["per"] = "month" if said["at_most"] else None
        return [{name: v for name, v in said.items() if v is not None}]

    found = proof(
        up_sla(TELCO, metric=up(exclusions=["x"]), exclusions=excluding(ours)),
        up_leaf(metric=up(exclusions=["x"]), exclusions=excluding(theirs)),
        calendar("nights", {"mon-sun": ["00:00-05:00"]}),
    )

    assert [code] == codes(found)


def test_a_component_that_nobody_promises():
    """A network of lines and routers is not backed by its lines alone."""
    catalogue = {
        "apiVersion": V1,
        "kind": "ServiceCatalogue",
        "id": "catalogue",
        "title": "Catalogue",
        "components": [{"id": "wan", "title": "Lines"}, {"id": "lan", "title": "Routers"}],
        "services": [{"id": "network", "title": "Network", "components": ["wan", "lan"]}],
    }
    lines, routers = up_leaf("wan", metric=up(of="wan")), up_leaf("lan", metric=up(of="lan"))

    alone = proof(up_sla(["wan-uc#up"]), lines, catalogue)
    both = proof(up_sla(["wan-uc#up", "lan-uc#up"]), lines, routers, catalogue)
    own = proof(up_sla(["wan-uc#up", {"own": {"availability": "99.9%"}}]), lines, catalogue)

    assert ["component"] == codes(alone)
    assert ("backed", "backed") == (both.verdict, own.verdict)


def test_another_kind_of_metric_is_the_only_reason():
    """A time is not backed by up time; nothing else is said of such a leaf."""
    found = proof(time_sla(TELCO), up_leaf())

    assert ["other-kind"] == codes(found)


def test_what_the_objective_does_not_say_is_not_judged():
    """Without a zone, hours or a start nothing can be proved."""
    no_zone = time_sla(DESK)
    del no_zone["timezone"]
    no_hours = time_sla(DESK)
    del no_hours["targets"][0]["objective"]["hours"]
    no_start = time_sla(DESK, metric=times(start=None))

    for sla in (no_zone, no_hours, no_start):
        found = proof(sla, time_leaf())

        assert ("not_judged", ["unsaid"]) == (found.verdict, codes(found))


def test_an_objective_that_says_nothing_has_no_proof():
    """A check decides about objectives without `backed_by`; an empty list is not backed."""
    silent = time_leaf()
    made = book(time_sla([]), silent)

    assert () == proofs(made, made.agreement("desk-ola"))
    [found] = proofs(made, made.agreement("sla"))
    assert ("not_backed", ["empty-list"]) == (found.verdict, codes(found))


def test_answers_are_complete():
    """The tests answer every question that a proof asks."""
    assert {"window", "assign_to", "limit_reached", "obligation"} <= set(ANSWERS)


def test_more_of_up_time_that_does_not_fit():
    """Other forms, windows without dates, and own handling without a level."""
    rolling = {"window": {"rolling": "5 working days", "every": "month"}}
    no_level = up_leaf()
    no_level["targets"][0]["objective"] = {"at_least": "99%"}
    own = {"own": {"time": "1h"}}

    assert ["no-level"] == codes(proof(up_sla(TELCO), no_level))
    assert ["window-unsaid"] == codes(proof(up_sla(TELCO), up_leaf(answers=rolling)))
    assert ["own-without-level"] == codes(proof(up_sla([*TELCO, own]), up_leaf()))
    assert "not_judged" == proof(up_sla(TELCO, answers={"window": None}), up_leaf()).verdict


def test_slots_of_both_count_alike():
    """Slots that are down for any second add up over leaves; others only for one leaf alone."""
    any_second = up(quantum={"of": "5min", "aligned": "clock", "down_if": "any"})
    wholly = up(quantum={"of": "5min", "aligned": "clock", "down_if": "wholly"})
    both = ["a-uc#up", "b-uc#up"]

    def of(metric, tree, **more):
        return proof(up_sla(tree, "90%", metric), *(up_leaf(id, metric=metric) for id in "ab"))

    assert "backed" == of(any_second, both).verdict
    assert "backed" == of(wholly, ["a-uc#up"]).verdict
    assert ["quantum", "quantum"] == codes(of(wholly, both))
    short = up(minimum_outage="5min")
    assert "backed" == of(short, ["a-uc#up"]).verdict
    assert ["minimum-outage"] * 2 == codes(of(short, both))


def test_a_denominator_that_shrinks_without_limit():
    """Time that only we leave out, without limit, lets any share be missed."""
    excluding = up(exclusions=["x"])
    said = [{"id": "x", "cause": "force_majeure", "on_availability": "denominator"}]

    alone = proof(up_sla(TELCO, metric=excluding, exclusions=said), up_leaf())
    alike = proof(
        up_sla(TELCO, metric=excluding, exclusions=said),
        up_leaf(metric=excluding, exclusions=said),
    )

    assert ["exclusion-shrinks"] == codes(alone)
    assert "backed" == alike.verdict


def test_a_fixed_denominator():
    """99.9 % of fixed 720h are 43min 12s in every month; ours of 744h is the share of that."""
    fixed = up(counted={"fixed": "720h"})

    found = proof(up_sla(TELCO, "99%"), up_leaf(metric=fixed))

    assert 1 - found.guaranteed == 720 / (1000 * Fraction(28 * 24))


def test_routes_of_up_time():
    """Of alternative routes the worst counts."""
    tree = [{"one_of": ["a-uc#up", "b-uc#up"]}]
    found = proof(up_sla(tree), up_leaf("a", "99.9%"), up_leaf("b", "99.5%"))

    assert Fraction(995, 1000) == found.guaranteed


def test_a_calendar_that_ends_before_the_last_window():
    """Windows that the objective's calendar does not know are not judged."""
    valid = {"from": "2025-01-01", "through": "2026-11-30"}
    ending = calendar("office", valid=valid)
    found = proof(up_sla(TELCO, "50%", up(hours="office")), up_leaf(), ending)

    assert ("not_judged", ["calendar-ends"]) == (found.verdict, codes(found))


def test_an_open_end_of_up_time():
    """Without an end the windows are proved as far as calendars are pinned, or three years."""
    term = {"from": "2026-01-01"}
    found = proof(up_sla(TELCO, effective=term), up_leaf(effective={"from": "2025-01-01"}))

    assert ("backed", ["open-end"]) == (found.verdict, [r.code for r in found.remarks])
    assert "2029-12-31" in found.remarks[0].sentence


def test_beneficiaries_that_are_a_part_of_others():
    """Dealers are a part of the customer; a leaf for the customer holds for them, with a floor."""
    parties = {
        "apiVersion": V1,
        "kind": "Parties",
        "id": "parties",
        "title": "Parties",
        "organisations": [
            {"id": "acme", "name": "Acme"},
            {"id": "dealers", "name": "Dealers", "part_of": "acme"},
        ],
    }
    leaf = time_leaf(
        share="99%", parties={"provider": "d", "customer": "us", "beneficiaries": ["acme"]}
    )
    part = {"target": "desk-ola#restore", "share_of_population": "10%"}

    assert "backed" == proof(time_sla([part]), leaf, parties).verdict
    assert ["population"] == codes(proof(time_sla(DESK), leaf, parties))


AUTOMATIC = {"from": "2026-01-01", "through": "2026-12-31", "renewal": "automatic"}


def test_a_term_that_renews_itself_has_no_end():
    """An OLA that ends does not stand behind an SLA that goes on; one that goes on, too, does."""
    notice = {"notice": "3 months"}
    sla = time_sla(["desk-ola#restore"], effective={**AUTOMATIC, **notice})
    ending = time_leaf(effective={"from": "2025-01-01", "through": "2028-12-31", **notice})
    renewing = time_leaf(effective={**AUTOMATIC, "from": "2025-01-01", **notice})

    assert "not-in-force" in codes(proof(sla, ending))
    assert "not-in-force" not in codes(proof(sla, renewing))
    assert ["open-end"] == [remark.code for remark in proof(sla, renewing).remarks]
