"""
Quantities: every form of the language, its bounds, its exact value, and what the refusal says.
"""

from __future__ import annotations

import pickle
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import QuantityError
from slaspec.language import quantities
from slaspec.language.quantities import (
    Amount,
    Day,
    Duration,
    Hours,
    Instant,
    Lookback,
    Money,
    Quantity,
    Share,
    Span,
    Zone,
    minor_units,
    number,
)

LAW = settings(max_examples=200, derandomize=True, deadline=None)
TEN_YEARS_HOURS = 10 * 366 * 24

GOOD: list[tuple[type[Quantity], str, dict[str, Any]]] = [
    (Duration, "90s", {"seconds": 90}),
    (Duration, "1s", {"seconds": 1, "milliseconds": 1000}),
    (Duration, "30min", {"seconds": 1800}),
    (Duration, "4h", {"seconds": 14400}),
    (Duration, "2h 30min", {"seconds": 9000}),
    (Duration, "2h30min", {"seconds": 9000}),
    (Duration, "1h 1min 1s", {"seconds": 3661}),
    (Duration, "0min", {"seconds": 0}),
    (Duration, "300ms", {"seconds": 0, "milliseconds": 300}),
    (Duration, "1500ms", {"seconds": 1, "milliseconds": 1500}),
    (Duration, "PT4H", {"seconds": 14400}),
    (Duration, "PT1H30M5S", {"seconds": 5405}),
    (Duration, "PT0000000000000000004H", {"seconds": 14400}),
    (Duration, f"{TEN_YEARS_HOURS}h", {"seconds": TEN_YEARS_HOURS * 3600}),
    (Span, "30 days", {"count": 30, "unit": "days"}),
    (Span, "1 day", {"count": 1, "unit": "days"}),
    (Span, "10 working days", {"count": 10, "unit": "working days"}),
    (Span, "3 months", {"count": 3, "unit": "months"}),
    (Span, "2 windows", {"count": 2, "unit": "windows"}),
    (Span, "0 days", {"count": 0, "unit": "days"}),
    (Span, "99999 hours", {"count": 99999, "unit": "hours"}),
    (Lookback, "rolling 12 months", {"count": 12, "unit": "months"}),
    (Lookback, "rolling 30 days", {"count": 30, "unit": "days"}),
    (Lookback, "contract_year", {"count": 1, "unit": "contract_year"}),
    (Share, "99.9%", {"percent": Decimal("99.9"), "value": Fraction(999, 1000)}),
    (Share, "99.90%", {"percent": Decimal("99.90"), "value": Fraction(999, 1000)}),
    (Share, "0%", {"value": Fraction(0)}),
    (Share, "100%", {"value": Fraction(1)}),
    (Share, "0.000001%", {"value": Fraction(1, 10**8)}),
    (Share, "150%", {"value": Fraction(3, 2)}),
    (Money, "40000.00 EUR", {"amount": Decimal("40000.00"), "currency": "EUR"}),
    (Money, "40000 EUR", {"amount": Decimal(40000), "currency": "EUR"}),
    (Money, "-12.5 USD", {"amount": Decimal("-12.5"), "currency": "USD"}),
    (Money, "100 JPY", {"amount": Decimal(100), "currency": "JPY"}),
    (Money, "1.234 KWD", {"amount": Decimal("1.234"), "currency": "KWD"}),
    (Money, "999999999999999.99 EUR", {"amount": Decimal("999999999999999.99")}),
    (Amount, "10%", {"value": Decimal(10), "unit": "%"}),
    (Amount, "0.1pp", {"value": Decimal("0.1"), "unit": "pp"}),
    (Amount, "-5%", {"value": Decimal(-5), "unit": "%"}),
    (Amount, "10x", {"value": Decimal(10), "unit": "x"}),
    (Amount, "1000.00 EUR", {"value": Decimal("1000.00"), "unit": "EUR"}),
    (Amount, "2 points", {"value": Decimal(2), "unit": "points"}),
    (Amount, "1 point", {"value": Decimal(1), "unit": "points"}),
    (Amount, "12 service hours", {"value": Decimal(12), "unit": "service hours"}),
    (Amount, "3 service days", {"value": Decimal(3), "unit": "service days"}),
    (Amount, "30min", {"value": Decimal(1800), "unit": "s"}),
    (Amount, "1h 30min", {"value": Decimal(5400), "unit": "s"}),
    (Amount, "PT4H", {"value": Decimal(14400), "unit": "s"}),
    (Amount, "300ms", {"value": Decimal(300), "unit": "ms"}),
    (Amount, "10 cases", {"value": Decimal(10), "unit": "cases"}),
    (Amount, "3 days", {"value": Decimal(3), "unit": "days"}),
    (Amount, "-10 cases", {"value": Decimal(-10), "unit": "cases"}),
    (Amount, "99.5", {"value": Decimal("99.5"), "unit": ""}),
    (Amount, "0", {"value": Decimal(0), "unit": ""}),
    (Hours, "08:00-17:00", {"opens": 28800, "closes": 61200}),
    (Hours, "22:00-24:00", {"opens": 79200, "closes": 86400}),
    (Hours, "00:00-24:00", {"opens": 0, "closes": 86400}),
    (Hours, "22:00-06:00", {"opens": 79200, "closes": 108000}),
    (Hours, "22:00-00:00", {"opens": 79200, "closes": 86400}),
    (Day, "2026-05-17", {"value": date(2026, 5, 17)}),
    (Day, "2028-02-29", {"value": date(2028, 2, 29)}),
    (Day, "1970-01-01", {"value": date(1970, 1, 1)}),
    (Day, "2199-12-31", {"value": date(2199, 12, 31)}),
    (Instant, "2026-04-03T16:50:00+02:00", {"epoch": 1775227800}),
    (Instant, "2026-04-03T14:50:00Z", {"epoch": 1775227800}),
    (Instant, "2026-04-03T14:50Z", {"epoch": 1775227800}),
    (Instant, "1970-01-01T00:00:00-12:00", {"epoch": 43200}),
    (Zone, "UTC", {}),
    (Zone, "Europe/Oslo", {}),
    (Zone, "America/Argentina/Buenos_Aires", {}),
]

