"""GitLab: issues with their resource events."""

import json

import pytest

from slaspec.errors import LocatedError
from slaspec.records.sources import read_records
from slaspec.records.sources.gitlab_events import open_table
from tests.records import desk
from tests.records.desk import gitlab_issue, gitlab_label, gitlab_state, time


@pytest.fixture
def rows(written):
    """The rows of some issues: chosen columns of each, and the gaps."""

    def read(*issues, columns=("state/status::",)):
        mapped = {"id": "reference", "at": "at", **{f"x{n}": c for n, c in enumerate(columns)}}
        source = desk.structured(desk.source("gitlab", columns=mapped))
        with open_table(source, written(json.dumps(issues), "i.json"), "i.json") as table:
            numbers = [table.header.index(column) + 1 for column in ("at", *columns)]
            told = [cells[1:] if len(columns) > 1 else cells[1] for _, cells in table.rows(numbers)]
            return told, table.gaps

    return read


def test_a_state_is_joined_with_a_scope_of_labels(rows):
    """Closed is closed whatever the label says; without a label an issue is opened."""
    issue = gitlab_issue(
        labels=[
            gitlab_label(1, time(9), "add", "status::waiting"),
            gitlab_label(2, time(11), "remove", "status::waiting"),
            gitlab_label(3, time(11), "add", "status::doing"),
        ],
        states=[gitlab_state(1, time(12), "closed")],
    )
    issue["labels"] = ["status::doing"]

    told = rows(issue, columns=("state/status::", "state", "status::"))

    assert (
        [
            ("opened", "opened", ""),
            ("status::waiting", "opened", "status::waiting"),
            ("status::doing", "opened", "status::doing"),
            ("closed", "closed", "status::doing"),
        ],
        0,
    ) == told


def test_labels_that_were_there_from_the_start_are_known(rows):
    """GitLab has no event for the labels of a new issue: what was removed first was there."""
    issue = gitlab_issue(labels=[gitlab_label(1, time(9), "remove", "priority::2")], states=[])
    issue |= {"labels": [], "state": "opened"}

    assert (["priority::2", ""], 0) == rows(issue, columns=("priority::",))


def test_two_labels_of_a_scope_are_both_shown(rows):
    """Without a licence scopes do not exclude each other: nobody can tell which one counts."""
    issue = gitlab_issue(
        labels=[
            gitlab_label(1, time(9), "add", "status::a"),
            gitlab_label(2, time(10), "add", "status::b"),
        ],
        states=[],
    )
    issue |= {"labels": ["status::a", "status::b"], "state": "opened"}

    assert (["", "status::a", "status::a, status::b"], 0) == rows(issue, columns=("status::",))


def test_a_scope_goes_to_the_last_colons(rows):
    """`team::network::` is the scope of `team::network::wan`."""
    issue = gitlab_issue(labels=[], states=[gitlab_state(1, time(9), "closed")])
    issue["labels"] = ["team::network::wan", "team::x"]

    told = rows(issue, columns=("team::network::", "team::"))

    assert [("team::network::wan", "team::x")] * 2 == told[0]


def test_events_that_do_not_follow_are_gaps(rows):
    """Closed twice; a label added that was there; a label that was there and is not any more."""
    closed = gitlab_issue(
        labels=[], states=[gitlab_state(1, time(9), "closed"), gitlab_state(2, time(10), "closed")]
    )
    twice = gitlab_issue(
        labels=[
            gitlab_label(1, time(9), "add", "status::a"),
            gitlab_label(2, time(10), "add", "status::a"),
        ],
        states=[],
    )
    twice |= {"labels": ["status::a"], "state": "opened"}

    assert (["opened", "closed", "closed"], 1) == rows(closed)
    assert (["opened", "status::a", "status::a"], 1) == rows(twice)
    assert (
        1
        == rows(
            {
                **twice,
                "labels": [],
                "resource_label_events": [gitlab_label(1, time(9), "add", "status::a")],
            }
        )[1]
    )


def test_a_label_that_was_deleted_is_a_gap(rows):
    """GitLab keeps its event and forgets its name."""
    gone = {**gitlab_label(1, time(9), "add", ""), "label": None}

    told, gaps = rows(gitlab_issue(labels=[gone], states=[]) | {"state": "opened", "labels": []})

    assert (["opened", "opened"], 1) == (told, gaps)


