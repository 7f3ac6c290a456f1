"""What a change may cost in months that did not happen, the same for both revisions."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.review.impact.months import Ask, month_after
from slaspec.review.impact.rows import standard_error
from tests.review.impact_pairs import (
    FILES, PROFILE, SOURCE, amendment, impact, pair, swapped, tickets,
)  # fmt: skip

FASTER = ("P1: {share: 90%, within: 5h", "P1: {share: 90%, within: 4h")
TWO_TARGETS = """targets:
  - {{id: fix, service: desk, metric: time, remedies: [credit], objectives: {{
     P1: {{share: 90%, within: {one}h, hours: 24x7}}, P2: {{share: 50%, within: 8h, hours: 24x7}}}}}}
  - {{id: mend, service: desk, metric: time, remedies: [credit], objectives: {{
     P2: {{share: {share}%, within: {two}h, hours: 24x7}}}}}}
remedies:
  - {{id: credit, for_each: window, rate: {{flat: {rate}%}}, base: {{charge: desk}}}}
"""


def simulated(made, *, months=24, **more):
    """The simulation of the one impact of a pair."""
    (found,) = impact(made, months=months, replay=False, **more).streams
    assert "simulation" == found.source
    return found


def row(stream, target="", side="credit"):
    """The amounts of a target, or of all."""
    (found,) = (each for each in stream.rows if (each.target, each.side) == (target, side))
    return found


def expected(stream, target=""):
    """Before, after, difference."""
    found = row(stream, target)
    return tuple(each.expected for each in (found.before, found.after, found.difference))


def test_both_revisions_see_the_same_months(tmp_path):
    """A month costs more within 4h or the same, never less, however many tickets it has."""
    found = simulated(pair(tmp_path, FASTER), months=120)

    assert (120, "stream", 1) == (found.months, found.named, found.seed)
    assert ("2026-12", "2027-11") == (found.first, found.last)
    difference = row(found).difference
    assert Decimal(0) == difference.least
    assert Decimal("500.00") == difference.worst
    assert found.exercised


def test_flips_are_counted_and_add_up_to_the_difference(tmp_path):
    """Each flip of P1 costs 500: the mean difference is 500 times their share of the months."""
    found = simulated(pair(tmp_path, FASTER), months=120)

    (flip,) = found.flips
    assert ("fix", "P1", "met", "missed") == (flip.target, flip.objective, flip.before, flip.after)
    assert f"{flip.windows} of 120 windows" == flip.window
    assert Fraction(500 * flip.windows, 120) == row(found).difference.expected


@pytest.mark.parametrize("edit", [("title: Service desk", "title: Desk"), ("5h", "300min"),
                                  ("at_most: 25%", "at_most: 40%")])  # fmt: skip
def test_a_change_without_effect_is_exactly_nothing(tmp_path, edit):
    """No difference, no error, no flip; no simulated record exercises it."""
    found = simulated(pair(tmp_path, edit))

    same = row(found)
    assert same.before == same.after
    assert ({0}, Decimal("0.00")) == ({same.difference.least, same.difference.worst}, same.error)
    assert ((), False) == (found.flips, found.exercised)


def test_a_target_that_does_not_change_differs_by_nothing(tmp_path):
    """The limit of one target is another: the other one's difference is zero in every month."""
    one = said(one=5, two=8, share=50, rate=5)
    found = simulated(pair(tmp_path, base=one, head=said(one=4, two=8, share=50, rate=5)))

    assert {Decimal(0)} == {
        row(found, "mend").difference.least,
        row(found, "mend").difference.worst,
    }
    assert row(found, "fix").difference.expected > 0


def said(**figures):
    """The portfolio with two targets of some figures, without a cap."""
    text = FILES["sla.yaml"]
    return {**FILES, "sla.yaml": text[: text.index("targets:")] + TWO_TARGETS.format(**figures)}


figures = st.fixed_dictionaries(
    {
        "one": st.integers(1, 12),
        "two": st.integers(1, 12),
        "share": st.integers(10, 99),
        "rate": st.integers(1, 9),
    }
)


@settings(max_examples=12, deadline=None)
@given(before=figures, after=figures)
def test_targets_add_up_to_the_whole(tmp_path_factory, before, after):
    """Where nothing is shared or capped, differences of targets add up to that of the agreement."""
    root = tmp_path_factory.getbasetemp()
    found = simulated(pair(root, base=said(**before), head=said(**after)), months=12)

    for side in range(3):
        parts = expected(found, "fix")[side] + expected(found, "mend")[side]
        assert expected(found)[side] == parts