DAY_OR_MONTH = "a day or a month has no fixed length on a clock: say 24h, or {working_days: 2"
BAD: list[tuple[type[Quantity], str, str]] = [
    *((Duration, text, DAY_OR_MONTH) for text in ("1d", "1 day", "2 days", "1w", "2 weeks")),
    *((Duration, text, DAY_OR_MONTH) for text in ("1 month", "3 months", "1 year", "P2D", "1D")),
    (Duration, "2 working days", DAY_OR_MONTH),
    *(
        (Duration, text, "write it like 90s, 30min, 4h or 2h 30min")
        for text in (
            *("", " ", "4", "4 h", "4 hours", "4H", "1.5h", "30m", "30 min", "-4h", "+4h", "04h"),
            *("4h ", " 4h", "4h\n", "2h  30min", "30min 2h", "2h, 30min", "1e3s", "0x4h", "h"),
            *("PT", "PT4h", "pt4h", "PT1.5H", "T4H", "PT-4H", "12:30", "0ms", "01ms", "1.5ms"),
            *("１２h", "١٢h", "4ｈ", "4h\u00a030min", "∞h", "4" * 6000 + "x"),
        )
    ),
    (Duration, f"{TEN_YEARS_HOURS}h 1s", "longer than 10 years"),
    (Duration, "9" * 5000 + "s", "longer than 10 years"),
    (Duration, "PT" + "9" * 60 + "H", "longer than 10 years"),
    *(
        (Span, text, "write it like 30 days, 10 working days or 3 months")
        for text in (
            *("", "30", "30days", "30  days", "30 Days", "-1 days", "1.5 days", "030 days"),
            *("100000 days", "30 days ", "30 days\n", "10 workingdays", "10 business days"),
            *("３０ days", "PT4H", "30min", "a month", "3 quarters"),
        )
    ),
    *(
        (Lookback, text, "write it like rolling 12 months")
        for text in (
            *("", "12 months", "rolling", "rolling 0 months", "rolling 012 months"),
            *("Rolling 12 months", "rolling 12  months", "rolling 10000 days", "contract year"),
            *("rolling 12 working days", "rolling １２ months", "rolling 12 months\n"),
        )
    ),
    *(
        (Share, text, "write it with its unit, like 99.9%")
        for text in (
            *("", "%", "99.9", "99.9 %", "-1%", "+1%", "099%", ".5%", "5.%", "1e1%", "99,9%"),
            *("９９%", "99٫9%", "NaN%", "Infinity%", "1_0%", "99.9%\n", "9" * 40 + "%"),
        )
    ),
    (Share, "99.1234567%", "has more than 6 decimals"),
    *(
        (Money, text, "write it like 40000.00 EUR")
        for text in (
            *("", "40000", "40000.00EUR", "40000.00  EUR", "EUR 40000.00", "40000.00 eur"),
            *("40,000.00 EUR", "40 000 EUR", "1e5 EUR", "+5 EUR", "05 EUR", ".5 EUR", "5. EUR"),
            *("４０ EUR", "5\u00a0EUR", "5 EUR\n", "5 EURO", "€5", "NaN EUR"),
        )
    ),
    (Money, "1000000000000000 EUR", "has more than 15 digits before the point"),
    (Money, "-1000000000000000 EUR", "has more than 15 digits before the point"),
    (Money, "5 XXX", "'XXX' is not a current ISO 4217 currency code"),
    (Money, "5 DEM", "'DEM' is not a current ISO 4217 currency code"),
    (Money, "5 HRK", "'HRK' is not a current ISO 4217 currency code"),
    (Money, "5 XAU", "'XAU' is not a current ISO 4217 currency code"),
    (Money, "5.001 EUR", "has more decimals than EUR has (2)"),
    (Money, "5.0 JPY", "has more decimals than JPY has (0)"),
    (Money, "5.0001 KWD", "has more decimals than KWD has (3)"),
    *(
        (Amount, text, "write it like 10%, 0.1pp, 1000.00 EUR, 2 points, 10x or 30min")
        for text in (
            *("", "%", "x", "10 %", "1 Point", "10X", "10PP", "1e3", "NaN", "10 %pp", "٥%", "５%"),
            *("1.5h", "five points", "2  points", "10%\n", "1,000.00 EUR", "9" * 61, "--5", "+5"),
        )
    ),
    *((Amount, f"5 {unit}", f"without a space: 5{unit}") for unit in ("h", "min", "s", "ms")),
    (Amount, "0.1 pp", "without a space: 0.1pp"),
    (Amount, "10 x", "without a space: 10x"),
    (Amount, "5.001 EUR", "has more decimals than EUR has (2)"),
    (Amount, "5 XXX", "'XXX' is not a current ISO 4217 currency code"),
    *(
        (Hours, text, "write it like 08:00-17:00, from 00:00 to 24:00")
        for text in (
            *("", "8-17", "8:00-17:00", "08:00", "08:00-25:00", "24:00-08:00", "08:00-24:01"),
            *("08:60-09:00", "08:00 - 17:00", "08:00–17:00", "08.00-17.00", "08:00-17:00\n"),
            *("０８:00-17:00", "08:00-17:00,18:00-19:00", "8am-5pm", "08:00:00-17:00:00"),
        )
    ),
    (Hours, "08:00-08:00", "begins and ends at one time; a whole day is 00:00-24:00"),
    *(
        (Day, text, "write it like 2026-05-17")
        for text in (
            *("", "2026-5-17", "17.05.2026", "05/17/2026", "20260517", "2026-W20-1", "2026-137"),
            *("2026-05-17T00:00", "2026-05-17 ", "２０26-05-17", "2026-05-17\n", "-2026-05-17"),
        )
    ),
    (Day, "2026-02-30", "there is no date '2026-02-30' in the calendar"),
    (Day, "2026-13-01", "there is no date"),
    (Day, "2027-02-29", "there is no date"),
    (Day, "0000-01-01", "there is no date"),
    (Day, "1969-12-31", "is outside 1970 to 2199; leave an open end out"),
    (Day, "2200-01-01", "is outside 1970 to 2199; leave an open end out"),
    (Day, "9999-12-31", "is outside 1970 to 2199; leave an open end out"),
    *(
        (Instant, text, "write it with its offset, like 2026-04-03T16:50:00+02:00")
        for text in (
            *("", "2026-04-03", "2026-04-03T16:50:00", "2026-04-03 16:50:00+02:00"),
            *("20260403T165000Z", "2026-04-03T24:00:00Z", "2026-04-03T16:60:00Z"),
            *("2026-04-03T16:50:60Z", "2026-04-03T16:50:00+0200", "2026-04-03T16:50:00+15:00"),
            *("2026-04-03T16:50:00.5Z", "2026-04-03T16:50:00z", "2026-04-03T16:50:00+02:00\n"),
            *("2026-04-03T16:50:00 Europe/Oslo", "2026-04-03T16:50:00+99:99", "２026-04-03T16:50Z"),
        )
    ),
    (Instant, "2026-02-30T12:00:00Z", "there is no date '2026-02-30'"),
    *(
        (Zone, text, "write UTC or an Area/City name, like Europe/Oslo")
        for text in (
            *(
                "",
                "CET",
                "EST",
                "GMT",
                "localtime",
                "Etc/GMT+1",
                "Etc/UTC",
                "EST5EDT",
                "US/Eastern",
            ),
            *("Europe", "Europe/", "/etc/localtime", "../../etc/passwd", "Europe/Oslo\n", "+01:00"),
            *("Europe/Atlantis", "Europe/Oslo\x00", "CET-1CEST,M3.5.0,M10.5.0/3", "posixrules"),
        )
    ),
    (Zone, "europe/oslo", "did you mean Europe/Oslo?"),
    (Zone, "EUROPE/OSLO", "did you mean Europe/Oslo?"),
]


