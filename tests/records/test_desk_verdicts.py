"""
One story, exported by four tools, judged by one agreement: verdicts worked out by hand.

The story is told in `desk.py`: work from 08:00 to 10:00 and from 12:00 to 13:00, waiting for the
customer in between, reopened from 14:00 to 15:00; L1 until 09:00, then L2.
"""

import json
from pathlib import Path

import pytest

from slaspec.checks.measurable.witnesses.trial import Trial
from slaspec.checks.run import run
from slaspec.errors import LocatedError
from slaspec.language.book import load_book
from slaspec.language.read import read_text
from slaspec.records.sources import formats, read_records
from tests.measure import build
from tests.records import desk
from tests.records.desk import HOUR

TOOLS = sorted(desk.TOOLS)
COUNTS = {"reopened": {"clock": "continues", "gap": "counts"}}
IGNORED = {"reopened": {"clock": "ignored"}}


@pytest.fixture
def files(written):
    """Files of records: each argument is the content of one."""

    def write(*contents):
        return [written(json.dumps(each), "export.json") for each in contents]

    return write


@pytest.fixture(params=TOOLS)
def tool(request):
    """Each tool in turn."""
    return request.param


def test_every_tool_is_a_format():
    """And their names are those of the language."""
    assert {desk.TOOLS[tool]["format"] for tool in TOOLS} <= formats().keys()


def test_the_clock_pauses_while_the_customer_is_asked(tool, files):
    """08-10, 12-13 and 14-15 are four hours, to the second."""
    assert desk.elapsed(tool, files(desk.STORY[tool]()), 4 * HOUR)


def test_without_a_pause_the_waiting_counts(tool, files):
    """08-13 and 14-15 are six hours."""
    assert desk.elapsed(tool, files(desk.STORY[tool]()), 6 * HOUR, metric={"pause": []})


def test_the_time_until_it_was_reopened_counts_where_the_contract_says_so(tool, files):
    """08-10 and 12-15 are five hours."""
    assert desk.elapsed(tool, files(desk.STORY[tool]()), 5 * HOUR, answers=COUNTS)


def test_a_reopening_that_is_ignored_ends_the_clock_at_the_first_stop(tool, files):
    """08-10 and 12-13 are three hours."""
    assert desk.elapsed(tool, files(desk.STORY[tool]()), 3 * HOUR, answers=IGNORED)


def test_the_time_of_a_group_is_that_of_its_visit(tool, files):
    """L1 had it from 08:00 to 09:00; L2 from 09-10 and 12-13, to the first stop."""
    story = files(desk.STORY[tool]())
    assert desk.elapsed(tool, story, HOUR, metric=_visit("L1"), answers=IGNORED)
    assert desk.elapsed(tool, story, 2 * HOUR, metric=_visit("L2"), answers=IGNORED)


def _visit(group):
    return {"group": group, "visits": "sum"}


def test_the_priority_in_force_decides_which_promise_is_judged(tool, files):
    """It was reported as P2 and ended as P1: only the final priority has an objective."""
    story = files(desk.STORY[tool]())

    assert ["1/0/0"] == desk.measured(tool, story, within=4 * HOUR)
    assert ["0/0/0"] == desk.measured(tool, story, within=4 * HOUR, answers={"priority": "at_open"})


def test_a_raised_priority_may_start_the_clock_anew(tool, files):
    """Judged from the change at 09:00: 09-10, 12-13 and 14-15 are three hours."""
    assert desk.elapsed(
        tool, files(desk.STORY[tool]()), 3 * HOUR, answers={"reclassified": "from_change"}
    )


LATER = {
    "jira": lambda: desk.jira_issue(
        histories=[
            *desk.jira_issue()["changelog"]["histories"],
            desk.jira_entry(40, desk.time(20), summary=((None, "a"), (None, "b"))),
        ]
    ),
    "zammad": lambda: desk.zammad_ticket(
        entries=[
            *desk.zammad_ticket()["history"][1:],
            desk.zammad_entry(140, desk.time(20), "title", (None, "a"), (None, "b")),
        ]
    ),
    "gitlab": lambda: desk.gitlab_issue(
        labels=[
            *desk.gitlab_issue()["resource_label_events"],
            desk.gitlab_label(40, desk.time(20), "add", "bug"),
        ]
    ),
    "zendesk": lambda: desk.zendesk_ticket(
        metric_events=[
            *desk.zendesk_events(),
            desk.zendesk_event(99999, desk.time(20), "breach", deleted=True),
        ]
    ),
}


def test_what_happens_to_a_resolved_ticket_does_not_resolve_it_later(tool, files):
    """Somebody edits it at 20:00; it was resolved at 15:00, once."""
    story = files(LATER[tool]())

    assert desk.elapsed(tool, story, 4 * HOUR)
    assert desk.elapsed(tool, story, 3 * HOUR, answers=IGNORED)


def test_nothing_is_missing_in_a_whole_log(tool, files):
    """No gap, nothing left out, nothing that runs backwards."""
    [file] = files(desk.STORY[tool]())

    _, report = read_records(desk.structured(desk.source(tool)), file, shown="export")

    assert (0, {}, 0, 1) == (
        report.gaps,
        report.excluded,
        report.time_reversals,
        report.tickets_used,
    )


MANY = {
    "jira": lambda n: desk.jira_issue(f"DESK-{n}"),
    "zammad": desk.zammad_ticket,
    "gitlab": desk.gitlab_issue,
    "zendesk": lambda n: desk.zendesk_ticket(
        ticket={"id": n, "priority": "urgent", "group_id": 102},
        metric_events=desk.zendesk_events(n),
    ),
}


