"""Workflow commands: what GitHub shows at the lines of a pull request."""

import re

from hypothesis import given, settings

from slaspec.findings import Span
from slaspec.report.escape import for_terminal
from slaspec.report.findings_github import github
from tests.faces.outputs import TEXTS, checked, counted, finding, hostile


def unescaped(text, *, of_a_property=False):
    """As the runner reads a command: `%` last."""
    pairs = [("%0D", "\r"), ("%0A", "\n")]
    pairs += [("%3A", ":"), ("%2C", ",")] if of_a_property else []
    for escape, character in (*pairs, ("%25", "%")):
        text = text.replace(escape, character)
    return text


def commands(text):
    """The commands of a log: name, properties and message, as the runner takes them."""
    found = re.findall(r"^\s*::([a-z]+) ([^:]*)::(.*)$", text, re.MULTILINE)
    return [
        (
            name,
            {
                key: unescaped(value, of_a_property=True)
                for key, value in (each.split("=", 1) for each in properties.split(","))
            },
            unescaped(message),
        )
        for name, properties, message in found
    ]


def test_a_finding_is_a_command_with_its_place():
    """File, line, columns, title with rule and document; the sentence and what to do."""
    text = github(checked(finding("no window", help="add `window: month`")))

    assert (
        "::error file=contracts/ferries.sla.yaml,line=41,col=5,endColumn=9,"
        "title=M004 ferry-desk::no window%0Afix: add `window: month`\n"
        f"✗ {counted()}: 1 error\n"
    ) == text


def test_errors_come_first_and_remarks_are_notices():
    """GitHub shows ten annotations of a kind: the severe ones must not be cut."""
    text = github(
        checked(
            finding("c", severity="info", line=1),
            finding("b", severity="warning", line=2),
            finding("a", severity="error", line=3),
        )
    )

    assert [("error", "a"), ("warning", "b"), ("notice", "c")] == [
        (name, message) for name, _, message in commands(text)
    ]


def test_what_was_already_there_is_no_annotation():
    """A baseline keeps a pull request quiet: new findings alone are shown at their lines."""
    old, new = finding("old", line=1), finding("new", line=2)

    text = github(checked(new, already_there=[old], baseline="b.json"))

    assert ["new"] == [message for _, _, message in commands(text)]
    assert text.endswith("1 error; 1 already there (b.json)\n")


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_read_back_and_gives_no_second_command(text):
    """Whatever a contract says, the log holds one command, and the runner reads that text."""
    shown = for_terminal(text)

    there = hostile(text)

    made = github(checked(there))

    [(name, properties, message)] = commands(made)
    assert ("error", for_terminal(there.span.file), "1") == (
        name,
        properties["file"],
        properties["line"],
    )
    assert shown == message.split("\n")[0]
    assert 2 == len(made.splitlines()) == made.count("\n")
    assert "##[" not in made


def test_the_table_of_a_finding_stands_below_its_sentence():
    """The counterexample of a promise comes with its annotation."""
    rows = (("reported", "16:30"), ("restored by", "12:00"))

    [(_, _, message)] = commands(github(checked(finding("late", table=rows))))

    assert "late\nreported     16:30\nrestored by  12:00" == message


def test_a_place_without_width_marks_one_character():
    """`endColumn` lies behind the place, as the runner wants it."""
    [(_, properties, _)] = commands(github(checked(finding(span=Span("x.yaml", 3, 1, 0)))))

    assert ("1", "2") == (properties["col"], properties["endColumn"])
