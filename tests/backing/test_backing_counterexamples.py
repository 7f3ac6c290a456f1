"""
The counterexamples to simpler rules, each with its number.

Most rules of backing were found by an example in which every OLA and UC is kept and the SLA is
broken, although a simpler rule calls it backed.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from slaspec.service_time.civil import midnight
from tests.backing.build import (
    calendar,
    codes,
    proof,
    time_leaf,
    time_sla,
    times,
    up,
    up_leaf,
    up_sla,
)

OSLO = "Europe/Oslo"
TELCO = ["telco-uc#up"]


def day(text):
    return midnight(date.fromisoformat(text), OSLO)


def test_a_quarter_behind_a_month_is_lost_in_february():
    """99.9 % a quarter lets 129.6 min fall into February: 99.68 %."""
    found = proof(up_sla(TELCO, "99.9%"), up_leaf(answers={"window": "quarter"}))

    # The quarter has 90 days and an hour less: the clocks go forward in March.
    assert 1 - Fraction(90 * 86400 - 3600, 1000) / (28 * 86400) == found.guaranteed
    assert "0.9967" == str(float(found.guaranteed))[:6]
    assert (day("2026-02-01"), day("2026-03-01")) == found.window
    assert "not_backed" == found.verdict


def test_a_year_behind_a_month_is_lost_in_february():
    """99.9 % a year lets 8h 45min 36s fall into February: 98.70 %."""
    found = proof(up_sla(TELCO, "98%"), up_leaf(answers={"window": "year"}))

    assert 1 - Fraction(365, 28 * 1000) == found.guaranteed
    assert "backed" == found.verdict


def test_a_week_behind_a_month_reaches_over_both_ends():
    """Six weeks of 99.9 % touch a month of 30 days: 99.86 %."""
    found = proof(up_sla(TELCO, "99.9%"), up_leaf(answers={"window": "week"}))

    assert Fraction(9986, 10000) == found.guaranteed
    assert 6 * 604 == sum(step.until - step.from_ for step in found.timeline)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_another_zone_cuts_another_month(zone):
    """The month of another zone touches two months of ours: 99.79 % in February."""
    found = proof(up_sla(TELCO, "99.9%"), up_leaf(timezone=zone))

    own = Fraction(28 * 86400, 1000)
    other = Fraction(31 * 86400, 1000)
    assert (1 - (own + other) / (28 * 86400)) == found.guaranteed
    assert "0.9978" == str(float(found.guaranteed))[:6]


def test_rolling_thirty_days_leave_a_day_of_a_long_month_uncovered():
    """99.9 % of rolling 30 days, looked at monthly, says nothing of one day of 31: 96.7 %."""
    window = {"rolling": "30 days", "every": "month"}
    found = proof(up_sla(TELCO, "99.9%"), up_leaf(answers={"window": window}))

    # March has lost an hour, its last 30 days as well.
    march = 31 * 86400 - 3600
    assert 1 - (Fraction(march - 86400, 1000) + 86400) / march == found.guaranteed
    assert "96.7" == f"{float(found.guaranteed):.1%}"[:4]


def test_rolling_twelve_months_are_one_budget_not_twelve():
    """Of windows that overlap the cheapest choice that covers ours is the bound."""
    window = {"rolling": "12 months", "every": "month"}
    found = proof(up_sla(TELCO, "98%"), up_leaf(answers={"window": window}))

    assert 1 - Fraction(365, 28 * 1000) == found.guaranteed


def test_all_hours_behind_office_hours():
    """99.9 % of 24x7 can be 99.61 % of the office hours."""
    found = proof(up_sla(TELCO, "99.9%", metric=up(hours="office")), up_leaf(), calendar())

    assert "0.9960" == str(float(found.guaranteed))[:6]
    assert 1 - Fraction(31 * 86400, 1000) / (21 * 9 * 3600) == found.guaranteed


def test_office_hours_behind_all_hours():
    """What is promised in office hours says nothing of the nights."""
    found = proof(up_sla(TELCO, "99%"), up_leaf("telco", "100%", up(hours="office")), calendar())

    assert 21 * 9 * 3600 >= found.guaranteed * 30 * 86400 - 31 * 86400 * Fraction(1, 1000)
    assert "not_backed" == found.verdict


def test_series_add_and_do_not_multiply():
    """Two of 99 % in series are 98 % for certain, not 98.01 %."""
    found = proof(up_sla(["a-uc#up", "b-uc#up"], "98%"), up_leaf("a", "99%"), up_leaf("b", "99%"))

    assert ("backed", Fraction(98, 100)) == (found.verdict, found.guaranteed)
    assert Fraction(0) == found.slack


THREE = [up_leaf(name, "99%") for name in "abc"]
NAMES = ["a-uc#up", "b-uc#up", "c-uc#up"]


def test_two_of_three_at_99_are_98_5():
    """Each failing with each of the others in turn: 2 of 3 at 99 % is 98.5 %, not 99 %."""
    found = proof(up_sla([{"k_of": {"n": 2, "of": NAMES}}], "99%"), *THREE)

    assert ("not_backed", Fraction(985, 1000)) == (found.verdict, found.guaranteed)
    assert 2 * 1.5 == 100 * sum(s.until - s.from_ for s in found.timeline) / (31 * 86400)


def test_redundant_is_at_best_the_best_single_one():
    """Two at 99 % and 99.5 % can fail together: 99.5 %, not 99.995 %."""
    found = proof(
        up_sla([{"redundant": ["a-uc#up", "b-uc#up"]}], "99.9%"),
        up_leaf("a", "99%"),
        up_leaf("b", "99.5%"),
    )

    assert ("not_backed", Fraction(995, 1000)) == (found.verdict, found.guaranteed)


def test_independent_redundancy_is_better_on_average_only():
    """The tail of two at 99 %: 99.99 %, on average; a common cause of 10 % takes 0.1 % of it."""
    tree = [{"redundant": ["a-uc#up", "b-uc#up"]}]
    shared = [{"redundant": [{"target": "a-uc#up", "common_cause": "10%"}, "b-uc#up"]}]

    alone = proof(up_sla(tree, "99.9%", assume=["independence"]), *THREE)
    common = proof(up_sla(shared, "99.85%", assume=["independence"]), *THREE)

    assert ("backed_on_average", 1 - Fraction(1, 10000)) == (alone.verdict, alone.guaranteed)
    assert ("independence",) == alone.assumptions
    assert 1 - Fraction(1, 10000) - Fraction(1, 1000) == common.guaranteed


def test_day_and_night_suppliers_are_99_not_49_5():
    """Each second is judged by those that count then."""
    found = proof(
        up_sla([{"redundant": ["day-uc#up", "night-uc#up"]}], "99%"),
        up_leaf("day", "99%", up(hours="day")),
        up_leaf("night", "99%", up(hours="night")),
        calendar("day", {"mon-sun": ["08:00-20:00"]}),
        calendar("night", {"mon-sun": ["20:00-08:00"]}),
    )

    assert ("backed", Fraction(99, 100)) == (found.verdict, found.guaranteed)


def maintenance(on, at_most="4h"):
    return [
        {
            "id": "maintenance",
            "cause": "maintenance",
            "at_most": at_most,
            "per": "month",
            "on_availability": on,
        }
    ]


def test_time_that_only_we_leave_out_shrinks_only_our_denominator():
    """4h out of our denominator only make of 99.9 % behind it 99.8994 % in February."""
    excluding = up(exclusions=["maintenance"])
    sla = up_sla(TELCO, "99.9%", excluding, exclusions=maintenance("denominator"))
    alike = up_leaf(metric=excluding, exclusions=maintenance("denominator"))

    alone, both = proof(sla, up_leaf()), proof(sla, alike)

    assert 1 - Fraction(672, 1000) / 668 == alone.guaranteed
    assert "0.998994" == str(float(alone.guaranteed))[:8]
    assert ("backed", Fraction(999, 1000)) == (both.verdict, both.guaranteed)


def test_excused_time_adds_up_over_the_leaves():
    """Two UCs with 4h each behind an SLA that excuses 4h: 4h are nobody's."""
    excluding = up(exclusions=["maintenance"])
    leaves = [
        up_leaf(name, "100%", excluding, exclusions=maintenance("numerator")) for name in "ab"
    ]
    sla = up_sla(["a-uc#up", "b-uc#up"], "99%", excluding, exclusions=maintenance("numerator"))

    assert 1 - Fraction(4, 672) == proof(sla, *leaves).guaranteed
    assert 1 == proof({**sla, "exclusions": maintenance("numerator", "8h")}, *leaves).guaranteed


