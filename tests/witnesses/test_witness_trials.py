"""Witnesses turn the verdict exactly at the limit, and notice an engine that turns elsewhere."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from slaspec.checks.pages.examples import write_example
from slaspec.checks.measurable.witnesses import trial as trial_module
from slaspec.checks.measurable.witnesses.trial import Trial
from slaspec.language.book import load_book
from slaspec.language.quantities import Share
from slaspec.measure.measure import measure

TODAY = date(2026, 11, 21)


@pytest.fixture
def tried(tmp_path):
    """The trial of the first target of the portfolio with an example laid over it."""

    def make(example="", target=0, agreement="acme-sla"):
        write_example(example, tmp_path)
        book = load_book(tmp_path)
        whole = book.agreement(agreement)
        return Trial(book, whole, whole.targets[target])

    return make


def cases(trial):
    """The cases of a trial; nothing stood in their way."""
    assert None is trial.not_run
    assert () == trial.cannot
    return trial._prepared.cases


def told(trial, about):
    """Start, stop and clock of the two records of the first case about something."""
    case = next(case for case in cases(trial) if case.about.startswith(about))
    return case.within.told(), case.late.told()


def objective(text, **answers):
    """One target with one objective for all records, and answers of its own."""
    said = "".join(f"     {key}: {value},\n" for key, value in answers.items())
    return (
        "targets:\n  - {id: resolution, service: service-desk, metric: resolution-time,\n"
        f"{said}     objective: {{{text}}}}}\n"
    )


OFFICE = "share: 90%, within: 9h, hours: office"


def test_nothing_of_a_good_contract_turns_elsewhere(tried):
    """Every case of the smallest portfolio is met just inside and missed just outside."""
    trial = tried()

    assert {"P1", "P2"} == {case.objective for case in cases(trial)}
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def test_a_limit_of_a_day_turns_from_closing_to_the_next_opening(tried):
    """Nine hours from 08:00 end at 17:00; the second after that is Monday 08:00:01."""
    within, late = told(tried(objective(OFFICE, assign_to="start")), "90% within 9h")

    assert ("Fri 2026-05-01 08:00 +02:00", "no", "Fri 2026-05-01 17:00 +02:00") == within[:3]
    assert ("Mon 2026-05-04 08:00:01 +02:00", "9h 1s") == late[2:4]


def test_at_the_limit_the_contract_decides(tried):
    """With `limit_reached: missed` the last second inside is the one before the limit."""
    trial = tried(objective(OFFICE, limit_reached="missed"))
    within, late = told(trial, "90% within 9h")

    assert ("Fri 2026-05-01 16:59:59 +02:00", "8h 59min 59s") == within[2:4]
    assert ("Fri 2026-05-01 17:00 +02:00", "9h") == late[2:4]
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def test_a_pause_inside_stops_the_clock(tried):
    """Half of nine hours, a pause of an hour, the other half: done at 09:00 of the next day."""
    within, late = told(tried(objective(OFFICE)), "paused while waiting_customer")

    assert "from Mon 2026-02-02 12:30 +01:00 to Mon 2026-02-02 13:30 +01:00" in within[1]
    assert ("Tue 2026-02-03 09:00 +01:00", "9h") == within[2:4]
    assert "9h 1s" == late[3]


def test_a_clock_runs_over_a_closed_day(tried):
    """The long closure is the one with the holiday of the calendar in it."""
    calendar = (
        'kind: Calendar\nopen: {mon-fri: ["08:00-17:00"]}\n'
        "closed: [{date: 2026-05-04}]\nvalid: {from: 2026-01-01, through: 2028-01-31}\n"
    )
    within, late = told(
        tried(f"{objective(OFFICE)}---\n{calendar}"), "over the closure from Fri 2026-05-01"
    )

    assert ("Fri 2026-05-01 12:30 +02:00", "Tue 2026-05-05 12:30 +02:00") == (within[0], within[2])
    assert "Tue 2026-05-05 12:30:01 +02:00" == late[2]


def test_a_clock_change_is_crossed_in_real_seconds(tried):
    """Five hours around 02:00 of the night in March end an hour later on the wall."""
    trial = tried(objective("share: 90%, within: 5h, hours: 24x7"))
    within, _ = told(trial, "over the clock change of 2026-03-29")

    assert ("Sat 2026-03-28 23:30 +01:00", "Sun 2026-03-29 05:30 +02:00") == (within[0], within[2])


def test_working_days_turn_at_their_deadline(tried):
    """Two working days from Wednesday morning end on Friday at closing time."""
    metrics = (
        "metrics:\n  - {id: resolution-time, kind: duration, records: incident,"
        " source: itsm-export,\n     start: reported, stop: [resolved, closed], pause: []}\n"
    )
    limit = "share: 90%, within: {working_days: 2, due: end_of_day}, hours: office"
    gap = "{clock: continues, gap: counts}"
    trial = tried(f"{metrics}{objective(limit, reopened=gap)}")
    within, late = told(trial, "90% within 2 working days")

    assert ("Fri 2026-04-03 17:00 +02:00", "working day 2") == within[2:4]
    assert "Fri 2026-04-03 17:00:01 +02:00" == late[2]
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


@pytest.mark.parametrize("assign_to", ["decided", "start", "stop", "deadline"])
@pytest.mark.parametrize("window", ["week", "month", "quarter", "year"])
def test_every_way_to_assign_records_to_windows_is_tried(tried, assign_to, window):
    """Whatever the window and the way into it, both records lie in the one that is judged."""
    trial = tried(objective(OFFICE, assign_to=assign_to, window=window))

    assert cases(trial)
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


@pytest.mark.parametrize(
    ("share", "few", "counts"),
    [("90%", "none", (10, 1)), ("95%", "{up_to: 9, allow_misses: 1}", (20, 1))],
)
def test_the_smallest_count_of_misses_that_misses_is_tried(tried, share, few, counts):
    """90 % of 10: one miss is met, two are missed."""
    trial = tried(objective(f"share: {share}, within: 9h, hours: office", few_events=few))
    case = next(each for each in cases(trial) if each.about == f"{share} within 9h")
    records, misses = counts

    assert [records - misses, misses] == [count for _, count in case.inside]
    assert [records - misses - 1, misses + 1] == [count for _, count in case.outside]


def test_a_count_for_few_records_is_tried_at_its_edge(tried):
    """Up to nine records one may miss: nine with one miss are met, nine with two are not."""
    trial = tried(objective(OFFICE, few_events="{up_to: 9, allow_misses: 1}"))
    case = next(each for each in cases(trial) if each.about == "few records")

    assert ([8, 1], [7, 2]) == tuple([n for _, n in side] for side in (case.inside, case.outside))


def test_an_availability_turns_at_one_second(tried):
    """99.9 % of the 744 hours of January are 2,678.4 s: 2,678 are met, 2,679 are missed."""
    trial = tried(target=1)
    case = next(each for each in cases(trial) if each.about == "99.9% available")

    assert "44min 38s of 744h" == case.within.told()[-1]
    assert ("44min 38s", "44min 39s") == (case.within.told()[3], case.late.told()[3])
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def answers(**changed):
    """A plan read with other answers."""
    return lambda target: dataclasses.replace(
        target, answers=dataclasses.replace(target.answers, **changed)
    )


def objectives(**changed):
    """A plan read with other objectives."""
    return lambda target: dataclasses.replace(
        target, objectives=tuple(dataclasses.replace(o, **changed) for o in target.objectives)
    )


def without_pause(target):
    """A plan whose clock never pauses."""
    return dataclasses.replace(target, metric=dataclasses.replace(target.metric, pause=()))


def one_stop(target):
    """A plan in which only `resolved` stops the clock."""
    return dataclasses.replace(
        target, metric=dataclasses.replace(target.metric, stop=("resolved",))
    )


@pytest.mark.parametrize(
    ("wrong", "side", "about"),
    [
        (answers(limit_reached="missed"), "inside", "90% within 9h"),
        (objectives(share=Share("90.1%")), "inside", "90% within 9h"),
        (objectives(share=Share("80%")), "outside", "90% within 9h"),
        (objectives(calendar="24x7"), "inside", "over the closure"),
        (without_pause, "inside", "paused while"),
        (one_stop, "inside", "stopped by closed"),
        (answers(few_events=None), "inside", "few records"),
    ],
    ids=["limit", "share up", "share down", "hours", "pause", "stop", "few"],
)
def test_an_engine_that_reads_the_contract_otherwise_is_noticed(
    tried, monkeypatch, wrong, side, about
):
    """Whatever one line of the contract the engine reads otherwise, a witness falls over."""
    trial = tried(objective(OFFICE, few_events="{up_to: 9, allow_misses: 1}"))

    def measured(plan, records, as_of):
        return measure(
            dataclasses.replace(plan, targets=tuple(wrong(each) for each in plan.targets)),
            records,
            as_of,
        )

    assert any(case.about.startswith(about) for case in cases(trial))
    monkeypatch.setattr(trial_module, "measure", measured)
    found = [failure.case.about for failure in trial.failures(side)]

    assert any(each.startswith(about) for each in found)


def test_nothing_is_run_before_it_is_asked_for(tried, monkeypatch):
    """A trial that is made reads nothing and measures nothing; each side is run once."""
    runs = []
    monkeypatch.setattr(trial_module, "measure", lambda *given: runs.append(1) or measure(*given))
    trial = tried(objective(OFFICE))

    assert [] == runs
    trial.failures("inside")
    once = len(runs)
    trial.failures("inside")
    assert once == len(runs) > 0
