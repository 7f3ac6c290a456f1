"""Jira: issues with their changelogs."""

import json

import pytest

from slaspec.errors import LocatedError
from slaspec.records.sources import read_records
from slaspec.records.tickets import ABSENT
from tests.records import desk
from tests.records.desk import DONE, OPEN, WORK, jira_entry, jira_issue, time


@pytest.fixture
def rows(written):
    """The rows of some issues: chosen columns of each, and the gaps."""

    def read(*issues, columns=("status",), **overrides):
        source = desk.structured(
            desk.source(
                "jira", columns={"id": "key", "at": "at", **{c.lower(): c for c in columns}}
            )
        )
        from slaspec.records.sources.jira_changelog import open_table

        with open_table(source, written(json.dumps(issues), "i.json"), "i.json") as table:
            numbers = [table.header.index(column) + 1 for column in ("at", *columns)]
            told = [cells[1:] if len(columns) > 1 else cells[1] for _, cells in table.rows(numbers)]
            return told, table.gaps

    return read


@pytest.fixture
def read(written):
    """Tickets and report of some issues."""

    def read_it(*issues, **overrides):
        source = desk.structured(desk.source("jira", **overrides))
        return read_records(source, written(json.dumps(issues), "i.json"), shown="i.json")

    return read_it


def issue(*histories, **fields):
    """An issue with these entries."""
    return jira_issue(histories=list(histories), **fields)


def test_entries_are_read_in_the_order_of_their_ids(rows):
    """Jira Cloud gives the newest first."""
    entries = [
        jira_entry(12, time(10), status=(WORK, DONE)),
        jira_entry(9, time(9), status=(OPEN, WORK)),
    ]

    assert (["Open", "In Progress", "Done"], 0) == rows(issue(*entries))


def test_an_issue_without_a_change_is_what_it_is(rows):
    """One row: the creation."""
    assert (["Done"], 0) == rows(issue())


def test_several_fields_of_one_entry_are_one_row(rows):
    """Each with its own beginning."""
    told = rows(jira_issue(), columns=("status", "priority", "customfield_10100"))

    assert [("Open", "High", "First line"), ("Open", "Highest", "Second line")] == told[0][:2]


def test_an_entry_that_is_missing_is_a_gap(rows):
    """From Open to In Progress, and then from Waiting: something happened in between."""
    told, gaps = rows(
        issue(
            jira_entry(1, time(9), status=(OPEN, WORK)),
            jira_entry(3, time(11), status=(desk.WAIT, DONE)),
        )
    )

    assert (["Open", "In Progress", "Done"], 1) == (told, gaps)


def test_gaps_stand_in_the_report(read):
    """So that the parties see that the log has holes."""
    _, report = read(issue(jira_entry(3, time(11), status=(OPEN, WORK))))

    assert 1 == report.gaps


def test_a_status_with_a_new_name_is_no_gap(rows):
    """The changelog keeps the name of its day; the id is the same."""
    entry = jira_entry(1, time(9), status=(OPEN, ("9", "Completed")))

    assert (["Open", "Completed"], 0) == rows(issue(entry))


def test_a_deleted_user_is_known_by_an_id(rows):
    """Nothing else is left in the changelog."""
    entry = jira_entry(1, time(9), assignee=(None, ("5b10", None)))
    left = jira_entry(2, time(10), assignee=(("5b10", None), None))

    assert (["", "5b10", ""], 0) == rows(issue(entry, left, assignee=None), columns=("assignee",))


def test_components_come_and_go_one_by_one(rows):
    """Each entry adds or removes one of them."""
    log = [
        jira_entry(1, time(9), components=(None, ("31", "LAN"))),
        jira_entry(2, time(10), components=(("30", "WAN"), None)),
    ]
    now = [{"id": "31", "name": "LAN"}]

    assert (["WAN", "WAN, LAN", "LAN"], 0) == rows(
        issue(*log, components=now), columns=("components",)
    )


def test_labels_are_one_text_in_the_changelog(rows):
    """In whichever order."""
    log = [jira_entry(1, time(9), labels=((None, "vip"), (None, "vip mail")))]

    assert (["vip", "mail vip"], 0) == rows(
        issue(*log, labels=["vip", "mail"]), columns=("labels",)
    )


def test_the_names_of_data_center_are_understood(rows):
    """Its entries have no fieldId, and call components Component."""
    entry = {
        "id": "1",
        "created": time(9),
        "items": [
            {"field": "Component", "fieldtype": "jira", "to": "31", "toString": "LAN"},
            {"field": "status", "fieldtype": "jira", "fromString": "Open", "toString": "Done"},
        ],
    }
    told = rows(
        issue(entry, components=[{"id": "31", "name": "LAN"}]), columns=("status", "components")
    )

    assert ([("Open", ""), ("Done", "LAN")], 0) == told


def test_a_change_of_some_custom_field_is_not_guessed(rows):
    """Without its fieldId it may be any."""
    entry = {
        "id": "1",
        "created": time(9),
        "items": [{"field": "Team", "fieldtype": "custom", "toString": "Second line"}],
    }

    with pytest.raises(LocatedError, match="changes the field 'Team' without its fieldId"):
        rows(issue(entry), columns=("customfield_10100",))