def test_a_share_of_all_users_is_little_for_few_of_them():
    """99.9 % over all users is 95 % for the two per cent who are ours."""
    weighed = up(weigh_by="affected_users")
    of_all = up_leaf(metric=weighed, parties={"provider": "telco", "customer": "us"})
    part = {"target": "telco-uc#up", "share_of_population": "2%"}

    stated = proof(up_sla([part], "95%", weighed), of_all)
    unstated = proof(up_sla(TELCO, "95%", weighed), of_all)

    assert ("backed", Fraction(95, 100)) == (stated.verdict, stated.guaranteed)
    assert ["population"] == codes(unstated)


def test_a_lighter_weight_lets_more_through():
    """What the leaf weighs at 30 % can last 0.1 % / 0.3 of the window."""
    found = proof(
        up_sla(TELCO, "99.9%", up(down={"down": "100%", "partial": "100%"})),
        up_leaf(metric=up(down={"down": "100%", "partial": "30%"})),
    )

    assert 1 - Fraction(1, 300) == found.guaranteed


def test_a_kept_population_promises_little_for_a_slice():
    """95 % over all customers are 75 % for a fifth of them, and nothing without a floor."""
    all_customers = time_leaf(share="95%", parties={"provider": "desk", "customer": "us"})
    part = {"target": "desk-ola#restore", "share_of_population": "20%"}

    stated = proof(time_sla([part], share="75%"), all_customers)
    unstated = proof(time_sla(["desk-ola#restore"], share="75%"), all_customers)

    assert ("backed", Fraction(75, 100)) == (stated.verdict, stated.guaranteed)
    assert ("not_backed", ["population"]) == (unstated.verdict, codes(unstated))