@pytest.mark.parametrize(("cls", "text", "expected"), GOOD)
def test_reads_the_form(cls: type[Quantity], text: str, expected: dict[str, Any]) -> None:
    """
    A quantity has its exact value and prints as it was written.
    """
    quantity = cls(text)

    assert expected == {name: getattr(quantity, name) for name in expected}
    assert text == str(quantity)


@pytest.mark.parametrize(
    ("cls", "text", "said"), BAD, ids=[f"{c.__name__} {t[:30]!a}" for c, t, _ in BAD]
)
def test_refuses_the_form_and_says_which_is_wanted(
    cls: type[Quantity], text: str, said: str
) -> None:
    """
    Another form is refused with one short line that shows the form that is wanted.
    """
    with pytest.raises(QuantityError) as refused:
        cls(text)

    message = str(refused.value)

    assert said in message
    assert message.isprintable()
    assert len(message) <= 500


@pytest.mark.parametrize(
    "cls", [Duration, Span, Lookback, Share, Money, Amount, Hours, Day, Instant]
)
def test_every_form_shows_an_example_that_is_right(cls: type[Quantity]) -> None:
    """
    The examples in the words of a refusal are themselves of the form.
    """
    _, _, examples = cls.form.partition("like ")
    shown = [e for e in re.split(", (?:from .*)?| or ", examples) if e and not e.startswith("from")]

    assert shown
    assert shown == [str(cls(text)) for text in shown]


