"""The first and the last of everything: seconds of a range, pieces of several records, weekdays."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from slaspec.errors import ServiceTimeError
from slaspec.service_time.pauses import Pieces
from slaspec.service_time.rules import rules_of
from slaspec.service_time.working_days import WorkingDays, compile_working_days
from tests.service_time.build import at, calendar

FIRST, LAST = at("2026-01-01T00:00+01:00"), at("2026-12-31T23:59:59+01:00")


def office() -> WorkingDays:
    """Monday to Friday of 2026 in Oslo, 08:00 to 17:00."""
    return compile_working_days(calendar(), date(2026, 1, 1), date(2026, 12, 31))


def test_a_clock_may_start_in_the_first_second_that_is_known() -> None:
    """January 1 is an open Thursday here: one working day later it is Friday, 17:00."""
    assert at("2026-01-02T17:00+01:00") == office().deadline(FIRST, 1, "end_of_day")
    assert [at("2026-01-02T17:00+01:00")] == office().deadline_array(
        [FIRST], 1, "end_of_day"
    ).tolist()


@pytest.mark.parametrize("start", [FIRST - 1, LAST + 1])
def test_a_clock_that_starts_outside_is_refused_as_such(start: int) -> None:
    """The second before the first and the second after the last are not known."""
    with pytest.raises(ServiceTimeError, match="is outside"):
        office().deadline(start, 1, "end_of_day")
    with pytest.raises(ServiceTimeError, match="is outside"):
        office().deadline_array([start], 1, "end_of_day")


@pytest.mark.parametrize("start", [at("2026-12-30T12:00+01:00"), LAST])
def test_a_start_inside_whose_deadline_is_not_known_says_for_how_many_days(start: int) -> None:
    """The last days are inside; what is not known is the third working day after them."""
    with pytest.raises(ServiceTimeError, match="3 working days"):
        office().deadline(start, 3, "end_of_day")
    with pytest.raises(ServiceTimeError, match="3 working days"):
        office().deadline_array([start], 3, "end_of_day")


def test_what_came_before_in_a_record_is_added_up_record_by_record() -> None:
    """Three pieces of one record, one of the next, two of the third: each begins at nothing."""
    owner = np.array([4, 4, 4, 7, 9, 9])
    none = np.zeros(6, dtype=np.int64)
    lasts = np.array([10, 20, 30, 5, 7, 1])

    assert [0, 10, 30, 0, 0, 7] == Pieces(owner, none, none).earlier(lasts).tolist()


def test_a_weekday_that_two_keys_name_has_the_hours_of_both() -> None:
    """Monday to Friday in the morning, and Friday in the evening as well."""
    both = calendar(open={"mon-fri": ["08:00-12:00"], "fri": ["18:00-20:00"]})
    week = rules_of(both).week

    assert ((8 * 3600, 12 * 3600),) == week[0]
    assert ((8 * 3600, 12 * 3600), (18 * 3600, 20 * 3600)) == week[4]
