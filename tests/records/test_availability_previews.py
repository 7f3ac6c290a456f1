"""
Status pages and monitors from their files to a verdict, worked out by hand for each format.

March 2026 has 743 hours in Oslo: on the 29th the clocks go from 02:00 to 03:00, at 01:00 UTC.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.load import load
from slaspec.use_cases.preview import preview
from tests.measure.up_time_build import CATALOGUE, agreement

HOUR = 3600
MARCH = 743 * HOUR
APRIL = 720 * HOUR
PARTIES = {
    "apiVersion": "slaspec/v1",
    "kind": "Parties",
    "id": "parties",
    "title": "Two sides",
    "organisations": [{"id": "nordit", "name": "Nordit"}, {"id": "acme-ab", "name": "Acme"}],
}
CALENDAR = {
    "apiVersion": "slaspec/v1",
    "kind": "Calendar",
    "id": "sundays",
    "title": "Sunday nights",
    "timezone": "Europe/Oslo",
    "open": {"sun": ["01:00-06:00"]},
}


@pytest.fixture
def previewed(tmp_path):
    """The preview of a month, with one source of one format and the text of its file."""

    def run(origin, content, period, metric, name="export.json", **contract):
        noc = {
            "apiVersion": "slaspec/v1",
            "kind": "DataSource",
            "id": "noc",
            "title": "Availability",
            **origin,
        }
        sides = {"provider": "nordit", "customer": "acme-ab"}
        said_once = {"parties": sides, "timezone": "Europe/Oslo", "currency": "EUR"}
        text = agreement(metric=metric, **said_once, **contract)
        for document in (text, noc, CATALOGUE, PARTIES, CALENDAR):
            (tmp_path / f"{document['id']}.yaml").write_text(
                json.dumps(document, indent=1), "utf-8"
            )
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return preview(
            load(tmp_path), "acme", period, records={"noc": file}, as_of=date(2026, 6, 1)
        )

    return run


def only(found):
    """The one verdict of a preview."""
    (measured,) = found.measurements.measured
    return measured


def incident(id, impact, begin, end, *components, **more):
    """An incident of a status page; times in UTC."""
    return {
        "id": id,
        "name": id,
        "status": "resolved" if end else "investigating",
        "impact": impact,
        "started_at": f"{begin}:00.250Z",
        "resolved_at": end and f"{end}:00.750Z",
        "components": [{"id": name, "name": name} for name in components],
        "incident_updates": [],
        **more,
    }


PAGE = {
    "page": {"id": "p"},
    "incidents": [
        incident("i1", "critical", "2026-03-29T00:30", "2026-03-29T02:00", "WAN line"),
        incident("i2", "minor", "2026-03-29T01:00", "2026-03-29T03:00", "LAN"),
        incident("i3", "critical", "2026-03-10T00:00", "2026-03-11T00:00"),
        incident("i4", "none", "2026-03-12T00:00", "2026-03-13T00:00", "LAN", "WAN line"),
        incident("i5", "major", "2026-03-31T21:00", None, "WAN line"),
        incident("i6", "minor", "2026-03-15T10:00", "2026-03-15T10:00", "LAN"),
    ],
    "scheduled_maintenances": [
        incident(
            "m1",
            "maintenance",
            "2026-03-01T00:00",
            "2026-03-22T04:00",
            "WAN line",
            status="completed",
            scheduled_for="2026-03-22T01:00:00Z",
            scheduled_until="2026-03-22T05:00:00Z",
        )
    ],
}
STATUS_PAGE = {
    "format": "statuspage",
    "records": "outage",
    "columns": {
        "id": "incident",
        "from": "from",
        "until": "until",
        "class": "impact",
        "component": "component",
    },
    "components": {"wan": ["WAN line"], "lan": ["LAN"]},
    "classes": {
        "down": ["critical", "major"],
        "partial": ["minor"],
        "noted": ["none"],
        "maintenance": ["maintenance"],
    },
    "timezone": "Europe/Oslo",
    "covers": {"from": "2026-03-01", "through": "2026-04-30"},
}
WEIGHTS = {"down": "100%", "partial": "30%", "noted": "0%", "maintenance": "0%"}


def test_a_status_page(previewed):
    """
    i1 is down from 00:30 to 02:00 UTC: an hour and a half that the clock shows as 01:30 to 04:00.
    i2 overlaps it, and its last hour counts 30 %. i3 names no component. i5 lasts: the hour to
    midnight in Oslo (22:00 UTC) is March's. i6 has no length. The times are cut to seconds.
    """
    found = previewed(STATUS_PAGE, PAGE, "2026-03", {"down": WEIGHTS})
    measured, (report,) = only(found), found.reports

    down = 90 * 60 + Fraction(30, 100) * HOUR + HOUR
    assert (down, MARCH) == (measured.down, measured.counted)
    assert (1 - down / MARCH, "missed") == (measured.value, measured.verdict)
    assert {"no service": 1} == report.excluded


def test_maintenance_of_a_status_page_counts_as_the_contract_weighs_it(previewed):
    """It was in progress from 01:00, as scheduled, to 04:00 UTC."""
    found = previewed(STATUS_PAGE, PAGE, "2026-03", {"down": {**WEIGHTS, "maintenance": "50%"}})

    assert 90 * 60 + Fraction(3, 10) * HOUR + HOUR + HOUR * 3 / 2 == only(found).down


def test_an_agreed_exclusion_on_a_night_on_which_the_clocks_change(previewed):
    """
    Sunday nights from 01:00 to 06:00 do not count: five hours, four on the 29th, when 05:00 UTC
    is 06:00 in summer. All of i1 and i2 lies in it.
    """
    exclusion = {"id": "nights", "cause": "maintenance", "hours": "sundays"}
    found = previewed(
        STATUS_PAGE,
        PAGE,
        "2026-03",
        {"down": WEIGHTS, "exclusions": ["nights"]},
        exclusions=[{**exclusion, "on_availability": "denominator"}],
    )

    assert {"nights": (4 * 5 + 4) * HOUR} == only(found).excluded
    assert (HOUR, MARCH - 24 * HOUR) == (only(found).down, only(found).counted)


def test_the_reader_of_a_preview_sees_what_counts_for_no_component(previewed):
    """In words and in JSON; and how fine the times of the source are."""
    found = previewed(STATUS_PAGE, PAGE, "2026-03", {"down": WEIGHTS})
    text = statement_text(found)
    (source,) = statement_data(found)["sources"]

    assert "export.json, 8 outages, 7 used" in text
    assert "times: to the minute, none ambiguous" in text
    assert "left out: 1 for no service" in text
    assert "the incident names no component, so it counts for none" in text
    assert (60, 0, 0, None, []) == tuple(
        source[key]
        for key in ("precision_seconds", "ambiguous_times", "time_reversals", "gaps", "notes")
    )


def version(at, status):
    """A version of a history file of Upptime."""
    return f"url: https://acme.example\nstatus: {status}\ncode: 0\nlastUpdated: {at}Z\n---\n"


def heartbeats(*without):
    """A version every day at six, from the day before April to the day after it."""
    days = [datetime(2026, 3, 31, 6, tzinfo=UTC) + timedelta(days=n) for n in range(32)]
    kept = [day for day in days if f"{day:%m-%d}" not in without]
    return "".join(version(f"{day:%Y-%m-%dT%H:%M:%S}.511", "up") for day in kept)


HISTORY = {
    "format": "upptime",
    "records": "probe",
    "columns": {"at": "lastUpdated", "class": "status"},
    "service": "network",
    "silence_after": "26h",
}
FOUND = (
    version("2026-04-10T10:00:00.900", "down")
    + version("2026-04-10T10:45:00.100", "up")
    + version("2026-04-11T08:00:00.000", "degraded")
    + version("2026-04-11T08:30:00.000", "up")
)


@pytest.mark.parametrize(
    ("unmonitored", "down", "counted"),
    [("excluded", 0, -70), ("up", 0, 0), ("down", 70, 0)],
)
def test_the_history_of_upptime(previewed, unmonitored, down, counted):
    """
    45 minutes down, half an hour of half weight. Nobody says anything on three days: what was
    said on the 19th at six holds for 26 hours, to the 20th at eight; the next word is on the 23rd
    at six, 70 hours later.
    """
    content = heartbeats("04-20", "04-21", "04-22") + FOUND
    metric = {"down": {"down": "100%", "degraded": "50%"}, "unmonitored": unmonitored}
    found = previewed(HISTORY, content, "2026-04", metric, name="site.txt")

    assert (3600 + down * HOUR, APRIL + counted * HOUR) == (only(found).down, only(found).counted)
    assert {} == found.reports[0].excluded


def test_the_issues_of_upptime(previewed):
    """An hour down, one that is still open from noon on the last day, in Oslo to 22:00 UTC."""
    issues = [
        {"number": n, "title": title, "created_at": begin, "closed_at": end}
        for n, title, begin, end in (
            (1, "🛑 Acme is down", "2026-04-02T10:00:00Z", "2026-04-02T11:00:00Z"),
            (2, "⚠️ Acme has degraded performance", "2026-04-03T10:00:00Z", "2026-04-03T12:00:00Z"),
            (3, "🛑 Acme is down", "2026-04-30T12:00:00Z", None),
            (4, "Please reboot", "2026-04-04T10:00:00Z", "2026-04-05T10:00:00Z"),
        )
    ]
    origin = {
        "format": "upptime",
        "records": "outage",
        "columns": {
            "id": "number",
            "from": "created_at",
            "until": "closed_at",
            "class": "status",
            "component": "site",
        },
        "components": {"network": ["Acme"]},
        "covers": {"from": "2026-04-01", "through": "2026-04-30"},
    }
    metric = {"down": {"down": "100%", "degraded": "25%"}}
    found = previewed(origin, issues, "2026-04", metric)

    assert ((1 + Fraction(2, 4) + 10) * HOUR, APRIL) == (only(found).down, only(found).counted)
    assert {"no state": 1} == found.reports[0].excluded


def samples(*stretches):
    """The answer of Prometheus: stretches of `(from, until, step in seconds, value)` in UTC."""
    values = []
    for begin, end, step, value in stretches:
        first, last = (int(datetime.fromisoformat(f"{t}Z").timestamp()) for t in (begin, end))
        values += [[second, value] for second in range(first, last, step)]
    series = {"metric": {"__name__": "up", "instance": "core"}, "values": values}
    return {"status": "success", "data": {"resultType": "matrix", "result": [series]}}


PROMETHEUS = {
    "format": "prometheus_range",
    "records": "probe",
    "columns": {"at": "timestamp", "class": "value", "component": "instance"},
    "components": {"wan": ["core"]},
    "classes": {"up": ["1"], "down": ["0"]},
    "silence_after": "2min",
}
MINUTES = samples(
    ("2026-03-28T22:58:00", "2026-03-29T01:30:00", 60, "1"),
    ("2026-03-29T01:30:00", "2026-03-29T01:33:00", 60, "0"),
    ("2026-03-29T01:33:00", "2026-03-29T12:00:00", 60, "1"),
    ("2026-03-29T12:00:00", "2026-03-29T12:01:00", 60, "NaN"),
    ("2026-03-29T13:00:00", "2026-03-29T13:01:00", 60, "0"),
    ("2026-03-29T14:00:00", "2026-03-29T22:02:00", 60, "1"),
)


@pytest.mark.parametrize(
    ("unmonitored", "silent_down", "counted"), [("up", 0, 23), ("down", 1, 23), ("excluded", 0, -1)]
)
def test_samples_of_prometheus_on_a_day_of_23_hours(previewed, unmonitored, silent_down, counted):
    """
    Down for three minutes, and for two from 13:00 on: then the sample says no more. NaN says
    nothing, so that of 11:59 speaks until 12:01; silence is 59 minutes to 13:00 and 58 to 14:00.
    """
    silence = (59 + 58) * 60
    found = previewed(
        PROMETHEUS,
        MINUTES,
        "2026-03",
        {"unmonitored": unmonitored, "down": {"down": "100%"}},
        answers={"partial_window": {"charge": "full", "counted": "active"}},
        effective={"from": "2026-03-29", "through": "2026-03-29"},
    )
    measured = found.measurements.measured[-1]

    day = 23 * HOUR - (silence if counted < 0 else 0)
    assert (5 * 60 + silent_down * silence, day) == (measured.down, measured.counted)
    assert {"unknown label": 1} == found.reports[0].excluded