def test_shards_in_any_order_measure_the_same(tool, files):
    """One file of five tickets, or three files of them, forwards and backwards."""
    stories = [MANY[tool](number) for number in range(1, 6)]
    shards = [stories[3:], stories[1:3], stories[:1]]

    whole = desk.measured(tool, files(stories), within=4 * HOUR)

    assert ["5/0/0"] == whole
    assert whole == desk.measured(tool, files(*shards), within=4 * HOUR)
    assert whole == desk.measured(tool, files(*reversed(shards)), within=4 * HOUR)


def test_pages_arrays_and_lines_are_the_same_records(tool, written, files):
    """However a script has put the answers into a file."""
    stories = [MANY[tool](number) for number in range(1, 4)]
    lines = written("\n".join(map(json.dumps, stories)), "export.jsonl")
    indented = written(json.dumps([stories[:2], stories[2:]], indent=2), "export.json")

    for file in (lines, indented):
        assert ["3/0/0"] == desk.measured(tool, [file], within=4 * HOUR)


def test_a_sample_in_csv_has_the_columns_of_the_export(tool, files, written):
    """The rows of an export, written as a table with the mapped columns, are the same records."""
    source = desk.structured(desk.source(tool))
    [file] = files(desk.STORY[tool]())
    columns = list(source.columns.values())
    with formats()[source.format].open_table(source, file, "export") as table:
        numbers = [table.header.index(column) + 1 for column in columns]
        rows = [cells for _, cells in table.rows(numbers)]
    flat = written("\n".join(map(",".join, [columns, *rows])), "sample.csv")

    assert desk.elapsed(tool, [flat], 4 * HOUR)


def test_a_ticket_that_stands_there_twice_counts_once(tool, files):
    """Pages overlap when tickets move while they are exported."""
    story = desk.STORY[tool]()

    assert ["1/0/0"] == desk.measured(tool, files([story, story]), within=4 * HOUR)


def test_a_ticket_in_two_versions_is_left_out(tool, files):
    """Nobody can tell which of them is true."""
    older = {
        "jira": lambda: desk.jira_issue(updated=desk.time(12)),
        "zammad": lambda: desk.zammad_ticket(updated_at=desk.time(12)),
        "gitlab": lambda: desk.gitlab_issue(updated_at=desk.time(12)),
        "zendesk": lambda: desk.zendesk_ticket(ticket={"id": 155, "updated_at": desk.time(12)}),
    }[tool]()
    [file] = files([older, desk.STORY[tool]()])

    _, report = read_records(desk.structured(desk.source(tool)), file, shown="export")

    assert {"duplicate ticket": 1} == report.excluded
    assert "it stands in the file twice" in report.findings[0].message


def test_a_list_of_last_times_is_not_what_a_log_gives(tool, files):
    """`layout: snapshot` is a mistake of the DataSource."""
    source = desk.structured(desk.source(tool, layout="snapshot", more={"reported": "at"}))

    with pytest.raises(LocatedError, match="has a row for every update"):
        read_records(source, files(desk.STORY[tool]())[0], shown="export")


@pytest.mark.parametrize("wrong", [{}, {"a": 1}, {"key": "X"}, {"history": 1}, {"metric": "x"}])
def test_objects_of_something_else_are_refused_at_their_place(tool, written, wrong):
    """The second object, on the second line."""
    text = json.dumps(desk.STORY[tool]()) + "\n " + json.dumps(wrong)

    with pytest.raises(LocatedError) as caught:
        read_records(desk.structured(desk.source(tool)), written(text, "e.json"), shown="e.json")
    assert "e.json:2:2" == caught.value.at


def test_a_column_that_no_ticket_has_is_refused(tool, files):
    """A slip in the mapping is not an empty column."""
    source = desk.structured(desk.source(tool, more={"customer": "custmer"}))

    with pytest.raises(LocatedError, match="no row has 'custmer'"):
        read_records(source, files(desk.STORY[tool]())[0], shown="export")


def test_witnesses_turn_the_verdict_at_the_limit(tool, tmp_path):
    """A contract on such an export is proved measurable, and its witnesses hold."""
    plain = desk.source(tool)
    contract = build.agreement(
        metric={"pause": ["waiting_customer"], "stop": ["resolved"]},
        target={"objectives": {"P1": {"share": "90%", "within": "4h", "hours": "24x7"}}},
    )
    for document in (plain, contract, build.MATRIX):
        (tmp_path / f"{document['id']}.yaml").write_text(json.dumps(document, indent=1))
    book = load_book(tmp_path)

    trial = Trial(book, book.agreement("acme"), book.agreement("acme").targets[0])
    found = run(book, build.day("2026-11-21"), scenarios=True)

    assert None is trial.not_run
    assert [(), (), ()] == [trial.cannot, trial.failures("inside"), trial.failures("outside")]
    assert [] == [f.message for f in found if f.rule in ("M012", "M101", "M102", "M103", "M105")]


PAGE = Path(__file__).parents[2] / "docs" / "records.md"


@pytest.mark.parametrize("tool", TOOLS)
def test_the_example_of_the_documentation_is_a_data_source(tool):
    """What a user copies from the page is read without a finding."""
    name = desk.TOOLS[tool]["format"]
    part = PAGE.read_text("utf-8").split(f"#### `{name}`\n")[1]
    example = part.split("```yaml\n")[1].split("```")[0]
    head = "apiVersion: slaspec/v1\nkind: DataSource\nid: desk\ntitle: Desk\nrecords: incident\n"

    read = read_text((head + example).encode(), "desk.yaml")

    assert () == read.findings
    assert name == read.contract.format
