"""`slaspec preview --against-tool`: the reason of each verdict on which the tool differs."""

import json

import pytest

from slaspec.cli import run
from slaspec.language.book import Book
from slaspec.language.schemas import folder
from slaspec.measure.plan import plan
from slaspec.measure.texts import TextPlan
from slaspec.measure.windows import period as dates
from slaspec.use_cases.manipulation import manipulation
from tests.measure import build

PREVIEW = [
    *("preview", "ferry-desk", "2026-03", "--as-of", "2026-04-20"),
    *("--records", "ticket-export=tickets.csv"),
]


@pytest.fixture
def statement(project, capsys):
    """The JSON statement of the demo's month, and what was said."""

    def previewed(*options):
        assert 0 == run([*PREVIEW, "-o", "s.json", *options])
        return json.loads((project.folder / "s.json").read_text("utf-8")), capsys.readouterr().out

    return previewed


def test_without_the_option_a_hint_says_that_there_is_one(statement):
    """Nine records of P2 are met here and missed for the tool: who wants to know why, can."""
    data, out = statement()

    assert None is data["against_tool"]
    assert "The reason of each difference: --against-tool" in out
    assert "why they differ" not in out


def test_with_the_option_every_differing_record_has_its_reason(statement):
    """The tool of the demo counts the hours in which the customer was asked."""
    from jsonschema import Draft202012Validator

    data, out = statement("--against-tool")
    schema = json.loads((folder("output") / "statement.schema.json").read_text("utf-8"))
    records = [each for reason in data["against_tool"] for each in reason["records"]]
    differing = [id for row in data["tool"] for id in row["differing"]]

    assert [] == list(Draft202012Validator(schema).iter_errors(data))
    assert sorted(differing) == sorted(each["id"] for each in records)
    assert [("pause", "pause: []", 9, 112)] == [
        (each["reason"], each["change"], len(each["records"]), each["agree"])
        for each in data["against_tool"]
    ]
    assert {("P2", "met")} == {(each["objective"], each["slaspec"]) for each in records}
    assert "why they differ" in out
    assert "--against-tool" not in out
    [line] = [line for line in out.splitlines() if line.startswith("resolution: pause")]
    assert ["resolution: pause", "9", "pause: []", "112 of 112"] == line.split("  ")[0:1] + [
        cell.strip() for cell in line.split("  ")[1:] if cell.strip()
    ][:3]


def test_everybody_agrees(statement, project):
    """Where nothing differs there is nothing to explain, and no table of reasons."""
    project.replace("tickets.yaml", 'missed: ["false"]', 'missed: ["never"]')

    data, out = statement("--against-tool")

    assert [] == data["against_tool"]
    assert "why they differ" not in out


def noted(contract, tickets):
    """The sentences on manipulation of some tickets of April."""
    held: Book = build.book(contract, build.source(), build.OFFICE, build.MATRIX)
    made = plan(held, held.agreement("acme"), *dates("2026-04"))
    parts = {"itsm": [build.table(tickets)]}
    return list(manipulation([TextPlan(made)], parts, build.at("2026-07-01 00:00")))


def test_a_cluster_is_one_sentence_and_no_verdict():
    """Eight of ten pauses in the last half hour of five: evenly spread it would be one."""
    begin = build.at("2026-04-01 08:00")
    tickets = [
        build.ticket(
            f"INC{i}",
            reported=begin,
            events=[
                (begin, "new"),
                (begin + 60 * minutes, "waiting_customer"),
                (begin + 60 * minutes + 60, "resolved"),
            ],
        )
        for i, minutes in enumerate([10, 20, *range(271, 279)])
    ]
    target = {"objective": {"share": "90%", "within": "5h", "hours": "24x7"}}
    contract = build.agreement(target=target, metric={"pause": ["waiting_customer"]})

    clustered = (
        "8 of 10 pauses of resolution began in the last 30min of its limit of 5h; evenly spread it"
        " would be 1: a question to ask, on which no verdict depends"
    )
    bulk = (
        "10 clocks of resolution stopped on 2026-04-01, on the middle day of that window 10; 8 of"
        " them in the last tenth of their limit, 0 beyond it: a question to ask, on which no"
        " verdict depends"
    )
    assert clustered in noted(contract, tickets)
    assert bulk not in noted(contract, tickets)


def test_a_bulk_of_stops_is_one_sentence():
    """Twelve on one day, one on each of three others."""
    tickets = [
        build.ticket(
            f"INC{day}-{i}",
            reported=f"2026-04-{day:02} 08:00",
            events=[(f"2026-04-{day:02} 08:00", "new"), (f"2026-04-{day:02} 10:00", "resolved")],
        )
        for day, count in ((1, 1), (2, 1), (3, 1), (9, 12))
        for i in range(count)
    ]

    assert [
        "12 clocks of resolution stopped on 2026-04-09, on the middle day of that window 1; 0 of"
        " them in the last tenth of their limit, 0 beyond it: a question to ask, on which no"
        " verdict depends"
    ] == noted(build.agreement(), tickets)


def test_a_second_bulk_is_counted_in_the_same_sentence():
    """Twelve on the ninth and on the tenth, one on each of five others: one more day."""
    tickets = [
        build.ticket(
            f"INC{day}-{i}",
            reported=f"2026-04-{day:02} 08:00",
            events=[(f"2026-04-{day:02} 08:00", "new"), (f"2026-04-{day:02} 10:00", "resolved")],
        )
        for day, count in ((1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (9, 12), (10, 12))
        for i in range(count)
    ]
    (note,) = noted(build.agreement(), tickets)

    assert "0 beyond it; 1 more day stands out as well: a question to ask" in note
