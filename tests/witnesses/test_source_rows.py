"""Stories written as rows of a source come back through its mapping as they were told."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.quantities import Zone
from slaspec.language.read import read_text
from slaspec.records.simulate.repeated import repeated
from slaspec.records.simulate.source_rows import RowWriter
from slaspec.records.simulate.source_times import TimeWriter, UnwritableError
from slaspec.records.simulate.stories import Step, TicketStory
from slaspec.records.reading.rows import records_of_rows
from slaspec.records.reading.times import Times
from slaspec.records.tickets import ABSENT, STATES
from slaspec.service_time.offsets import offsets_of

AUGUST = 1785542400  # 2026-08-01T00:00:00Z
ZONES = ("UTC", "Europe/Oslo", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu")


def source(**more):
    """A log of changes with labels for everything, in Oslo time."""
    document = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Incidents",
        "format": "servicenow_csv",
        "records": "incident",
        "layout": "events",
        "timezone": "Europe/Oslo",
        "date_order": "day_first",
        "columns": {
            "id": "number",
            "order": "seq",
            "at": "updated",
            "state": "state",
            "priority": "priority",
            "service": "business_service",
            "reported": "opened",
            "resolved": "resolved_at",
        },
        "states": {"active": ["Work", "Busy"], "resolved": ["Done"]},
        "priorities": {"P1": ["1 - Critical"], "P2": ["2 - High"]},
        "services": {"desk": ["Service Desk"]},
        **more,
    }
    document = {key: value for key, value in document.items() if value is not None}
    read = read_text(json.dumps(document, indent=1).encode(), "itsm.yaml")
    assert () == read.findings
    return read.contract


def story(stop=AUGUST + 3600, **more):
    """A ticket of P1 that is resolved after an hour."""
    told = {
        "id": "INC1",
        "service": "desk",
        "priority": "P1",
        "steps": (Step(AUGUST, "active"), Step(stop, "resolved")),
        "events": {"reported": AUGUST, "resolved": stop},
        **more,
    }
    return TicketStory(**told)


def test_a_ticket_is_written_in_the_words_of_its_source():
    """Columns, labels, date order and zone are those of the source; the first label is taken."""
    first, last = RowWriter(source()).rows([story()])

    assert {
        "number": "INC1",
        "seq": "1",
        "updated": "1/8/2026 02:00:00",
        "state": "Work",
        "priority": "1 - Critical",
        "business_service": "Service Desk",
        "opened": "1/8/2026 02:00:00",
        "resolved_at": "",
    } == first
    assert ("Done", "1/8/2026 03:00:00") == (last["state"], last["resolved_at"])


def test_a_list_of_last_times_has_one_row_for_a_ticket():
    """A snapshot shows what the ticket finally was."""
    [row] = RowWriter(source(layout="snapshot")).rows([story()])

    assert ("Done", "1/8/2026 03:00:00") == (row["state"], row["resolved_at"])


@given(st.integers(0, 10**8), st.integers(0, 10**7), st.sampled_from(ZONES))
def test_what_is_written_is_read_back_to_the_second(start, length, zone):
    """Whatever the zone, an ISO source gives back the instants that were told."""
    begin = AUGUST + start
    told = story(
        steps=(Step(begin, "active"), Step(begin + length, "resolved")),
        events={"reported": begin, "resolved": begin + length},
    )
    of = source(timezone=zone, date_order="iso")
    tickets, report = records_of_rows(of, list(RowWriter(of).rows([told])), "rows")

    assert {} == report.excluded
    assert ("INC1",) == tickets.ids
    assert [begin, begin + length] == tickets.history.at.tolist()
    assert ["active", "resolved"] == [STATES[code] for code in tickets.history.state.tolist()]
    assert begin == tickets.stamps["reported"][0]
    assert begin + length == tickets.stamps["resolved"][0]
    assert "P1" == tickets.priorities[tickets.priority_final[0]]


@pytest.mark.parametrize("order", ["day_first", "month_first", "iso"])
@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/New_York"])
def test_every_form_of_time_is_the_inverse_of_reading_it(order, zone):
    """A time that is written is read as the same instant, every 5 h 7 min of a year."""
    reader, writer = Times((), Zone(zone), order), TimeWriter(Zone(zone), order)
    written = {}
    for instant in range(AUGUST, AUGUST + 366 * 86400, 18420):
        try:
            written[instant] = writer.text(instant)
        except UnwritableError:
            assert order != "iso"

    assert list(written) == [reader[text] for text in written.values()]


def test_an_hour_that_the_clock_shows_twice_needs_an_offset():
    """ISO texts say it; other forms cannot, so that nothing is written."""
    fold = int(datetime.fromisoformat("2026-10-25T02:30:00+02:00").timestamp())

    assert "2026-10-25T02:30:00+02:00" == TimeWriter(Zone("Europe/Oslo"), "iso").text(fold)
    with pytest.raises(UnwritableError, match="show 2026-10-25 02:30 twice"):
        TimeWriter(Zone("Europe/Oslo"), "day_first").text(fold)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"priority": "P3"}, "has no label for 'P3' in priorities"),
        ({"service": "network"}, "has no label for 'network' in services"),
        ({"steps": (Step(AUGUST, "closed"),)}, "has no label for 'closed' in states"),
    ],
)
def test_what_a_source_cannot_say_is_not_written(told, says):
    """A word without a label is refused, with the name of its map."""
    with pytest.raises(UnwritableError, match=says):
        list(RowWriter(source()).rows([story(**told)]))


def test_a_constant_service_cannot_be_another():
    """A source whose records are all of one service writes none of another."""
    columns = {"id": "number", "at": "updated", "state": "state"}
    one = source(columns=columns, services=None, service="network", priorities=None)

    with pytest.raises(UnwritableError, match="are of service 'network', none of 'desk'"):
        list(RowWriter(one).rows([story(priority=None)]))


def test_a_column_with_two_meanings_holds_what_its_row_says():
    """A column mapped to the update and to the report has the time of the update, in each row."""
    columns = {"id": "number", "at": "updated", "state": "state", "reported": "updated"}
    one = source(columns=columns, services=None, service="desk", priorities=None)
    tickets, _ = records_of_rows(one, list(RowWriter(one).rows([story(priority=None)])), "rows")

    assert AUGUST + 3600 == tickets.stamps["reported"][0]


def test_tickets_are_repeated_without_being_written_again():
    """Counts say how often each ticket occurs; 0 leaves it out, ids stay different."""
    of = source()
    stories = [story(id="A"), story(id="B", priority="P2", stop=AUGUST + 60), story(id="C")]
    tickets, _ = records_of_rows(of, list(RowWriter(of).rows(stories)), "rows")

    many = repeated(tickets, [0, 3, 1])

    assert ("B", "B-2", "B-3", "C") == many.ids
    assert [0, 2, 4, 6, 8] == many.history.first.tolist()
    assert [AUGUST, AUGUST + 60] * 3 + [AUGUST, AUGUST + 3600] == many.history.at.tolist()
    assert ["P2", "P2", "P2", "P1"] == [many.priorities[i] for i in many.priority_final.tolist()]
    assert ABSENT not in many.stamps["resolved"].tolist()


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Australia/Lord_Howe", "America/St_Johns"])
@pytest.mark.parametrize("order", ["iso", "day_first"])
def test_around_clock_changes_every_second_is_written_or_refused(zone, order):
    """In the hours around each change of two years, what is written is read back exactly."""
    reader, writer = Times((), Zone(zone), order), TimeWriter(Zone(zone), order)
    changes = [b for b in offsets_of(zone, 2026, 2027).begins if AUGUST - 10**8 < b]
    refused = 0
    for change in changes:
        for instant in range(change - 2 * 3600, change + 2 * 3600, 97):
            try:
                assert instant == reader[writer.text(instant)]
            except UnwritableError:
                refused += 1

    assert (order == "iso") == (refused == 0)