def test_quantities_are_equal_when_their_texts_are() -> None:
    """
    60s and 1min are two texts; a duration and an amount of one text are two things.
    """
    assert Duration("60s") == Duration("60s")
    assert Duration("60s") != Duration("1min")
    assert Duration("60s") != Amount("60s")
    assert Duration("60s") != "60s"
    assert 2 == len({Duration("60s"), Duration("60s"), Amount("60s")})


@pytest.mark.parametrize(("cls", "text", "expected"), GOOD[::4])
def test_quantities_travel_between_processes(
    cls: type[Quantity], text: str, expected: dict[str, Any]
) -> None:
    """
    A quantity survives pickling, as parallel runs of pytest need it.
    """
    quantity = pickle.loads(pickle.dumps(cls(text)))

    assert cls(text) == quantity
    assert expected == {name: getattr(quantity, name) for name in expected}


@pytest.mark.parametrize("text", ["1.0", "99.90", "-5", "0", "0.10"])
def test_number_keeps_its_digits(text: str) -> None:
    """
    A plain number is exact, its last zeros included.
    """
    assert text == str(number(text))


@pytest.mark.parametrize(
    "text", ["", "1e3", "１２", "1_000", " 1", "NaN", "01", ".5", "1.", "+1", "1\n"]
)
def test_number_refuses_what_python_would_take(text: str) -> None:
    """
    Only ASCII digits with a point are a number.
    """
    with pytest.raises(QuantityError):
        number(text)


def test_minor_units() -> None:
    """
    Decimals of a currency as ISO 4217 has them; an unknown code has none.
    """
    assert [2, 0, 3, 4, None, None] == [
        minor_units(code) for code in ("EUR", "JPY", "KWD", "CLF", "XXX", "eur")
    ]


# --------------------------------------------------------------------------------------- laws

digits = st.decimals(
    min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=3
).map(lambda d: format(d, "f"))