@settings(max_examples=8, deadline=None)
@given(before=figures, after=figures)
def test_swapped_sides_negate_every_difference(tmp_path_factory, before, after):
    """Month by month, for the whole and for each target; the error is the same."""
    made = pair(tmp_path_factory.getbasetemp(), base=said(**before), head=said(**after))
    there, back = simulated(made, months=12), simulated(swapped(made), months=12)

    for target in ("", "fix", "mend"):
        one, two = row(there, target), row(back, target)
        assert (one.before, one.after) == (two.after, two.before)
        assert one.difference.expected == -two.difference.expected
        assert (one.difference.least, one.difference.worst) == (
            -two.difference.worst, -two.difference.least
        )  # fmt: skip
        assert one.error == two.error


def test_paired_differences_vary_less_than_those_of_separate_runs(tmp_path):
    """Over eight seeds, the mean of a year: paired against after of the next seed less before."""
    made = pair(tmp_path, FASTER)
    runs = [expected(simulated(made, months=12, seed=seed)) for seed in range(1, 9)]
    paired = [difference for _, _, difference in runs]
    separate = [two[1] - one[0] for one, two in zip(runs, runs[1:] + runs[:1], strict=True)]

    assert sum(paired) == sum(separate)
    assert 2 * spread(paired) < spread(separate)


def spread(values):
    """The sum of squares around the mean."""
    mean = sum(values, Fraction(0)) / len(values)
    return sum((value - mean) ** 2 for value in values)


def test_the_error_is_that_of_the_mean(tmp_path):
    """
    1, 2, 3 and 4: the mean is 2.50, the variance 5/3, its fourth part 0.41666…, the root 0.645…;
    in yen there are no decimals; of one value nobody can tell.
    """
    values = [Fraction(value) for value in (1, 2, 3, 4)]

    assert Decimal("0.65") == standard_error(values, "EUR")
    assert Decimal(1) == standard_error(values, "JPY")
    assert None is standard_error(values[:1], "EUR")
    assert Decimal("0.00") == standard_error(values[:1] * 3, "EUR")


def test_the_error_shrinks_with_the_months(tmp_path):
    """Sixteen times as many months: about a quarter of the error, and the mean within it."""
    few, many = (row(simulated(pair(tmp_path, FASTER), months=n)) for n in (120, 1920))

    assert 3 < few.error / many.error < 5
    assert abs(few.difference.expected - many.difference.expected) < 4 * few.error


def test_repeats_and_years_are_seen(tmp_path):
    """
    Months are made in runs of a year: a second failure in a row that pays double, and a cap of the
    contract year, are exercised.
    """
    twice = (
        "base: {charge: desk},",
        "base: {charge: desk}, repeat: {when: consecutive, factor: 2, reset: first met window},",
    )
    yearly = ("at_most: 25%, of: {charge: desk}, excess: lost}]", "at_most: 25%, of: {charge: desk}, excess: lost}, {per: contract_year, at_most: 1000.00 EUR, excess: lost}]")  # fmt: skip
    slow = ("within: 8h", "within: 1h")  # P2 is missed in every month with P2 tickets
    repeated = row(simulated(pair(tmp_path, twice, slow, before=[slow]), months=24))
    capped = row(simulated(pair(tmp_path, yearly, slow, before=[slow]), months=24))

    assert repeated.difference.expected > 0
    assert Fraction(1000, 12) == capped.after.expected
    assert capped.before.expected > 400


def test_months_begin_when_the_last_change_has_taken_effect(tmp_path):
    """An amendment of 2027-03-10: from April on; all of it under the amended text."""
    head = {**FILES, "faster.yaml": amendment("2027-03-10")}
    found = simulated(pair(tmp_path, head=head))

    assert ("2027-04", "2028-03") == (found.first, found.last)
    assert row(found).difference.expected > 0


def test_a_year_of_the_calendar_begins_in_january(tmp_path):
    """With windows of a year the months are those in which a whole one lies."""
    yearly = ("window: month", "window: year"), ("per: month, at_most", "per: window, at_most")
    found = simulated(pair(tmp_path, FASTER, *yearly, before=yearly))

    assert ("2027-01", "2027-12") == (found.first, found.last)