def test_a_changelog_that_is_cut_off_leaves_the_issue_out(read):
    """Jira gives 100 entries with an issue; this one has 243."""
    cut = jira_issue("DESK-2")
    cut["changelog"]["total"] = 243

    tickets, report = read(jira_issue(), cut)

    assert ("DESK-1",) == tickets.ids
    assert {"incomplete history": 1} == report.excluded
    assert (
        "ticket 'DESK-2' is left out: its changelog has 243 entries, and 7 are here"
        == report.findings[0].message
    )
    assert ("R014", "i.json", 1) == (
        report.findings[0].rule,
        report.findings[0].span.file,
        report.findings[0].span.line,
    )


def test_an_issue_without_its_changelog_is_left_out(read):
    """It was exported without expand=changelog."""
    bare = jira_issue("DESK-2")
    del bare["changelog"]

    tickets, report = read(jira_issue(), bare)

    assert (("DESK-1",), {"incomplete history": 1}) == (tickets.ids, report.excluded)
    assert "it has no changelog" in report.findings[0].message


def test_all_pages_of_a_changelog_make_it_whole(read):
    """Those of /issue/{key}/changelog, as a list in its place; where they overlap, once."""
    whole = jira_issue()
    entries = whole["changelog"]["histories"]
    pages = [
        {"startAt": 0, "maxResults": 4, "total": 7, "isLast": False, "values": entries[:4]},
        {"startAt": 3, "maxResults": 4, "total": 7, "isLast": True, "values": entries[3:]},
    ]

    tickets, report = read({**whole, "changelog": pages})

    assert ({}, 8, 0) == (report.excluded, report.rows_read, report.gaps)
    assert 8 == len(tickets.history.at)


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01T10:00:00.123+0200",
        "2026-04-01T08:00:00.999Z",
        "2026-04-01T08:00:00+0000",
        "2026-04-01T03:30:00.000-0430",
    ],
)
def test_offsets_are_read_as_jira_writes_them(read, text):
    """With and without a colon, of half hours too; fractions are floored."""
    tickets, _ = read(issue(created=text))

    assert [1775030400] == tickets.history.at.tolist()


def test_an_impossible_time_leaves_its_issue_out(read):
    """Not the file."""
    tickets, report = read(
        jira_issue(), jira_issue("DESK-2", created="2026-02-30T10:00:00.000+0000")
    )

    assert (("DESK-1",), {"unreadable time": 1}) == (tickets.ids, report.excluded)


def test_the_verdict_of_service_management_is_the_tools(read):
    """`breached` of the last cycle, and how long it took."""
    sla = {
        "id": "3",
        "name": "Time to resolution",
        "completedCycles": [
            {"breached": True, "elapsedTime": {"millis": 1}},
            {"breached": False, "elapsedTime": {"millis": 14400500, "friendly": "4h"}},
        ],
    }
    field = "customfield_10030"
    verdict = {"verdict": f"{field}.breached", "met": ["false"], "missed": ["true"]}

    met, _ = read(jira_issue(**{field: sla}), tool=verdict)
    timed, _ = read(jira_issue(**{field: sla}), tool={"elapsed": f"{field}.elapsed", "unit": "s"})

    assert [1] == met.tool_met.tolist()
    assert [14400] == timed.tool_elapsed.tolist()


def test_the_first_response_is_the_end_of_the_first_cycle_of_its_sla(read):
    """Jira has no event for it; while nobody has answered there is none."""
    field = "customfield_10031"
    first = {"stopTime": {"iso8601": "2026-03-02T09:20:00+0100", "epochMillis": 1772439600000}}
    later = {"stopTime": {"iso8601": "2026-03-04T09:20:00+0100"}}

    answered, waiting = (
        read(jira_issue(**{field: sla}), more={"first_response": f"{field}.stopped"})[0]
        for sla in (
            {"completedCycles": [first, later]},
            {"completedCycles": [], "ongoingCycle": {"breached": False}},
        )
    )

    assert [1772439600] == answered.stamps["first_response"].tolist()
    assert [ABSENT] == waiting.stamps["first_response"].tolist()


@pytest.mark.parametrize("text", ["\ud83d", "New\0"])
def test_a_used_text_that_is_none_is_refused(read, text):
    """Half an emoji, as a title that was cut off has; where nobody reads it, it does no harm."""
    tickets, _ = read(jira_issue(summary=text))
    assert 1 == len(tickets)

    with pytest.raises(LocatedError, match="contains a NUL character, or half a character"):
        read(jira_issue(status={"name": text}))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"fields": []}, "'fields' is not the object that is expected there"),
        ({"changelog": {"total": 1}}, "'changelog/histories' is not the list"),
        ({"changelog": {"histories": [7]}}, "'changelog/histories/0' is not the object"),
        ({"changelog": {"histories": [{"id": "x"}]}}, "'changelog/histories/id' is 'x', no whole"),
        ({"changelog": {"histories": [{"id": 1}]}}, "(id 1)/items' is not the list"),
        ({"key": ["DESK-1"]}, "'key' holds several values, where one is expected"),
    ],
)
def test_an_issue_of_another_shape_is_refused(read, broken, sentence):
    """With the member that is wrong, at the place of the issue."""
    with pytest.raises(LocatedError) as caught:
        read(jira_issue(), {**jira_issue("DESK-2"), **broken})
    assert sentence in caught.value.message
    assert caught.value.at.startswith("i.json:1:")