VOLUME = {"expect": 400, "at_least": 300, "at_most": 600, "per": "month"}


def test_a_quarter_of_records_behind_a_month():
    """A quarter's e becomes e x (low + 2 high) / low in a month; without a floor nothing."""
    leaf = time_leaf(share="95%", answers={"window": "quarter"})
    services = [{"service": "network", "volume": VOLUME}]

    floor = proof(time_sla(["desk-ola#restore"], share="75%", services=services), leaf)
    none = proof(time_sla(["desk-ola#restore"], share="75%"), leaf)

    assert 1 - Fraction(5, 100) * Fraction(300 + 2 * 600, 300) == floor.guaranteed
    assert "backed" == floor.verdict
    assert ["no-volume-floor"] == codes(none)


def test_a_record_handed_over_across_a_boundary_uses_another_budget():
    """Counted by its start here and by its decision there, two months feed one of ours."""
    leaf = time_leaf(share="95%", answers={"assign_to": "decided"})
    services = [{"service": "network", "volume": VOLUME}]
    sla = time_sla(["desk-ola#restore"], share="80%", services=services)

    found = proof(sla, leaf)

    assert 1 - Fraction(5, 100) * Fraction(300 + 600, 300) == found.guaranteed


TWO_TEAMS = [time_leaf("a", "1h", "95%"), time_leaf("b", "1h", "95%")]


def test_two_teams_at_95_are_90_for_certain_and_90_25_on_average():
    """Quantiles do not add; independence gives a mean, not a promise for each window."""
    tree = [{"all_of": ["a-ola#restore", "b-ola#restore"]}]

    certain = proof(time_sla(tree, share="90%"), *TWO_TEAMS)
    beyond = proof(time_sla(tree, share="90.25%"), *TWO_TEAMS)
    mean = proof(time_sla(tree, share="90.25%", assume=["independence"]), *TWO_TEAMS)

    assert ("backed", Fraction(90, 100)) == (certain.verdict, certain.guaranteed)
    assert ("not_backed", ["too-few"]) == (beyond.verdict, codes(beyond))
    assert ("backed_on_average", Fraction(9025, 10000)) == (mean.verdict, mean.guaranteed)


def test_a_stage_that_is_timed_from_the_report_covers_those_before_it():
    """
    The second stage runs from the report until the end: a record that is late missed it.

    What the first stage misses is then at most late within the second one's limit: 95 %, not 90 %.
    """
    tree = ["a-ola#restore", "b-ola#restore"]
    stages = [
        time_leaf("a", "1h", "95%", metric=times(stop=["assigned"])),
        time_leaf("b", "1h", "95%", metric=times(start="reported")),
    ]

    found = proof(time_sla(tree, share="95%"), *stages)

    assert ("backed", Fraction(95, 100)) == (found.verdict, found.guaranteed)


