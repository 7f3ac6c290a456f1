"""Texts of times to instants: forms, zones, and the hours that do not exist or exist twice."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.quantities import Zone
from slaspec.records.reading.encoders import FAULTS_END, UnansweredError
from slaspec.records.reading.times import Times
from slaspec.records.tickets import ABSENT

UTC = timezone.utc


def instant(text):
    """UTC seconds of an ISO text."""
    moment = datetime.fromisoformat(text)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def times(order="iso", zone="UTC", missing=()):
    """An encoder of times."""
    return Times(missing, Zone(zone) if zone else None, order)


def reason(encoder, text):
    """Why a text cannot be used, or None."""
    code = encoder[text]
    return encoder.fault(code).reason if ABSENT < code < FAULTS_END else None


@pytest.mark.parametrize(
    ("order", "text", "expected"),
    [
        ("day_first", "4/3/2016 01:16", "2016-03-04T01:16:00Z"),
        ("month_first", "4/3/2016 01:16", "2016-04-03T01:16:00Z"),
        ("day_first", "04.03.2016 1:16:59", "2016-03-04T01:16:59Z"),
        ("day_first", "29-2-2016 23:59", "2016-02-29T23:59:00Z"),
        ("month_first", "12/31/2199 00:00:00", "2199-12-31T00:00:00Z"),
        ("iso", "2016-03-04 01:16", "2016-03-04T01:16:00Z"),
        ("iso", "2016-03-04T01:16:09", "2016-03-04T01:16:09Z"),
        ("iso", "2016-03-04T01:16:09.999", "2016-03-04T01:16:09Z"),
        ("iso", "2016-03-04T01:16:09,5Z", "2016-03-04T01:16:09Z"),
        ("iso", "1970-01-01T00:00:00.5+14:00", "1969-12-31T10:00:00Z"),
        ("iso", "2016-03-04T01:16-03:30", "2016-03-04T04:46:00Z"),
        ("iso", "2016-03-04T01:16:00+0200", "2016-03-03T23:16:00Z"),
        (None, "2016-03-04 01:16", "2016-03-04T01:16:00Z"),
    ],
)
def test_reads_the_declared_form(order, text, expected):
    """One text, one instant; sub-second parts are floored."""
    assert instant(expected) == times(order)[text]


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("day_first", "31/4/2016 10:00"),
        ("day_first", "29/2/2015 10:00"),
        ("day_first", "4/3-2016 10:00"),
        ("day_first", "4/3/16 10:00"),
        ("day_first", "4/3/2016"),
        ("day_first", "4/3/2016 24:00"),
        ("day_first", "4/3/2016 10:60"),
        ("day_first", "4/3/2016 10:00:60"),
        ("day_first", "4/3/2016 10:00 PM"),
        ("day_first", "4/3/2016  10:00"),
        ("day_first", " 4/3/2016 10:00"),
        ("day_first", "4/3/2016T10:00"),
        ("day_first", "2016-03-04 10:00"),
        ("day_first", "4/3/1969 10:00"),
        ("day_first", "4/3/2200 10:00"),
        ("day_first", "٤/3/2016 10:00"),
        ("day_first", "4/3/2016 1٠:00"),
        ("month_first", "2016-03-04T10:00"),
        ("iso", "2016-03-04"),
        ("iso", "2016-3-4T10:00"),
        ("iso", "2016-03-04t10:00"),
        ("iso", "2016-03-04_10:00"),
        ("iso", "2016-03-04T1:00"),
        ("iso", "2016-03-04T10:00.5"),
        ("iso", "2016-03-04T10:00+15:00"),
        ("iso", "2016-03-04T10:00+02:60"),
        ("iso", "2016-03-04T10:00 +02:00"),
        ("iso", "2016-03-04T10:00z"),
        ("iso", "20160304T1000"),
        ("iso", "1456995600"),
        ("iso", "2016-02-30T10:00"),
        ("iso", "2016-03-04T10:00\n"),
        ("iso", "yesterday"),
        ("iso", "4/3/2016 10:00"),
    ],
)
def test_refuses_any_other_form(order, text):
    """What is not exactly of the form is no time; nothing is guessed."""
    assert "unreadable time" == reason(times(order), text)


def test_says_how_a_time_is_written():
    """The help shows the declared form."""
    encoder = times("day_first")

    fault = encoder.fault(encoder["30/4/2016 at ten"])

    assert "'30/4/2016 at ten' is no date and time between 1970 and 2199" == fault.sentence
    assert "with date_order: day_first a time is written like 29/2/2016 01:16" == fault.help


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("day_first", "31/4/2016 10:00", "31/4/2016"),
        ("month_first", "2/30/2016 10:00", "2/30/2016"),
        ("iso", "2026-02-29T10:00", "2026-02-29"),
    ],
)
def test_a_day_that_is_in_no_calendar_is_named(order, text, day):
    """The form is right, so the form is not what is explained."""
    encoder = times(order)

    fault = encoder.fault(encoder[text])

    assert f"there is no date '{day}'" == fault.sentence
    assert "correct it where the record is kept" == fault.help


def test_empty_and_missing_texts_are_absent():
    """Neither is a time, and neither is a fault."""
    encoder = times(missing=["?"])

    assert [ABSENT, ABSENT] == [encoder[""], encoder["?"]]


def test_a_naive_time_is_of_the_declared_zone():
    """Oslo is an hour east of UTC in winter and two in summer."""
    oslo = times(zone="Europe/Oslo")

    assert instant("2026-01-15T11:00:00Z") == oslo["2026-01-15T12:00"]
    assert instant("2026-07-15T10:00:00Z") == oslo["2026-07-15T12:00"]


def test_an_offset_prevails_over_the_zone():
    """The offset that stands with the time says what it means, also in the hour that is twice."""
    oslo = times(zone="Europe/Oslo")

    assert instant("2026-10-25T00:30:00Z") == oslo["2026-10-25T02:30+02:00"]
    assert instant("2026-10-25T01:30:00Z") == oslo["2026-10-25T02:30+01:00"]
    assert instant("2026-01-15T12:00:00Z") == oslo["2026-01-15T12:00Z"]


def test_offsets_need_no_zone():
    """A file whose times all have offsets is read without a declared zone."""
    assert instant("2026-01-15T11:00:00Z") == times(zone=None)["2026-01-15T12:00+01:00"]


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("Europe/Oslo", "2026-03-29T01:59:59", None),
        ("Europe/Oslo", "2026-03-29T02:00:00", "time in a DST gap"),
        ("Europe/Oslo", "2026-03-29T02:59:59", "time in a DST gap"),
        ("Europe/Oslo", "2026-03-29T03:00:00", None),
        ("Europe/Oslo", "2026-10-25T01:59:59", None),
        ("Europe/Oslo", "2026-10-25T02:00:00", "ambiguous time"),
        ("Europe/Oslo", "2026-10-25T02:59:59", "ambiguous time"),
        ("Europe/Oslo", "2026-10-25T03:00:00", None),
        ("America/Sao_Paulo", "2018-11-04T00:00:00", "time in a DST gap"),
        ("America/Sao_Paulo", "2018-02-17T23:30:00", "ambiguous time"),
        ("America/Sao_Paulo", "2018-02-18T00:00:00", None),
        ("Pacific/Apia", "2011-12-30T12:00:00", "time in a DST gap"),
        ("Australia/Lord_Howe", "2026-04-05T01:45:00", "ambiguous time"),
    ],
)
def test_a_wall_time_must_name_one_instant(zone, text, expected):
    """A time that the clock skipped or showed twice leaves its ticket out."""
    assert expected == reason(times(zone=zone), text)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2199, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.sampled_from(
        ["UTC", "Europe/Oslo", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata"]
    ),
)
def test_agrees_with_zoneinfo(moment, zone):
    """Wherever a wall time is shown once, the instant is that of the standard library."""
    aware = moment.replace(tzinfo=ZoneInfo(zone))
    shown = aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    code = times(zone=zone)[moment.isoformat()]

    if shown != moment:
        assert code < FAULTS_END
    elif aware.utcoffset() != aware.replace(fold=1).utcoffset():
        assert code < FAULTS_END
    else:
        assert instant(aware.isoformat()) == code


@given(st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)))
def test_both_orders_read_what_they_write(moment):
    """A date written in an order is read back in that order."""
    wall = instant(moment.replace(microsecond=0, tzinfo=UTC).isoformat())
    clock = f"{moment:%H:%M:%S}"

    assert wall == times("day_first")[f"{moment.day}/{moment.month}/{moment.year} {clock}"]
    assert wall == times("month_first")[f"{moment.month}-{moment.day}-{moment.year} {clock}"]


@given(st.text(max_size=30), st.sampled_from(["iso", "day_first", "month_first"]))
def test_any_text_is_an_instant_or_a_fault(text, order):
    """No text raises anything but the question for the order of dates."""
    encoder = times(order)
    try:
        code = encoder[text]
    except UnansweredError:
        return

    assert code == encoder[text]


def test_asks_for_the_zone():
    """A naive time without a declared zone is a question to the author, not a ticket's fault."""
    with pytest.raises(UnansweredError) as caught:
        times(zone=None)["2026-01-15T12:00"]

    assert "times have no zone: '2026-01-15T12:00'" == caught.value.sentence
    assert caught.value.help.startswith("say timezone in the DataSource")


def test_asks_for_the_order_of_dates():
    """Without date_order a date in numbers has two readings."""
    with pytest.raises(UnansweredError) as caught:
        times(None)["4/3/2016 01:16"]

    assert "say date_order in the DataSource: day_first or month_first" == caught.value.help


@pytest.mark.parametrize(
    ("order", "other", "text"),
    [
        ("month_first", "day_first", "29/2/2016 01:16"),
        ("day_first", "month_first", "2/29/2016 01:16"),
    ],
)
def test_a_date_of_the_other_order_proves_the_declared_one_wrong(order, other, text):
    """The dates that seem readable are then wrong as well, so the file cannot be read."""
    with pytest.raises(UnansweredError) as caught:
        times(order)[text]

    assert f"'{text}' is no date with date_order: {order}" == caught.value.sentence
    assert caught.value.help.startswith(f"say date_order: {other}")
