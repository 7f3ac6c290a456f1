"""
Witnesses of remedies: the figures that just bring a term about, and those that just do not.

The agreement: the network costs 12,000.00 EUR a month and is promised for 99.9 % of it; January 2026,
in which the first witnesses lie, has 2,678,400 seconds.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import yaml

from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS
from slaspec.checks.remedies.witnesses import edges as edges_of_remedies
from slaspec.checks.remedies.witnesses.bounds import bounds
from slaspec.checks.remedies.witnesses.by_records import shown_by_records
from slaspec.checks.remedies.witnesses.scale import scale_of
from slaspec.checks.remedies.witnesses.story import Stories, first
from slaspec.checks.remedies.witnesses.trial import RemedyTrial
from slaspec.language.model import Agreement
from slaspec.language.model.target import Binding
from slaspec.use_cases.aspects import Judged
from slaspec.use_cases.load import load

NETWORK = {"for_each": "window", "base": {"charge": "network"}}
LADDER = {"ladder": [{"below": "99.9%", "pays": "5%"}, {"below": "99.5%", "pays": "10%"}]}


@pytest.fixture
def trial(tmp_path):
    """The trial of a target of the agreement, with another remedy, metric or objective."""

    def made(remedy=None, target="availability", metric=None, targets=None, **sections):
        agreement = yaml.safe_load(DOCUMENTS["sla.yaml"])
        for each in agreement["remedies"] if remedy else ():
            if each["id"] == "network-credit":
                each.clear()
                each.update({"id": "network-credit", **NETWORK, **remedy})
                if each["base"] is None:  # an amount of money has none
                    del each["base"]
        for each in agreement["metrics"] if metric else ():
            if each["id"] == "network-availability":
                each.update(metric)
        agreement["targets"] = targets or agreement["targets"]
        agreement.update(sections)
        texts = {**ATTACHMENTS, **DOCUMENTS, "sla.yaml": yaml.safe_dump(agreement, sort_keys=False)}
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        book = load(tmp_path).dated(date(2026, 6, 1))
        assert [] == list(book.reading_findings)
        whole = book.whole(book.get("acme-sla", Agreement))
        chosen = next(each for each in whole.targets if each.id == target)
        return RemedyTrial(book, whole, chosen)

    return made


@pytest.fixture
def stories(trial, monkeypatch):
    """Of each edge of a remedy: its words, and how bad the windows are inside and outside."""

    def listed(*given, **more):
        found = []

        def spied(scale, remedy, *, bonus):
            for edge in edges_of_remedies.edges(scale, remedy, bonus=bonus):
                found.append((edge.what, edge.inside, edge.outside))
                yield edge

        def bounded(*asked):
            for edge in bounds(*asked):
                found.append((edge.what, edge.inside, edge.outside))
                yield edge

        monkeypatch.setattr("slaspec.checks.remedies.witnesses.trial.edges", spied)
        monkeypatch.setattr("slaspec.checks.remedies.witnesses.trial.bounds", bounded)
        made = trial(*given, **more)
        assert () == made.not_tried
        assert [] == [(each.fault, each.edge.what, each.reason) for each in made.failures]
        return found

    return listed


def test_each_rung_is_tried_by_the_second(stories):
    """A thousandth of January is 2,678.4 s, five are 13,392 s: exactly 99.5 % is not below it."""
    assert [
        ("rung 1, which pays 5%", (2679,), (2678,)),
        ("rung 2, which pays 10%", (13393,), (13392,)),
    ] == stories({"rate": LADDER})


def test_a_rung_at_or_below_begins_at_its_limit(stories):
    """With 13,392 s down the share is exactly 99.5 %."""
    rungs = [{"at_or_below": "99.5%", "pays": "10%"}]

    assert [("rung 1, which pays 10%", (13392,), (13391,))] == stories({"rate": {"ladder": rungs}})


def test_a_rounded_value_moves_the_rung(stories):
    """With two places 99.895 % is 99.90 %: a second more than 0.105 % is needed, 2,812.32 s."""
    metric = {"round_measured": {"places": 2, "mode": "half_up"}}
    rate = {"ladder": LADDER["ladder"][:1]}

    assert [("rung 1, which pays 5%", (2813,), (2812,))] == stories({"rate": rate}, metric=metric)


def test_a_rung_over_the_down_time_counts_seconds(stories):
    """Above an hour: 3,601 s."""
    rate = {"ladder": [{"above": "1h", "pays": "5%"}], "over": "duration"}

    assert [("rung 1, which pays 5%", (3601,), (3600,))] == stories({"rate": rate})


@pytest.mark.parametrize(
    ("count", "steps"),
    [  # 0.1 % is 2,678.4 s: the miss begins behind that, a whole step is another 2,678.4 s
        ("whole", [((5357,), (5356,)), ((8036,), (8035,))]),
        ("commenced", [((2679,), (2678,)), ((5357,), (5356,))]),
        ("prorata", [((2679,), (2678,))]),
    ],
)
def test_steps_begin_where_they_are_counted(stories, count, steps):
    """Whole steps when they are full, commenced ones behind the step before, parts at once."""
    remedy = {
        "rate": {"per_step": "2%"},
        "quantity": {"of": "shortfall", "step": "0.1pp", "count": count},
    }
    assert [(f"step {n}", *step) for n, step in enumerate(steps, 1)] == stories(remedy)


def test_grace_is_exceeded_by_a_second(stories):
    """Up to two hours nothing is paid; beyond, each begun hour is: 7,201 s are three."""
    remedy = {
        "trigger": {"grace": "2h"},
        "rate": {"per_step": "10.00 EUR"},
        "quantity": {"of": "duration", "step": "1h", "count": "commenced"},
        "base": None,
    }

    assert [("step 1", (7201,), (7200,)), ("step 2", (7201,), (7200,))] == stories(remedy)


def test_a_deadband_is_left_before_the_first_step_is_full(stories):
    """Half a point is spared, a point is a step: 1.6 % of January, 42,854.4 s, less the 0.1 %."""
    remedy = {
        "trigger": {"deadband": "0.5pp"},
        "rate": {"per_step": "2%"},
        "quantity": {"of": "shortfall", "step": "1pp", "count": "whole"},
    }

    [(what, inside, outside), _] = stories(remedy)
    assert ("step 1", (42855,), (42854,)) == (what, inside, outside)


def test_an_outage_is_paid_for_by_itself(stories):
    """The first amount beyond an hour, the other for each further one that is full."""
    remedy = {
        "for_each": "outage",
        "base": None,
        "rate": {"first": "95.00 EUR", "then": "45.00 EUR"},
        "quantity": {"of": "duration", "from": "1h", "step": "1h", "count": "whole"},
    }

    assert [
        ("the rate 'first'", (3601,), (3600,)),
        ("step 1", (7200,), (7199,)),
        ("step 2", (10800,), (10799,)),
    ] == stories(remedy)


def test_what_is_forfeited_is_tried(stories):
    """More than 15 points below 99.9 %: 15.1 % of January are 404,438.4 s."""
    remedy = {
        "rate": {"per_step": "3%", "forfeits_over": "15pp"},
        "quantity": {"of": "shortfall", "step": "1pp", "count": "whole"},
    }

    assert ("more than 15pp", (404439,), (404438,)) == stories(remedy)[-1]


def test_repeated_failures_are_told_as_windows(stories):
    """
    Twice in a row pays double; a met window between begins anew.

    Of each of the three months as much counts as February has, 2,419,200 s: 0.1 % are 2,419.2 s.
    """
    remedy = {"rate": {"flat": "5%"}, "repeat": {"when": "consecutive", "factor": 2}}

    assert [
        ("the rate 'flat'", (2420,), (2419,)),
        ("failure 2 in a row", (2420, 2420), (2420,)),
        ("a failure after a met window", (2420, 2420), (2420, 0, 2420)),
    ] == stories(remedy)


def test_each_entry_of_a_ladder_of_repeats_is_tried(stories):
    """5 %, 10 % and 15 %: as many windows as the entry has."""
    remedy = {
        "rate": {"flat": "5%"},
        "repeat": {"when": "consecutive", "ladder": ["5%", "10%", "15%"]},
    }

    assert [
        ("failure 2 in a row", (2420,) * 2, (2420,)),
        ("a failure after a met window", (2420,) * 2, (2420, 0, 2420)),
        ("failure 3 in a row", (2420,) * 3, (2420,) * 2),
    ] == stories(remedy)[1:]


def test_the_nth_failure_is_tried_with_those_before_it(stories):
    """From the third failure in twelve months on: two windows as mild as can be come first."""
    remedy = {"rate": {"flat": "5%"}, "trigger": {"from_failure": 3, "in": "rolling 12 months"}}

    assert [
        ("the rate 'flat'", (2420,) * 3, (2420, 2420, 2419)),
        ("failure 3 in rolling 12 months", (2420,) * 3, (2420,) * 2),
    ] == stories(remedy)


def test_a_cap_begins_to_cut_where_its_amount_is_exceeded(stories):
    """A tenth of a point costs 120.00 EUR, 500.00 EUR are four steps: the fifth is cut, 0.5 points."""
    remedy = {
        "rate": {"per_step": "1%"},
        "quantity": {"of": "shortfall", "step": "0.1pp", "count": "whole"},
        "caps": [{"per": "month", "at_most": "500.00 EUR", "excess": "lost"}],
    }

    found = stories(remedy)  # 99.9 % less 0.5 points is 0.6 % of 2,678,400 s: 16,070.4 s
    assert ("the cap of 500.00 EUR a month", (16071,), (16070,)) == found[-1]


def test_a_cap_of_several_windows_is_filled_by_whole_ones(stories):
    """600.00 EUR a month are 1,800.00 EUR a quarter: 1,500.00 EUR are exceeded in the third."""
    remedy = {
        "rate": {"flat": "5%"},
        "caps": [{"per": "quarter", "at_most": "1500.00 EUR", "excess": "lost"}],
    }

    what, inside, outside = stories(remedy)[-1]
    assert ("the cap of 1500.00 EUR a quarter", None) == (what, outside)
    assert [2419200] * 3 == list(inside)  # each month with the seconds of the shortest in a year


def test_a_cap_that_one_target_does_not_fill_is_no_fault(stories):
    """5 % are within 10 %: others may bind the remedy too."""
    caps = [{"per": "month", "at_most": "10%", "of": {"charge": "network"}, "excess": "lost"}]

    assert ["the rate 'flat'"] == [
        what for what, *_ in stories({"rate": {"flat": "5%"}, "caps": caps})
    ]


def test_a_minimum_is_exceeded_by_what_is_paid_first(stories):
    """A hundredth of a point is 12.00 EUR: the third step of it is the first above 24.00 EUR."""
    remedy = {
        "rate": {"per_step": "0.1%"},
        "quantity": {"of": "shortfall", "step": "0.01pp", "count": "whole"},
        "minimum_payable": {"more_than": "24.00 EUR", "of": "line"},
    }

    found = stories(remedy)  # 0.13 % of January: 3,481.92 s
    assert ("more than 24.00 EUR", (3482,), (3481,)) == found[-1]


def test_a_minimum_that_is_never_exceeded_is_told(trial):
    """600.00 EUR are the most that is ever due, and not more than that."""
    minimum = {"more_than": "600.00 EUR", "of": "line"}
    failures = trial({"rate": {"flat": "5%"}, "minimum_payable": minimum}).failures

    assert [("silent", "more than 600.00 EUR")] == [(f.fault, f.edge.what) for f in failures]


def test_a_bonus_begins_on_the_met_side(stories):
    """Above 99.95 %: at most 1,339 s down, half of 2,678.4 s."""
    remedy = {"nature": "bonus", "rate": {"ladder": [{"above": "99.95%", "pays": "1%"}]}}

    assert [("rung 1, which pays 1%", (1339,), (1340,))] == stories(remedy)


def test_a_rate_on_both_sides_is_tried_on_both(stories):
    """0.05 points more or less than 99.9 %: 1,339.2 s."""
    remedy = {
        "rate": {"symmetric": {"per_step": "100.00 EUR"}},
        "quantity": {"step": "0.05pp", "count": "whole"},
        "base": None,
    }

    assert [
        ("step 1", (4018,), (4017,)),
        ("step 2", (5357,), (5356,)),
        ("step 1", (1339,), (1340,)),
        ("step 2", (0,), (1,)),
    ] == stories(remedy)


def test_records_are_told_one_by_one(stories):
    """Of so many that 90 % and 85.5 % can be hit exactly, 200: 21 and 30 late ones are too many."""
    targets = [
        {
            "id": "resolution",
            "service": "service-desk",
            "metric": "resolution-time",
            "objectives": {"P1": {"share": "90%", "within": "5h", "hours": "24x7"}},
            "remedies": ["network-credit"],
        }
    ]
    rungs = [{"below": "90%", "pays": "5%"}, {"below": "85.5%", "pays": "10%"}]

    found = stories({"rate": {"ladder": rungs}}, "resolution", targets=targets)

    assert [((21,), (20,)), ((30,), (29,))] == [
        story for _, *story in found for story in [tuple(story)]
    ]


@pytest.mark.parametrize(
    ("target", "rate", "tried"),
    [
        ("availability", LADDER, ["rung 1, which pays 5%"]),
        ("availability", {"flat": "5%"}, ["the rate 'flat'"]),
        ("resolution", None, ["the rate 'flat'"]),
        ("availability", {"ladder": [{"at_or_below": "99.5%", "pays": "5%"}]}, []),
    ],
)
def test_the_mildest_term_is_shown_by_records_too(trial, target, rate, tried):
    """Outages and tickets as the source writes them; inside nothing is due, outside it is."""
    made = trial({"rate": rate} if rate else None, target)
    assert ((), ()) == (made.failures, made.not_tried)
    [remedy] = [r for r in made._agreement.remedies if r.id in made.target.remedies]
    objective = made._frame.target.objectives[0]
    stories = Stories(made._frame, made._agreement, objective, Binding(remedy=remedy.id), remedy)

    shown = list(shown_by_records(stories, bonus=False))

    assert tried == list(dict.fromkeys(each.edge.what for each in shown))
    assert [("inside", False), ("outside", True)] * len(tried) == [
        (each.side, each.told.amount > 0) for each in shown
    ]
    assert all(each.is_right for each in shown)


@pytest.mark.parametrize(
    ("remedy", "fault", "reason"),
    [
        ({"rate": {"ladder": [{"below": "0%", "pays": "5%"}]}}, "unreached", "no figures reach it"),
        (
            {"rate": {"ladder": [*LADDER["ladder"], {"below": "99.5%", "pays": "12%"}]}},
            "silent",
            "something else is paid",
        ),
        (
            {
                "rate": LADDER,
                "caps": [{"per": "month", "at_most": "600.00 EUR", "excess": "lost"}],
            },
            "no_more",
            "network-credit in 2026-01: the cap of 600.00 EUR a month leaves 600.00 EUR",
        ),
    ],
)
def test_a_term_that_does_not_act_is_told(trial, remedy, fault, reason):
    """No figures reach it, another term takes its place, or a cap takes what it pays."""
    [failure] = trial(remedy).failures

    assert fault == failure.fault
    assert reason.split(":")[0] in failure.reason


def test_both_stories_are_shown(trial):
    """The figures of the two windows, and what each of them comes to."""
    caps = [{"per": "month", "at_most": "600.00 EUR", "excess": "lost"}]
    [failure] = trial({"rate": LADDER, "caps": caps}).failures

    assert (
        ("just beyond", "down 13393, counted 2678400", "600.00 EUR"),
        ("just before", "down 13392, counted 2678400", "600.00 EUR"),
    ) == failure.table


def test_what_is_too_small_by_itself_may_be_paid_with_more(trial):
    """A minimum of the statement leaves a small line to what else the month brings."""
    minimum = {"more_than": "700.00 EUR", "of": "statement"}

    assert () == trial({"rate": LADDER, "minimum_payable": minimum}).failures


def test_a_second_in_proportion_may_be_less_than_a_cent(trial):
    """12,000.00 EUR a month are 0.4 cent for a second: that the step counts is enough."""
    remedy = {"rate": {"lost_time": 1}}

    assert () == trial(remedy).failures


def test_where_the_charge_of_the_window_before_counts_a_good_one_comes_first(trial):
    """In the first window of the term there is none: every cap would be nothing."""
    caps = [
        {
            "per": "window",
            "at_most": "100%",
            "of": {"previous_window": {"charge": "network"}},
            "excess": "lost",
        }
    ]

    assert () == trial({"rate": LADDER, "caps": caps}).failures


def test_an_unknown_charge_is_no_obstacle(trial):
    """Where the charge stands on invoices, some charge shows the rungs as well."""
    services = [
        {"service": "service-desk", "charge": {"source": "invoices"}},
        {"service": "network", "charge": {"source": "invoices"}},
    ]

    made = trial({"rate": LADDER}, services=services)
    assert ((), ()) == (made.failures, made.not_tried)


def test_each_target_with_remedies_has_an_item(trial, tmp_path):
    """`sla.yaml::availability/rungs`, under the marker of remedies; it runs when it is asked."""
    caps = [{"per": "month", "at_most": "600.00 EUR", "excess": "lost"}]
    trial({"rate": LADDER, "caps": caps})
    judged = Judged(load(tmp_path), date(2026, 6, 1))
    file = next(file for file in judged.aspects if file.endswith("sla.yaml"))
    items = [each for each in judged.aspects[file] if each.aspect == "rungs"]

    assert ["resolution/rungs", "availability/rungs"] == [each.name for each in items]
    assert {"remedies"} == {each.marker for each in items}
    assert ["C102"] == [found.rule for found in judged.of(file, items[1])]
    assert "" == judged.not_run(items[1])


def test_the_first_number_of_many_is_found():
    """By halves; None where even the last is not wanted."""
    assert [0, 7, None] == [first(0, 10, lambda n, least=k: n >= least) for k in (0, 7, 11)]


def test_a_scale_says_what_is_missed(trial):
    """Exactly 99.9 % is met, a second more is not; the share is exact."""
    made = trial({"rate": LADDER})._frame
    remedy = made.plan.agreement.remedies[1]
    scale = scale_of(made.target, made.target.objectives[0], remedy, 1000)

    assert [False, True] == [scale.missed(n) for n in (1, 2)]
    assert Fraction(998, 10) == scale.figure(2)
