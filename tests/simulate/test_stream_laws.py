"""A stream is a pure function of its profile, dates, seed and block."""

import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError, UsageError
from slaspec.records.simulate import arrivals, tickets
from slaspec.records.simulate.streams import Span, ticket_stream
from slaspec.records.tickets import STATES
from tests.simulate.profiles import FULL, PLAIN, profile_of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ROOT = Path(__file__).parents[2]


def streamed(profile, seed=7, dates=YEAR, **said):
    return ticket_stream(profile, Span(seed, *dates), "itsm", **said)


def columns(table):
    """Every column of a table of tickets, by name."""
    history = table.history
    return {
        **{f"at {event}": held for event, held in sorted(table.stamps.items())},
        **{
            name: getattr(table, name)
            for name in ("service", "priority_first", "priority_final", "last_state")
        },
        **{name: getattr(history, name) for name in ("first", "at", "state", "priority", "group")},
    }


def digest(table):
    """SHA-256 over all columns and ids."""
    bytes_ = b"".join(column.tobytes() for column in columns(table).values())
    return hashlib.sha256(bytes_ + ",".join(table.ids[:100]).encode()).hexdigest()


def rows_of(table, ticket):
    history = table.history
    first, last = history.first[ticket], history.first[ticket + 1]
    return [
        (int(history.at[i]), STATES[history.state[i]], table.priorities[history.priority[i]])
        for i in range(first, last)
    ]


def test_the_bytes_of_a_stream_are_pinned():
    """A change of these bytes moves every simulated figure: it is made on purpose or not at all."""
    expected = "5f832689e57b841d71a44e5cdfb18bfc2c9cf2a155fb2cb80ec074b73fce54dc"

    assert expected == digest(streamed(profile_of(FULL), count=20_000).block(0))


def test_another_process_makes_the_same_block():
    """Block 1 of two, made alone in a process of its own, without block 0."""
    code = (
        "from tests.simulate.test_stream_laws import *\n"
        "arrivals.BLOCK = tickets.BLOCK = 1000\n"
        "print(digest(streamed(profile_of(FULL), count=2000).block(1)))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == _small_blocks(2000)[1]


def _small_blocks(count, order=None):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrivals, "BLOCK", 1000)
        patch.setattr(tickets, "BLOCK", 1000)
        stream = streamed(profile_of(FULL), count=count)
        order = range(stream.blocks) if order is None else order
        return {number: digest(stream.block(number)) for number in order}


@given(st.permutations(range(4)))
@settings(max_examples=5, deadline=None)
def test_blocks_can_be_made_in_any_order(order):
    """The order in which blocks are made cannot be seen in them."""
    assert _small_blocks(3500) == dict(sorted(_small_blocks(3500, order).items()))


def test_blocks_follow_one_another_in_time(monkeypatch):
    """Every block has its number of tickets, and the last of one is not after the first of the next."""
    monkeypatch.setattr(arrivals, "BLOCK", 1000)
    monkeypatch.setattr(tickets, "BLOCK", 1000)
    stream = streamed(profile_of(FULL), count=3500)
    reported = np.concatenate([block.stamps["reported"] for block in stream])

    assert [1000, 1000, 1000, 500] == [len(block) for block in stream]
    assert bool((np.diff(reported) >= 0).all())
    assert ["SIM-0001001", "SIM-0002000"] == [stream.block(1).ids[0], stream.block(1).ids[-1]]


def test_the_pieces_of_a_block_cannot_be_seen(monkeypatch):
    """How many tickets are worked out at once changes no byte."""
    whole = digest(streamed(profile_of(FULL), count=3000).block(0))
    monkeypatch.setattr(tickets, "PIECE", 256)

    assert whole == digest(streamed(profile_of(FULL), count=3000).block(0))


def test_another_seed_is_another_stream():
    """The same profile with another seed has other tickets."""
    assert digest(streamed(profile_of(FULL), 1, count=100).block(0)) != digest(
        streamed(profile_of(FULL), 2, count=100).block(0)
    )


def test_one_changed_figure_moves_nothing_else():
    """
    Common random numbers: with P1 twice as slow, tickets of P2 and P3 are the same to the second,
    and those of P1 are reported, served and grouped as before.
    """
    slower = FULL["priorities"].replace(
        "p50: 2h, p75: 10h, p95: 40h", "p50: 4h, p75: 20h, p95: 80h"
    )
    base = streamed(profile_of(FULL), count=5000).block(0)
    head = streamed(profile_of(FULL, priorities=slower), count=5000).block(0)
    is_p1 = base.priority_final == base.priorities.index("P1")

    for name in ("at reported", "service", "priority_first", "priority_final", "last_state"):
        assert columns(base)[name].tolist() == columns(head)[name].tolist()
    others = np.flatnonzero(~is_p1)[:400]
    assert [rows_of(base, i) for i in others] == [rows_of(head, i) for i in others]
    assert any(rows_of(base, i) != rows_of(head, i) for i in np.flatnonzero(is_p1))


def test_what_is_added_moves_nothing_before_it():
    """With reopening added, everything up to the first resolution stays as it was."""
    base = streamed(profile_of(FULL, reopened=None), count=1000).block(0)
    head = streamed(profile_of(FULL), count=1000).block(0)

    for i in range(1000):
        before = [row for row in rows_of(base, i) if row[1] != "closed"]
        assert before == rows_of(head, i)[: len(before)]


