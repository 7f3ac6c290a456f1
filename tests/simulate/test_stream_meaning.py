"""What a profile says is what its stream does, figure by figure."""

from datetime import date, datetime
from math import sqrt
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from slaspec.records.simulate.readable import rows_for_reading
from slaspec.records.simulate.streams import Span, outage_stream, ticket_stream
from slaspec.records.tickets import STATES
from tests.simulate.profiles import FULL, PLAIN, outages_of, profile_of

OSLO = ZoneInfo("Europe/Oslo")
SPAN = Span(7, date(2026, 1, 1), date(2026, 12, 31))


def block(profile, count=20_000, **said):
    return ticket_stream(profile, SPAN, "itsm", count=count, **said).block(0)


def owners(table):
    return np.repeat(np.arange(len(table)), np.diff(table.history.first))


def near(share, found, count):
    """Within four standard deviations of what is to be expected."""
    return abs(found / count - share) <= 4 * sqrt(share * (1 - share) / count) + 1 / count


def has(table, state):
    """Which tickets are ever in a state."""
    found = np.zeros(len(table), dtype=bool)
    found[owners(table)[table.history.state == STATES.index(state)]] = True
    return found


def resolution(table):
    """Seconds from the report to the first resolution of each ticket that was resolved."""
    rows = np.flatnonzero(table.history.state == STATES.index("resolved"))[::-1]
    at = np.full(len(table), -1, dtype=np.int64)
    at[owners(table)[rows]] = table.history.at[rows]
    some = at >= 0
    return (at - table.stamps["reported"])[some], np.flatnonzero(some)


def test_times_between_two_quantiles_are_even():
    """p0 1h and p100 3h: all between one and three hours, half of them below two."""
    seconds, _ = resolution(block(profile_of()))

    assert 3600 <= seconds.min() and seconds.max() < 3 * 3600
    assert near(0.5, int((seconds < 7200).sum()), len(seconds))


@pytest.mark.parametrize(("priority", "share"), [("P1", 0.02), ("P2", 0.08), ("P3", 0.9)])
def test_priorities_and_waiting_have_their_shares(priority, share):
    """As many tickets are opened with each priority, and wait, as the profile says."""
    table = block(profile_of(FULL, reclassified=None))
    mine = table.priority_first == table.priorities.index(priority)
    waits = has(table, "waiting_customer") | has(table, "waiting_supplier")
    waiting = {"P1": 0.3, "P2": 0.25, "P3": 0.23}[priority]

    assert near(share, int(mine.sum()), len(table))
    assert near(waiting, int(waits[mine].sum()), int(mine.sum()))


def test_changes_of_priority_have_their_shares():
    """5 % of P2 end as P1, 4 % as P3; the priority of the end decides how long they take."""
    table = block(profile_of(FULL), 40_000)
    code = {name: i for i, name in enumerate(table.priorities)}
    opened = table.priority_first == code["P2"]
    for name, share in (("P1", 0.05), ("P3", 0.04), ("P2", 0.91)):
        ended = int((opened & (table.priority_final == code[name])).sum())
        assert near(share, ended, int(opened.sum()))


def test_ends_and_reopenings_have_their_shares():
    """Cancelled 2 %, duplicates 1 %, closed without a resolution 6.2 % of the others, reopened 2 %."""
    table = block(profile_of(FULL), 40_000)
    last = {state: int((table.last_state == STATES.index(state)).sum()) for state in STATES}
    closed = last["closed"]
    resolved = has(table, "resolved")
    again = np.bincount(owners(table)[table.history.state == STATES.index("resolved")])

    assert near(0.02, last["cancelled"], 40_000)
    assert near(0.01, last["duplicate"], 40_000)
    assert near(0.062, closed - int(resolved.sum()), closed)
    assert near(0.02, int((again > 1).sum()), int(resolved.sum()))


def test_the_part_that_waits():
    """A ticket of four hours that waits half of its time waits two hours, in one span."""
    table = block(
        profile_of(
            PLAIN,
            priorities="{P1: {share: 100%, waiting: 100%, resolution: {p50: 4h}}}",
            waiting="{part: {p50: 50%}, states: {waiting_supplier: 100%}}",
        ),
        50,
    )
    for i in range(50):
        at = table.history.at[table.history.first[i] : table.history.first[i + 1]].tolist()
        assert 5 == len(at)
        assert 7200 == at[2] - at[1]
        assert 4 * 3600 == at[3] - at[0]


def test_waits_in_several_spans_add_up():
    """Three spans that wait three of four hours together, whatever their lengths."""
    table = block(
        profile_of(
            PLAIN,
            priorities="{P1: {share: 100%, waiting: 100%, resolution: {p50: 4h}}}",
            waiting="{part: {p50: 75%}, states: {waiting_customer: 100%}, spans: [0%, 0%, 100%]}",
        ),
        50,
    )
    code = STATES.index("waiting_customer")
    history = table.history
    for i in range(50):
        rows = range(history.first[i], history.first[i + 1])
        waits = [int(history.at[r + 1] - history.at[r]) for r in rows if history.state[r] == code]
        assert 3 == len(waits)
        assert 3 * 3600 == sum(waits)


def test_bulk_closes_are_at_the_end_of_the_quarter():
    """All of them: 18:00 on the clock on 31 March, 30 June, 30 September, 31 December."""
    table = block(
        profile_of(PLAIN, closed="{after: {p50: 1h}, bulk: {share: 100%, every: quarter}}"), 200
    )
    closed = table.history.at[table.history.first[1:] - 1]
    shown = {f"{datetime.fromtimestamp(at, OSLO):%m-%d %H:%M:%S}" for at in closed.tolist()}

    assert {"03-31 18:00:00", "06-30 18:00:00", "09-30 18:00:00", "12-31 18:00:00"} == shown


