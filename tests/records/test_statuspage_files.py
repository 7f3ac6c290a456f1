"""Status pages of Atlassian Statuspage: what their incidents are as outages, in both readings."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.outages import ABSENT
from slaspec.records.sources import read_records

IMPACT = {
    "id": "incident",
    "from": "from",
    "until": "until",
    "class": "impact",
    "component": "component",
}
STATUS = {**IMPACT, "class": "component_status"}
API, WEB = {"id": "c1", "name": "API"}, {"id": "c2", "name": "Web site"}


def incident(id="i1", impact="major", begin="10:00", end="11:00", components=(API,), **more):
    """An incident of 2026-04-10 as the API writes it."""
    said = {
        "id": id,
        "name": "Slow answers",
        "status": "resolved" if end else "investigating",
        "impact": impact,
        "created_at": at(begin),
        "started_at": at(begin),
        "updated_at": at("12:00"),
        "resolved_at": at(end) if end else None,
        "components": list(components),
        "incident_updates": [],
    }
    return {**said, **more}


def at(clock):
    """A time of 2026-04-10, with milliseconds as Statuspage writes them."""
    return f"2026-04-10T{clock}:00.418Z"


def update(clock, status, *affected, **more):
    """An update; `affected` are triples of a component, its old and its new status."""
    listed = [
        {"code": part["id"], "name": part["name"], "old_status": old, "new_status": new}
        for part, old, new in affected
    ]
    said = {"status": status, "created_at": at(clock), "display_at": at(clock)}
    return {**said, "affected_components": listed or None, **more}


def page(*incidents, **more):
    """The public page of incidents."""
    return {"page": {"id": "p1", "name": "Acme"}, "incidents": list(incidents), **more}


@pytest.fixture
def read_page(written):
    """Outages as `(id, part, class, from, until)` with times of the day, and the report."""

    def run(content, columns=IMPACT, name="incidents.json", **overrides):
        said = {
            "apiVersion": "slaspec/v1",
            "kind": "DataSource",
            "id": "page",
            "title": "Status page",
            "format": "statuspage",
            "records": "outage",
            "columns": columns,
            **overrides,
        }
        read = read_text(json.dumps(said, indent=1).encode(), "page.yaml")
        assert () == read.findings
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        table, report = read_records(read.contract, written(text, name), shown="page.json")
        rows = zip(
            table.ids,
            (table.parts[code] for code in table.part),
            (table.classes[code] for code in table.kind_of),
            map(clock, table.begin.tolist()),
            map(clock, table.end.tolist()),
            strict=True,
        )
        return list(rows), report

    return run


def clock(instant):
    """The time of the day in UTC; nothing for an outage that lasts."""
    return "" if instant == ABSENT else f"{datetime.fromtimestamp(instant, UTC):%H:%M}"


@pytest.fixture
def refused(read_page):
    """The error that refuses a file."""

    def run(content, columns=IMPACT, **overrides):
        with pytest.raises(LocatedError) as caught:
            read_page(content, columns, **overrides)
        return caught.value

    return run


def test_an_incident_is_its_components_by_its_impact_from_start_to_resolution(read_page):
    """One outage for each component, under one id; an incident that is not resolved lasts."""
    rows, report = read_page(
        page(
            incident(components=(API, WEB)),
            incident("i2", "minor", "10:30", None, updated_at=at("10:30")),
        )
    )

    assert [
        ("i1", "API", "major", "10:00", "11:00"),
        ("i1", "Web site", "major", "10:00", "11:00"),
        ("i2", "API", "minor", "10:30", ""),
    ] == rows
    assert ({}, 3, "outages", None) == (
        report.excluded,
        report.rows_read,
        report.records,
        report.gaps,
    )


@pytest.mark.parametrize("service", [{}, {"service": "all"}])
@pytest.mark.parametrize("columns", [IMPACT, STATUS])
def test_an_incident_without_a_component_counts_for_none_and_is_shown(read_page, columns, service):
    """Nor does it count for a service that the DataSource names besides."""
    rows, report = read_page(page(incident(components=())), columns, **service)

    assert ([], {"no service": 1}) == (rows, report.excluded)
    assert "the incident names no component, so it counts for none" in report.findings[0].message


def test_a_page_of_one_service_has_one_outage_for_each_incident(read_page):
    """Where no column of components is mapped, an incident is not counted once for each of them."""
    columns = {key: column for key, column in IMPACT.items() if key != "component"}
    rows, _ = read_page(page(incident(components=(API, WEB))), columns, service="all")

    assert [("i1", "all", "major", "10:00", "11:00")] == rows


def test_components_that_only_the_updates_name_are_those_of_the_incident(read_page):
    """Old pages have no list of components."""
    told = [update("10:05", "identified", (WEB, "operational", "partial_outage"))]
    rows, _ = read_page(page(incident(components=(), incident_updates=told)))

    assert [("i1", "Web site", "major", "10:00", "11:00")] == rows


@pytest.mark.parametrize(
    ("updates", "end", "excluded"),
    [
        ([update("11:30", "postmortem"), update("11:00", "resolved")], "11:00", {}),
        ([], None, {"unreadable time": 1}),
    ],
)
def test_an_incident_that_is_over_ends_with_the_update_that_says_so(
    read_page, updates, end, excluded
):
    """A postmortem comes later and prolongs nothing; if nothing says since when, it is left out."""
    told = incident(end=None, status="postmortem", incident_updates=updates)
    rows, report = read_page(page(told))

    assert ([end] if end else []) == [row[-1] for row in rows]
    assert excluded == report.excluded


def test_labels_of_impact_go_through_the_map_of_classes(read_page):
    """`critical` and `major` are down here; what the map does not have is left out and shown."""
    rows, report = read_page(
        page(incident(impact="critical"), incident("i2", "minor"), incident("i3", "none")),
        classes={"down": ["critical", "major"], "partial": ["minor"]},
    )

    assert [("i1", "down"), ("i2", "partial")] == [(row[0], row[2]) for row in rows]
    assert {"unknown label": 1} == report.excluded
    assert "the label 'none' stands for nothing" in report.findings[0].message
    assert "add the label to classes" in report.findings[0].help


STORY = incident(
    components=(API, WEB),
    incident_updates=[
        update("11:30", "postmortem", (WEB, "operational", "major_outage")),
        update("11:00", "resolved", (API, "partial_outage", "operational")),
        update(
            "10:40",
            "monitoring",
            (API, "major_outage", "partial_outage"),
            (WEB, "degraded_performance", "operational"),
        ),
        update("10:20", "identified", (API, "major_outage", "major_outage")),
        update(
            "10:10",
            "investigating",
            (API, "operational", "major_outage"),
            (WEB, "operational", "degraded_performance"),
        ),
    ],
)


def test_the_other_reading_is_the_status_of_each_component(read_page):
    """
    From the first update that names it to the next status, and to the resolution at the latest.
    Operational is no outage, and what is said after the resolution changes nothing.
    """
    rows, report = read_page(page(STORY), STATUS)

    assert [
        ("i1", "API", "major_outage", "10:10", "10:40"),
        ("i1", "API", "partial_outage", "10:40", "11:00"),
        ("i1", "Web site", "degraded_performance", "10:10", "10:40"),
    ] == rows
    assert 0 == report.gaps


def test_a_status_that_does_not_follow_from_the_one_before_is_a_gap(read_page):
    """Somebody changed the component between two updates, and the page does not tell when."""
    told = [
        update("10:30", "monitoring", (API, "degraded_performance", "partial_outage")),
        update("10:00", "investigating", (API, "operational", "major_outage")),
    ]
    rows, report = read_page(page(incident(incident_updates=told)), STATUS)

    assert [("major_outage", "10:00", "10:30"), ("partial_outage", "10:30", "11:00")] == [
        row[2:] for row in rows
    ]
    assert 1 == report.gaps


def test_an_edited_history(read_page):
    """
    A start that was set later cuts what was posted before it; a component that was taken off the
    incident keeps what the updates said of it; a listed one without any status is left out.
    """
    told = [update("10:00", "investigating", (WEB, "operational", "major_outage"))]
    rows, report = read_page(page(incident(begin="10:20", incident_updates=told)), STATUS)

    assert [("i1", "Web site", "major_outage", "10:20", "11:00")] == rows
    assert {"no state": 1} == report.excluded
    assert "no update says which status the component had" in report.findings[0].message


def maintenance(status, updates=(), resolved=None):
    """A maintenance that was created at 9 and scheduled from 22 to 23."""
    return incident(
        impact="maintenance",
        begin="09:00",
        end=None,
        status=status,
        resolved_at=resolved and at(resolved),
        scheduled_for=at("22:00"),
        scheduled_until=at("23:00"),
        incident_updates=list(updates),
    )


@pytest.mark.parametrize(
    ("told", "times"),
    [
        (maintenance("scheduled"), ("22:00", "23:00")),
        (maintenance("in_progress", [update("22:05", "in_progress")]), ("22:05", "")),
        (
            maintenance(
                "completed",
                [update("22:50", "completed"), update("22:05", "in_progress")],
                "22:50",
            ),
            ("22:05", "22:50"),
        ),
        (maintenance("completed", [update("22:50", "completed")]), ("22:00", "22:50")),
    ],
)
def test_a_maintenance_lasts_while_it_was_in_progress(read_page, told, times):
    """Not from the day on which it was announced; what has not begun stands as it is scheduled."""
    rows, _ = read_page({"page": {}, "scheduled_maintenances": [told]})

    assert [("i1", "API", "maintenance", *times)] == rows


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (json.dumps(page(incident(), incident("i2"))), "incidents.json"),
        (json.dumps([incident(), incident("i2")], indent=2), "incidents.json"),
        (json.dumps(page(incident())) + "\n" + json.dumps(page(incident("i2"))), "pages.jsonl"),
        (json.dumps([[incident()], [incident(), incident("i2")]]), "pages.json"),
        (json.dumps(page(incident(), incident("i2"))), "incidents.json.gz"),
        (json.dumps(page(incident("i1"), components=[API], scheduled_maintenances=[]))
         + json.dumps(incident("i2")), "summary.json"),
    ],
)  # fmt: skip
def test_pages_lists_and_several_of_them_are_one_export(read_page, content, name):
    """An incident that the next page shows again, unchanged, is one incident."""
    rows, report = read_page(content, name=name)

    assert (["i1", "i2"], {}) == ([row[0] for row in rows], report.excluded)


def test_a_page_without_incidents_is_no_mistake(read_page):
    """Nothing happened, and nothing is left out."""
    rows, report = read_page(page())

    assert ([], 0, {}) == (rows, report.rows_read, report.excluded)


def test_two_versions_of_an_incident_refuse_the_file(refused):
    """Which of them is true is not for a program to say."""
    error = refused([incident(), incident(impact="none", updated_at=at("13:00"))])

    assert "incident 'i1' stands in the file twice, in two versions" in error.message


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "the file is empty"),
        ("<html>", "an object with a record, or an array of them, is expected here"),
        (json.dumps(page(incident()))[:-60], "the JSON is cut off"),
        ('{"incidents": [{"id": "a", "id": "b"}]}', "has 'id' twice"),
        ('{"incidents": [{"id": NaN}]}', "NaN is no number of JSON"),
        (json.dumps([incident(id="\ud800")]), "half a character"),
        ('{"incidents": ["i1"]}', "an object with a record"),
        (json.dumps({"components": [API]}), "this is no incident of Statuspage"),
        (json.dumps([incident(components="API")]), "'components/0' is not the object"),
        (json.dumps([incident(id={"a": 1})]), "'id' holds several values"),
        (
            json.dumps([incident(incident_updates=[update("10:00", "resolved", display_at="x")])]),
            "'incident_updates/0/display_at' is 'x', no time",
        ),
        ("[" * 100_000, "an object with a record"),
        ('{"id":' + "[" * 100_000, "nested too deep"),
        (b'{"incidents": [{"id": "\xff"}]}', "bytes that are not UTF-8"),
        ("\0", "a NUL character"),
    ],
)
def test_what_is_no_status_page_is_refused_with_a_place(refused, content, sentence):
    """Nothing is read of a file that is not what it should be."""
    error = refused(content)

    assert sentence in error.message
    assert error.at.startswith("page.json:")


def test_a_column_that_no_row_has_is_refused_by_name(refused):
    """A slip of the pen in the DataSource does not read as a page without components."""
    error = refused(page(incident()), {**IMPACT, "component": "componet"})

    assert "no row has 'componet'" in error.message
    assert "did you mean 'component'" in error.help


def test_times_that_no_outage_can_have_are_left_out(read_page):
    """Resolved before it started, or started at no time at all."""
    rows, report = read_page(
        page(
            incident(begin="10:00", end="09:00"),
            incident("i2", started_at="soon"),
            incident("i3", started_at=None, created_at=None),
            incident("i4", end="10:00"),
        )
    )

    assert [("i4", "API", "major", "10:00", "10:00")] == rows
    assert {"unreadable time": 1, "no start": 1, "ends before it begins": 1} == report.excluded
