"""What was in force before and after each update, worked out from what is in force now."""

from hypothesis import given
from hypothesis import strategies as st

from slaspec.records.sources.updates import Change, Update, merged, replayed, text_of, value

P1, P2, P3 = value("P1"), value("P2"), value("P3")
WAN, LAN = value("wan"), value("lan")


def states(now, *updates, lists=()):
    """The texts of one field at the beginning and after each update, and the gaps."""
    log = [Update(str(n), [Change("x", *change)]) for n, change in enumerate(updates)]
    told = replayed({"x": tuple(now)}, log, frozenset(lists))
    return [text_of(state["x"]) for state in told.states], told.gaps


def test_what_never_changed_always_was():
    """The beginning of a field without a change is what is in force now."""
    assert (["P1"], 0) == states([P1])
    assert ([""], 0) == states([])


def test_the_beginning_is_the_old_value_of_the_first_change():
    """And each update puts its new value in force."""
    assert (["P3", "P2", "P1"], 0) == states([P1], (P3, P2), (P2, P1))
    assert (["", "P2", ""], 0) == states([], (None, P2), (P2, None))


def test_a_change_from_another_value_is_a_gap():
    """Something between P2 and P3 is missing; what is told is believed."""
    assert (["P1", "P2", "P1"], 1) == states([P1], (P1, P2), (P3, P1))


def test_what_is_in_force_now_must_be_what_the_last_update_left():
    """Something behind the last update is missing."""
    assert (["P1", "P2"], 1) == states([P3], (P1, P2))
    assert (["P1", "P2"], 1) == states([], (P1, P2))


def test_a_value_with_a_new_name_is_no_gap():
    """The status was renamed in between; its id says that it is the same."""
    old, new = value("In Progress", "3"), value("Working", "3")

    assert (["", "In Progress", "P1"], 0) == states([P1], (None, old), (new, P1))


def test_a_value_without_a_word_shows_its_id():
    """A user who was deleted leaves nothing but an id."""
    assert "4711" == value("", "4711").text
    assert None is value("", "")


def test_lists_grow_and_shrink_by_one_value():
    """The beginning of a list is worked out backwards from what it holds now."""
    assert (["wan", "wan, lan", "lan"], 0) == states([LAN], (None, LAN), (WAN, None), lists="x")


def test_what_a_list_lost_without_having_it_is_a_gap():
    """Added twice, or removed although it was not there."""
    assert (["", "wan", "wan"], 1) == states([WAN], (None, WAN), (None, WAN), lists="x")
    assert (["lan, wan", "lan"], 0) == states([LAN], (WAN, None), lists="x")


def test_logs_keep_their_own_order():
    """A time that runs backwards in a log moves nothing of it; a tie goes to the first log."""
    one = [Update("2026-04-01T10:00:00Z"), Update("2026-04-01T09:00:00Z")]
    other = [Update("2026-04-01T11:30:00+02:00"), Update("2026-04-01T12:00:00+0200")]

    assert [other[0], one[0], one[1], other[1]] == merged(one, other)


def test_a_time_that_is_none_stays_where_it_was():
    """What it is worth is judged with the record."""
    log = [Update("2026-04-01T10:00:00Z"), Update("soon"), Update("")]

    assert log == merged(log)


VALUES = st.sampled_from([P1, P2, P3, None])


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_a_whole_log_replays_to_itself(history):
    """From the changes and the last value alone come all values, without a gap."""
    changes = list(zip(history, history[1:], strict=False))
    now = [each for each in history[-1:] if each]

    assert ([each.text if each else "" for each in history], 0) == states(now, *changes)


@given(st.lists(VALUES, min_size=4, max_size=8, unique=False), st.data())
def test_a_log_with_a_hole_has_gaps(history, data):
    """Unless what is missing led back to where it began."""
    changes = list(zip(history, history[1:], strict=False))
    hole = data.draw(st.integers(1, len(changes) - 2))
    now = [each for each in history[-1:] if each]

    _, gaps = states(now, *changes[:hole], *changes[hole + 1 :])

    assert int(history[hole] != history[hole + 1]) == gaps