def test_every_month_has_its_bulk_close():
    """29 February is the last day of its month in 2028."""
    profile = profile_of(PLAIN, closed="{after: {p50: 1h}, bulk: {share: 100%, every: month}}")
    span = Span(1, date(2028, 2, 1), date(2028, 2, 28))
    table = ticket_stream(profile, span, "itsm", count=20).block(0)
    closed = table.history.at[table.history.first[1:] - 1]

    assert {"2028-02-29T18:00:00+01:00"} == {
        datetime.fromtimestamp(at, OSLO).isoformat() for at in closed.tolist()
    }


def test_groups_follow_one_another():
    """Opened at the desk; 20 % handed over once, 10 % twice; groups stay until the next one."""
    table = block(profile_of(FULL))
    names = np.array(table.groups)[table.history.group]
    moves = np.zeros(len(table), dtype=int)
    np.add.at(moves, owners(table)[1:][(names[1:] != names[:-1])], 1)

    assert ("desk", "net", "platform") == table.groups
    assert {"desk"} == set(names[table.history.first[:-1]])
    ever = np.zeros(len(table), dtype=bool)
    ever[owners(table)[names != "desk"]] = True
    assert near(0.3, int(ever.sum()), len(table))


def test_first_responses_are_before_the_resolution():
    """A response is due to come after ten hours, the ticket is resolved in one: it comes with it."""
    profile = profile_of(
        PLAIN,
        priorities="{P1: {share: 100%, resolution: {p50: 1h}, events: {first_response: {p50: 10h}}}}",
    )
    table = block(profile, 10)

    assert {3600} == set((table.stamps["first_response"] - table.stamps["reported"]).tolist())


def test_outages_have_their_classes_components_and_lengths():
    """Partial 80 % for an hour, down for two; one in ten hits two components, never one twice."""
    profile = outages_of(
        "per_year: 100\ncomponents: {wan: 60%, lan: 30%, portal: 10%}\n"
        "classes: {partial: {share: 80%, duration: {p50: 1h}}, down: {share: 20%, duration: {p50: 2h}}}\n"
        "together: [90%, 10%]"
    )
    table = outage_stream(profile, SPAN, "noc", count=5000).block(0)
    lasted = (table.end - table.begin).tolist()
    length = {"partial": 3600, "down": 7200}
    pairs = {(id, part) for id, part in zip(table.ids, table.part.tolist())}

    assert [length[table.classes[code]] for code in table.kind_of.tolist()] == lasted
    assert len(pairs) == len(table)
    assert 5000 == len(set(table.ids))
    assert near(0.1, len(table) - 5000, 5000)
    assert near(0.2, int((table.kind_of == 1).sum()), len(table))


def test_outages_come_by_the_year():
    """730 a year for two years, by chance."""
    profile = outages_of(
        "per_year: 730\ncomponents: {wan: 100%}\nclasses: {down: {share: 100%, duration: {p50: 1h}}}"
    )
    stream = outage_stream(profile, Span(3, date(2026, 1, 1), date(2027, 12, 31)), "noc")

    assert abs(len(stream) - 1460) < 4 * sqrt(1460)


def test_words_for_readers_belong_to_their_ticket():
    """The words of a ticket are the same whoever else is shown, and others with another seed."""
    table = block(profile_of(), 20)
    zone = "Europe/Oslo"
    all_rows = rows_for_reading(table, zone, 7)
    again = rows_for_reading(table, zone, 7, most=3)
    others = rows_for_reading(table, zone, 8, most=3)

    assert all_rows[:3] == again
    assert [row.id for row in again] == [row.id for row in others]
    assert [row.caller for row in again] != [row.caller for row in others]
    assert "SIM-0000001" == all_rows[0].id
    assert all(row.caller and row.summary for row in all_rows)


def test_a_stream_is_shown_to_its_reader():
    """Its first tickets in the order of time, on the clock of the profile; never more than asked."""
    profile = profile_of()
    stream = ticket_stream(profile, Span(7, date(2026, 1, 5), date(2026, 1, 11)), "itsm", count=30)

    shown = stream.rows_for_reading(4)

    assert ["SIM-0000001", "SIM-0000002", "SIM-0000003", "SIM-0000004"] == [r.id for r in shown]
    assert sorted(r.reported for r in shown) == [r.reported for r in shown]
    assert rows_for_reading(stream.block(0), profile.timezone, 7, most=4) == shown
    assert 30 == len(stream.rows_for_reading(99))


def test_the_bytes_of_a_stream_of_outages_are_pinned():
    """As those of tickets: a change of them is made on purpose or not at all."""
    import hashlib

    profile = outages_of(
        "per_year: 100\ncomponents: {wan: 60%, lan: 30%, portal: 10%}\n"
        "classes: {partial: {share: 80%, duration: {p10: 10min, p90: 5h}},"
        " down: {share: 20%, duration: {p50: 2h}}}\n"
        "together: [80%, 15%, 5%]"
    )
    table = outage_stream(profile, SPAN, "noc", count=2000).block(0)
    columns = (table.part, table.begin, table.end, table.kind_of)
    found = hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest()

    assert "2244f08344466392155b6662e07397f5b69deb083bdb9d4dda2b68b63013bc31" == found
