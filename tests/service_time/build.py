"""The smallest valid calendar; a test overrides only what it is about."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from slaspec.language.model.calendar import Calendar, ClosedDate, OpenException, Validity
from slaspec.language.quantities import Day, Hours, Zone
from slaspec.service_time.calendar import compile_calendar
from slaspec.service_time.timeline import Timeline


def document(**overrides: Any) -> dict[str, Any]:
    """The plain mapping of a Calendar document."""
    return {
        "apiVersion": "slaspec/v1",
        "kind": "Calendar",
        "id": "office-no",
        "title": "Office hours",
        "timezone": "Europe/Oslo",
        "open": {"mon-fri": ["08:00-17:00"]},
        **overrides,
    }


def calendar(**overrides: Any) -> Calendar:
    """The model of `document(**overrides)`, built by hand."""
    plain = document(**overrides)
    plain["timezone"] = Zone(plain["timezone"])
    plain["open"] = {day: hours(texts) for day, texts in plain["open"].items()}
    if "closed" in plain:
        plain["closed"] = tuple(ClosedDate(date=Day(e["date"])) for e in plain["closed"])
    if "exceptions" in plain:
        plain["exceptions"] = tuple(
            OpenException(date=Day(e["date"]), open=hours(e["open"])) for e in plain["exceptions"]
        )
    if "valid" in plain:
        valid = plain["valid"]
        plain["valid"] = Validity(from_=Day(valid["from"]), through=Day(valid["through"]))
    return Calendar(**plain)


def hours(texts: list[str]) -> tuple[Hours, ...]:
    """Texts as quantities."""
    return tuple(Hours(text) for text in texts)


def timeline(first: str, last: str, **overrides: Any) -> Timeline:
    """The timeline of a calendar for two dates and all between them."""
    return compile_calendar(
        calendar(**overrides), date.fromisoformat(first), date.fromisoformat(last)
    )


def at(text: str) -> int:
    """UTC seconds of `2026-04-01T14:30:00Z` or with an offset."""
    moment = datetime.fromisoformat(text)
    return (moment - datetime.fromisoformat("1970-01-01T00:00:00Z")) // timedelta(seconds=1)


def shown(spans: list[tuple[int, int]], offset: int = 0) -> list[str]:
    """Spans as texts in UTC, or `offset` hours east of it."""
    epoch = datetime.fromisoformat("1970-01-01T00:00:00")
    return [
        " to ".join(f"{epoch + timedelta(seconds=t + 3600 * offset):%a %d %H:%M}" for t in span)
        for span in spans
    ]


def random_document(chance: random.Random, zone: str, around: date) -> dict[str, Any]:
    """A calendar with shifts at any minute, closed dates and exceptions around a date."""
    week = {}
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        week[day] = [_random_hours(chance) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
    near = [(around + timedelta(days=days)).isoformat() for days in range(-3, 4)]
    return document(
        timezone=zone,
        open=week,
        closed=[{"date": day} for day in near if chance.random() < 0.2],
        exceptions=[
            {"date": day, "open": [_random_hours(chance) for _ in range(chance.choice((0, 1, 2)))]}
            for day in near
            if chance.random() < 0.2
        ],
        holiday_rule=chance.choice(("calendar_date", "opening_date")),
    )


def _random_hours(chance: random.Random) -> str:
    opens = chance.choice((0, 60, 90, 120, 150, 180, 480, 1320, chance.randrange(1440)))
    closes = chance.choice((60, 120, 150, 180, 360, 1020, 1440, chance.randrange(1, 1441)))
    if opens == closes:
        closes = opens - 1 if opens else 1440
    return f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