@given(st.integers(0, 2**64 - 1))
@settings(max_examples=15, deadline=None)
def test_every_ticket_is_a_possible_one(seed):
    """Times never run backwards; waiting lies before the resolution; nothing follows the end."""
    table = streamed(profile_of(FULL), seed, count=400).block(0)
    for i in range(len(table)):
        rows = rows_of(table, i)
        states = [state for _, state, _ in rows]
        times = [at for at, _, _ in rows]
        assert sorted(times) == times
        assert times[0] == table.stamps["reported"][i]
        assert states[-1] == STATES[table.last_state[i]]
        assert states[-1] in ("closed", "cancelled", "duplicate")
        assert rows[-1][2] == table.priorities[table.priority_final[i]]
        assert rows[0][2] == table.priorities[table.priority_first[i]]
        done = states.index("resolved") if "resolved" in states else len(states) - 1
        assert not any(state.startswith("waiting") for state in states[done:])
        for before, after in zip(states, states[1:]):
            assert not before.startswith("waiting") or after == "active"
        for event in ("assigned", "first_response"):
            assert times[0] <= table.stamps[event][i] <= times[done]


def test_a_stream_without_tickets_is_a_stream():
    """`count` 0 is one empty block: a silence that can be measured."""
    stream = streamed(profile_of(), count=0)

    assert [0, 1, 0] == [len(stream), stream.blocks, len(stream.block(0))]


@pytest.mark.parametrize("number", [-1, 1])
def test_a_block_that_is_none(number):
    """It is refused, with how many there are."""
    with pytest.raises(UsageError, match=f"there is no block {number}; the stream has 1"):
        streamed(profile_of(), count=10).block(number)


def test_reversed_dates():
    """They are refused by name."""
    with pytest.raises(UsageError, match="the dates are reversed"):
        streamed(profile_of(), dates=YEAR[::-1])


@pytest.mark.parametrize(
    "dates", [(date(1969, 12, 31), date(1970, 1, 2)), (date(2026, 1, 1), date(9999, 12, 31))]
)
def test_dates_that_no_calendar_knows(dates):
    """The language ends with 1970 and 2199, and so do streams."""
    with pytest.raises(UsageError, match="is not within 1970 to 2199"):
        streamed(profile_of(), dates=dates)


def test_a_count_below_zero():
    """It is refused in words."""
    with pytest.raises(UsageError, match="a stream cannot have -1 records"):
        streamed(profile_of(), count=-1)


def test_a_stream_shows_itself_in_a_line():
    """A failing test of the user shows what the stream is, not all of its tables."""
    assert len(repr(streamed(profile_of(), count=10))) < 200


def test_a_profile_that_contradicts_itself_makes_no_stream():
    """The first fault, at its place: a stream never runs on figures that do not add up."""
    profile = profile_of(services="{service-desk: 90%}")
    with pytest.raises(LocatedError, match="the shares of the services add up to 90%") as refused:
        streamed(profile, count=10)

    assert refused.value.at.startswith("desk.profile.yaml:9:")


def test_a_profile_of_outages_has_no_tickets():
    """It is refused, and what is wanted is said."""
    from tests.simulate.profiles import outages_of

    profile = outages_of(
        "per_year: 12\ncomponents: {wan: 100%}\nclasses: {down: {share: 100%, duration: {p50: 1h}}}"
    )
    with pytest.raises(LocatedError, match="has no tickets"):
        streamed(profile)


def test_holidays_need_their_calendar():
    """A profile with holidays makes no stream without them, and none beyond what is known."""
    from slaspec.errors import ServiceTimeError
    from slaspec.use_cases.load import load

    profile = profile_of(holidays="{calendar: office-no, share: 10%}")
    calendar = load(ROOT / "contracts" / "nordit").contracts["office-no"]
    with pytest.raises(LocatedError, match="the calendar 'office-no' is missing"):
        streamed(profile)
    with pytest.raises(ServiceTimeError, match="2016-01-01 is outside"):
        streamed(profile, dates=(date(2016, 1, 1), date(2016, 1, 31)), calendar=calendar)


def test_levels_lead_through_the_matrix():
    """Impact and urgency are drawn together, kept as fields, and give the priority of the table."""
    from slaspec.use_cases.load import load

    book = load(ROOT / "contracts" / "nordit")
    matrix = book.contracts["itil-3x3"]
    flow = book.contracts["desk-profile"]
    table = streamed(flow, count=3000, matrix=matrix, calendar=book.contracts["office-no"]).block(0)

    for i in range(len(table)):
        impact, urgency = table.fields["impact"][i], table.fields["urgency"][i]
        assert matrix.table[impact][urgency] == table.priorities[table.priority_first[i]]


def test_levels_without_their_matrix():
    """A cell that leads nowhere is refused at its place."""
    profile = profile_of(
        PLAIN,
        priorities="{P1: {resolution: {p50: 1h}}}",
        matrix="itil",
        levels="{high: {low: 100%}}",
    )
    with pytest.raises(LocatedError, match="impact high with urgency low leads to no priority"):
        streamed(profile, count=1)