def test_few_months_are_single_ones(tmp_path):
    """Fewer than a year are one run, of which no error is known."""
    found = simulated(pair(tmp_path, FASTER), months=3)

    assert (3, "2026-12", "2027-02") == (found.months, found.first, found.last)
    assert None is row(found).error


def test_months_that_no_calendar_knows_are_taken_from_a_year_that_it_knows(tmp_path):
    """The calendar ends with 2026: the months are those of the year before."""
    calendar = (
        "apiVersion: slaspec/v1\nkind: Calendar\nid: office\ntitle: Office\ntimezone: UTC\n"
        'open: {mon-sun: ["00:00-24:00"]}\nclosed: [{date: 2025-12-25}]\n'
        "holiday_rule: calendar_date\nvalid: {from: 2024-01-01, through: 2026-12-31}\n"
    )
    office = ("within: 5h, hours: 24x7", "within: 5h, hours: office")
    files = {**FILES, "office.yaml": calendar}
    found = impact(pair(tmp_path, ("within: 5h", "within: 4h"), base=files, before=[office],
                        head={**files, "sla.yaml": FILES["sla.yaml"].replace(*office)}),
                   months=12, replay=False)  # fmt: skip

    (stream,) = found.streams
    assert ("2024-12", "2025-11") == (stream.first, stream.last)


def test_without_a_profile_there_is_something_to_do(tmp_path):
    """No simulation, and a sentence that says how to get one."""
    without = {name: text for name, text in FILES.items() if name != "stream.yaml"}
    found = impact(pair(tmp_path, FASTER, base=without), months=12, replay=False)

    assert () == found.streams
    assert any("no profile brings records of 'tickets'" in each for each in found.not_computed)


def test_each_source_has_the_profile_that_serves_its_targets(tmp_path):
    """Of two profiles of tickets, the one with the service is taken, not the first by its id."""
    other = PROFILE.replace("id: stream", "id: another").replace("desk: 100%", "network: 100%")
    found = simulated(pair(tmp_path, FASTER, base={**FILES, "another.yaml": other}))

    assert ("stream", ()) == (found.named, found.remarks)


def test_a_target_without_records_is_told(tmp_path):
    """A service that the profile does not have: the figures lack it, and say so."""
    text = FILES["sla.yaml"].replace("targets:\n", (
        "  - {id: line-time, kind: duration, records: incident, source: lines, start: reported,\n"
        "     stop: [resolved], pause: []}\ntargets:\n"
        "  - {id: lines, service: network, metric: line-time, remedies: [credit], objectives: {\n"
        "     P1: {share: 90%, within: 3h, hours: 24x7}}}\n"
    ))  # fmt: skip
    text = text.replace("services:\n", (
        "services:\n  - {service: network, charge: {amount: 1.00 EUR, per: month}}\n"
    ))  # fmt: skip
    lines = SOURCE.replace("id: tickets", "id: lines").replace("service: desk", "service: network")
    files = {**FILES, "sla.yaml": text, "lines.yaml": lines}
    found = simulated(pair(tmp_path, FASTER, base=files))

    assert any(
        "no records of service 'network', so none of desk-sla#lines" in each
        for each in found.remarks
    )


def test_the_number_of_months_is_one_that_can_be(tmp_path):
    """Below zero is refused; none asks for no simulation."""
    with pytest.raises(UsageError, match="-1 months cannot be simulated"):
        impact(pair(tmp_path, FASTER), months=-1)
    assert () == impact(pair(tmp_path, FASTER), months=0, replay=False).streams


def test_runs_are_whole_years():
    """25 months are three runs of twelve; a run of 2026-12 ends in 2027-11."""
    asked = Ask(25, 1, date(2026, 12, 1))

    assert (12, 3, date(2027, 11, 30)) == (asked.inside, asked.runs, asked.last)
    assert date(2025, 12, 1) == month_after(asked.first, -12)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    """In another process, with another hash seed; another seed gives other figures."""
    tickets(tmp_path, "T1 1 2026-04-01T08:00:00 2026-04-01T11:00:00")
    code = (
        "import sys; from tests.review.impact_pairs import *\n"
        f"print(impact(pair(sys.argv[1], {FASTER!r}), months=24))"
    )
    first, again = (
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    )  # fmt: skip

    assert first == again
    assert first.strip() == str(impact(pair(tmp_path, FASTER), months=24))
    assert first.strip() != str(impact(pair(tmp_path, FASTER), months=24, seed=2))