def chain(first, second, **more):
    """Two stages with a hand-over, on the calendars day (08-17) and late (12-21), Mon-Fri."""
    return [
        time_leaf("a", first, hours="day", metric=times(stop=["assigned"])),
        time_leaf("b", second, hours="late", metric=times(start="assigned")),
        calendar("day", {"mon-fri": ["08:00-17:00"]}),
        calendar("late", {"mon-fri": ["12:00-21:00"]}),
    ]


TREE = ["a-ola#restore", "b-ola#restore"]


def test_naive_addition_overstates():
    """2h and 2h: each alone can take 66h, but both lose the same weekend: 72h, not 132h."""
    each = [
        proof(time_sla([leaf], within="500h"), *chain("2h", "2h"))
        for leaf in ("a-ola#restore", "b-ola#restore")
    ]
    alone = [
        proof(
            time_sla(["x-ola#restore"], within="500h"),
            time_leaf("x", "2h", hours=hours),
            *chain("2h", "2h")[2:],
        ).worst_seconds
        for hours in ("day", "late")
    ]
    both = proof(time_sla(TREE, within="500h"), *chain("2h", "2h"))

    assert ["starts-late"] == codes(each[1])
    assert [66 * 3600, 66 * 3600] == alone  # the weekend when the clocks go back
    assert 72 * 3600 == both.worst_seconds < sum(alone)


def test_looking_only_at_closing_times_understates():
    """The worst start is not a closing time of one supplier: it is pulled back through the other."""
    found = proof(
        time_sla(["a-ola#restore", "b-ola#restore"], within="10h"),
        time_leaf("a", "30min", metric=times(stop=["assigned"])),
        time_leaf("b", "4h", hours="office", metric=times(start="assigned")),
        calendar(closed=[{"date": d} for d in ("2026-04-02", "2026-04-03", "2026-04-06")]),
    )

    # Reported Wed 16:30, handed over at closing, restored Tue 12:00. (12:30 is as bad.)
    assert (139 * 3600 + 1800, day("2026-04-01") + 16 * 3600 + 1800) == (
        found.worst_seconds,
        found.worst_start,
    )
    assert "b-ola#restore" == found.binding


def test_a_limit_that_runs_out_at_closing_is_kept_until_the_next_opening():
    """With `missed` the bound is one second less, and the weekend is gone."""
    met = proof(
        time_sla(["desk-ola#restore"], within="1h", hours="24x7"),
        time_leaf(within="9h", hours="office"),
        calendar(),
    )
    missed = proof(
        time_sla(["desk-ola#restore"], within="1h", hours="24x7"),
        time_leaf(within="9h", hours="office", answers={"limit_reached": "missed"}),
        calendar(),
    )

    # From Fri 17:00 to Tue 08:00, or one second less than Mon 17:00; the clocks went back.
    assert (88 * 3600, 73 * 3600 - 1) == (met.worst_seconds, missed.worst_seconds)


DAYS = {"working_days": 2, "due": "same_time"}


def test_a_deadline_in_working_days_that_is_missed_when_it_is_reached():
    """With `missed` the leaf ends a second before the deadline; for the objective it is too late."""
    sla = {"hours": "office", "within": DAYS}
    met, missed = {"limit_reached": "met"}, {"limit_reached": "missed"}

    def seconds(ours, theirs):
        found = proof(
            time_sla(["desk-ola#restore"], answers=ours, **sla),
            time_leaf(answers=theirs, **sla),
            calendar(),
        )
        return found.verdict, found.worst_seconds, found.limit_seconds

    assert ("backed", 0, 0) == seconds(met, met)
    assert ("backed", -1, 0) == seconds(met, missed)
    assert ("backed", -1, -1) == seconds(missed, missed)
    assert ("not_backed", 0, -1) == seconds(missed, met)


def test_ten_calls_a_page():
    """Ten calls at 0.1 % of failures are 1 % of failed pages."""
    from tests.backing.build import agreement, target

    def ratio(id, kind, least, backed_by=None):
        metric = {"id": "good", "kind": "ratio", "records": "request_log"}
        metric |= {"good": {"status": ["ok"]}, "total": {"status": ["ok", "failed"]}}
        objective = {"at_least": least} | ({"backed_by": backed_by} if backed_by else {})
        return agreement(kind, id, [target("good", "good", objective=objective)], [metric])

    calls = {"target": "calls#good", "visits": 10}
    found = proof(ratio("sla", "SLA", "99%", [calls]), ratio("calls", "UC", "99.9%"))

    assert ("backed", Fraction(99, 100)) == (found.verdict, found.guaranteed)