@LAW
@given(st.integers(0, 80_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_duration_is_the_sum_of_its_parts(hours: int, minutes: int, seconds: int) -> None:
    """
    Hours, minutes and seconds add up, however they are written.
    """
    expected = hours * 3600 + minutes * 60 + seconds

    for text in (
        f"{hours}h {minutes}min {seconds}s",
        f"{hours}h{minutes}min{seconds}s",
        f"PT{hours}H{minutes}M{seconds}S",
        f"PT{hours:020}H{minutes:09}M{seconds:02}S",
    ):
        assert expected == Duration(text).seconds
        assert expected * 1000 == Duration(text).milliseconds
        assert Decimal(expected) == Amount(text).value


@LAW
@given(digits)
def test_a_share_is_an_exact_fraction(text: str) -> None:
    """
    The value of a share is the fraction of its digits, with nothing lost.
    """
    whole, _, part = text.partition(".")
    exact = Fraction(int(whole + part), 10 ** len(part)) / 100

    assert exact == Share(text + "%").value
    assert exact * 100 == Fraction(Amount(text + "%").value)
    assert text + "%" == str(Share(text + "%"))


@LAW
@given(st.integers(-(10**17), 10**17), st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_money_is_exact(minor: int, currency: str) -> None:
    """
    An amount of money is exactly its minor units, negative ones included.
    """
    places = minor_units(currency)
    assert places is not None
    text = f"{format(Decimal(minor).scaleb(-places), 'f')} {currency}"
    if len(text.lstrip("-").split(".")[0].split(" ")[0]) > 15:
        return

    assert Fraction(minor, 10**places) == Fraction(Money(text).amount)
    assert (Money(text).amount, currency) == (Amount(text).value, Amount(text).unit)
    assert text == str(Money(text))


@LAW
@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_every_date_of_the_range_is_a_day(day: date) -> None:
    """
    Every date from 1970 to 2199 is read and written alike.
    """
    assert day == Day(day.isoformat()).value


@LAW
@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)).map(
        lambda d: d.replace(microsecond=0)
    ),
    st.integers(-14 * 60 - 59, 14 * 60 + 59),
)
def test_an_instant_is_its_second_in_utc(moment: datetime, offset: int) -> None:
    """
    The epoch of an instant is the whole seconds since 1970 in UTC, whatever its offset.
    """
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    since = aware - datetime(1970, 1, 1, tzinfo=UTC)

    assert since.days * 86400 + since.seconds == Instant(aware.isoformat()).epoch


@LAW
@given(st.integers(0, 1439), st.integers(1, 1440))
def test_hours_are_at_most_a_day_long(opens: int, closes: int) -> None:
    """
    Opening hours begin within their day and last more than nothing and at most 24 hours.
    """
    text = f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
    if opens == closes:
        return
    hours = Hours(text)

    assert opens * 60 == hours.opens
    assert 0 < hours.closes - hours.opens <= 86400
    assert closes * 60 % 86400 == hours.closes % 86400


@LAW
@given(
    st.sampled_from([Duration, Span, Lookback, Share, Money, Amount, Hours, Day, Instant, Zone]),
    st.text("0123456789.%: -+hminsPTDpxEURabc_/\n٣９", max_size=14),
)
def test_a_text_is_read_as_written_or_refused(cls: type[Quantity], text: str) -> None:
    """
    Any text is either a quantity that prints as that text, in ASCII, or refused in one line.
    """
    try:
        quantity = cls(text)
    except QuantityError as refused:
        assert str(refused).isprintable()
    else:
        assert text == str(quantity)
        assert text.isascii()
        assert text == text.strip()


def test_no_quantity_holds_a_float() -> None:
    """
    The values of all quantities are whole numbers, decimals, fractions, dates or texts.
    """
    held = {type(value) for cls, text, _ in GOOD for value in vars(cls(text)).values()}

    assert {str, int, Decimal, Fraction, date, datetime} == held


def test_the_list_of_quantities_is_complete() -> None:
    """
    Every kind of quantity has good and bad texts in this file.
    """
    known = {
        cls
        for cls in vars(quantities).values()
        if isinstance(cls, type) and issubclass(cls, Quantity) and cls is not Quantity
    }

    assert known == {cls for cls, *_ in GOOD} == {cls for cls, *_ in BAD}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Europe/Olso", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"),
        ("Oslo", "Europe/Oslo"),
        ("New York", "America/New_York"),
    ],
)
def test_a_zone_that_is_nearly_right_is_suggested(written, meant):
    """A typing mistake, other letters or a city alone lead to the zone that was meant."""
    with pytest.raises(QuantityError) as refused:
        Zone(written)

    assert str(refused.value).endswith(f"; did you mean {meant}?")