def test_an_issue_that_was_opened_by_an_event_is_opened_once(rows):
    """The creation stands in the log of some versions."""
    issue = gitlab_issue(labels=[], states=[gitlab_state(1, time(8), "opened")])

    assert (["opened"], 0) == rows(issue | {"state": "opened", "labels": []})


def test_a_project_export_is_read_as_it_is(rows):
    """`tree/project/issues.ndjson`: no ids of events, labels linked, titles instead of names."""
    issue = {
        "title": "Printer",
        "iid": 7,
        "project_id": 4,
        "state": "closed",
        "created_at": "2026-04-01T10:00:00.842+02:00",
        "updated_at": "2026-04-01T12:00:00.000+02:00",
        "label_links": [{"target_type": "Issue", "label": {"title": "status::b"}}],
        "resource_label_events": [
            {
                "action": action,
                "user_id": 800,
                "created_at": "2026-04-01T11:00:00.100+02:00",
                "label": {"title": title, "color": "#d9534f"},
            }
            for action, title in (("remove", "status::a"), ("add", "status::b"))
        ],
        "resource_state_events": [
            {"user_id": 800, "created_at": "2026-04-01T12:00:00+02:00", "state": "closed"}
        ],
    }

    told = rows(issue, columns=("reference", "state/status::"))

    assert (
        [("4#7", "status::a"), ("4#7", "status::b"), ("4#7", "closed")],
        0,
    ) == told


def test_milestones_have_events_too(rows):
    """Such as the release in which something is promised."""
    events = [
        {"id": 1, "user": {"id": 1}, "created_at": time(9), "milestone": {"title": title}}
        | {"action": action}
        for action, title in (("add", "v1"), ("remove", "v1"), ("add", "v2"))
    ]
    issue = gitlab_issue(
        labels=[], states=[], resource_milestone_events=events, milestone={"title": "v2"}
    )

    assert (["", "v2"], 0) == rows(issue, columns=("milestone",))


def test_what_has_no_events_is_only_finally_known(rows):
    """The severity of an incident and who has it: the last row says it, no earlier one."""
    people = [{"username": "nina"}, {"username": "odd"}]
    issue = gitlab_issue(severity="HIGH", assignees=people)

    told = rows(issue, columns=("severity", "assignees"))[0]

    assert [("", ""), ("HIGH", "nina, odd")] == told[-2:]


@pytest.mark.parametrize("kind", ["state", "label"])
def test_an_issue_without_its_events_is_left_out(written, kind):
    """It was never closed, or nobody asked for its events: nobody can tell."""
    bare = gitlab_issue(2)
    del bare[f"resource_{kind}_events"]
    file = written(json.dumps([gitlab_issue(), bare]), "i.json")

    tickets, report = read_records(desk.structured(desk.source("gitlab")), file, shown="i.json")

    assert (("desk/support#1",), {"incomplete history": 1}) == (tickets.ids, report.excluded)
    assert f"without its resource_{kind}_events" in report.findings[0].message


def test_a_scope_that_is_nearly_one_of_the_labels_is_a_slip(rows):
    """A pause that nobody finds would never pause."""
    with pytest.raises(LocatedError) as caught:
        rows(gitlab_issue(), columns=("state/statsu::",))
    assert "no label of any issue begins with 'statsu::'" == caught.value.message
    assert "did you mean 'status::'?" == caught.value.help


def test_a_month_in_which_nobody_waited_is_no_slip(rows):
    """A scope that no label has is empty."""
    issue = gitlab_issue(labels=[], states=[]) | {"labels": ["bug"], "state": "opened"}

    assert (["opened"], 0) == rows(issue, columns=("state/status::",))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"labels": None}, "this issue has neither 'labels' nor 'label_links'"),
        ({"resource_label_events": {}}, "'resource_label_events' is not the list"),
        ({"resource_label_events": [{"id": 1}]}, "'resource_label_events/action' is neither"),
        ({"resource_state_events": [{"id": 1, "state": "x"}]}, "events/state' is 'x'"),
        ({"resource_state_events": [{"id": "1a", "state": "closed"}]}, "is '1a', no whole number"),
    ],
)
def test_an_issue_of_another_shape_is_refused(rows, broken, sentence):
    """With the member that is wrong."""
    with pytest.raises(LocatedError) as caught:
        rows(gitlab_issue() | broken)
    assert sentence in caught.value.message
