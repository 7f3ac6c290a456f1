"""`slaspec holidays`: what a library knows, pinned in a calendar without touching its other lines."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import slaspec
from slaspec.cli import run
from slaspec.language.read import read_text
from slaspec.use_cases.closed_dates import NotInserted
from slaspec.use_cases.holidays import Holiday, Holidays, block, holidays_of, insert

pytest.importorskip("holidays")

HEAD = """\
apiVersion: slaspec/v1
kind: Calendar
id: office
title: Office hours
timezone: Europe/Oslo
open: {mon-fri: ["08:00-17:00"]}
valid: {from: 2026-01-01, through: 2027-12-31}
"""
TWO = Holidays(
    "NO",
    "en_US",
    "1.0",
    (Holiday(date(2026, 5, 17), "Constitution Day"), Holiday(date(2026, 12, 25), 'The "Day"')),
)
SOURCE = (
    'holidays_from: {country: "NO", language: "en_US", categories: ["public"],'
    ' library: "holidays", version: "1.0"}\n'
)
MAY = '- {date: 2026-05-17, name: "Constitution Day"}\n'
DECEMBER = '- {date: 2026-12-25, name: "The \\"Day\\""}\n'


@pytest.fixture
def calendar(tmp_path, monkeypatch):
    """Writes `office.yaml`, its head with a tail, into the current folder."""
    monkeypatch.chdir(tmp_path)

    def make(tail, head=HEAD, end="\n"):
        Path("office.yaml").write_bytes((head + tail).replace("\n", end).encode())
        return Path("office.yaml")

    return make


# --- what the library says -----------------------------------------------------------------------


def test_norway_in_2026():
    """The twelve public holidays of Norway in 2026: Easter Sunday is 5 April."""
    easter = ["2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06"]
    whitsun = ["2026-05-14", "2026-05-17", "2026-05-24", "2026-05-25"]
    expected = ["2026-01-01", *easter, "2026-05-01", *whitsun, "2026-12-25", "2026-12-26"]
    found = holidays_of("NO", [2026]).dates

    assert expected == [str(each.date) for each in found]
    assert {"Good Friday", "Constitution Day", "Christmas Day"} <= {each.name for each in found}


def test_names_do_not_depend_on_the_machine(monkeypatch):
    """The language is asked for by name, whatever the locale of the process."""
    here = holidays_of("DE", [2026])
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")

    assert here == holidays_of("DE", [2026])


def test_a_subdivision_has_more():
    """Epiphany is a holiday in Bavaria and not in all of Germany."""
    days = [{each.date for each in holidays_of("DE", [2026], part).dates} for part in (None, "BY")]

    assert date(2026, 1, 6) in days[1] - days[0]


def test_it_is_a_part_of_a_calendar():
    """What is printed is read as `closed` and `holidays_from` of a calendar without faults."""
    read = read_text((HEAD + block(holidays_of("NO", [2026, 2027]))).encode(), "office.yaml")

    assert () == read.findings
    assert ("NO", "holidays") == (
        read.contract.holidays_from.country,
        read.contract.holidays_from.library,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Norway", "2026"], "did you mean NO?"),
        (["no", "2026"], "did you mean NO?"),
        (["ZZ", "2026"], "no holidays of country 'ZZ'"),
        (["DE", "2026", "--subdivision", "by"], "did you mean BY?"),
        (["NO", "2026", "--language", "de"], "no names of NO in 'de'"),
        (["NO", "1026"], "outside 1970 to 2199"),
        (["NO", "2199"], "nothing is known of the holidays of NO in 2199"),
        (["NO", "2026", "--dry-run"], "--into"),
    ],
)
def test_what_is_asked_wrongly_is_said(capsys, arguments, said):
    """Exit code 2, a sentence, and the nearest word where there is one."""
    assert 2 == run(["holidays", *arguments])
    assert said in capsys.readouterr().err


def test_without_the_library_the_command_to_install_it_is_said(monkeypatch, capsys):
    """Exit code 3: the environment lacks something."""
    monkeypatch.setitem(sys.modules, "holidays", None)

    assert 3 == run(["holidays", "NO", "2026"])
    assert "pip install 'slaspec[authoring]'" in capsys.readouterr().err


# --- into a calendar -----------------------------------------------------------------------------

LAYOUTS = {
    "sorted by date, comments stay with what follows": (
        "closed:   # by hand\n  # first\n  - {date: 2026-01-01, name: New Year}\n\n"
        "  # the end of the year\n  - {date: 2026-12-24, name: Eve}\n# hours apart\nexceptions: []\n",
        "closed:   # by hand\n  # first\n  - {date: 2026-01-01, name: New Year}\n"
        f"  {MAY}\n  # the end of the year\n  - {{date: 2026-12-24, name: Eve}}\n  {DECEMBER}"
        f"{SOURCE}# hours apart\nexceptions: []\n",
    ),
    "what stands there keeps its name": (
        "closed:\n  - {date: 2026-05-17, name: Ours}\n",
        f"closed:\n  - {{date: 2026-05-17, name: Ours}}\n  {DECEMBER}{SOURCE}",
    ),
    "before the first": (
        "closed:\n  - {date: 2026-12-31}\n",
        f"closed:\n  {MAY}  {DECEMBER}  - {{date: 2026-12-31}}\n{SOURCE}",
    ),
    "a list at the margin, entries over several lines": (
        "closed:\n- date: 2026-01-01\n  name: New Year\n- date: 2026-06-01\nexceptions: []\n",
        f"closed:\n- date: 2026-01-01\n  name: New Year\n{MAY}- date: 2026-06-01\n{DECEMBER}"
        f"{SOURCE}exceptions: []\n",
    ),
    "out of order: at the end": (
        "closed:\n  - {date: 2026-06-01}\n  - {date: 2026-01-01}\n",
        f"closed:\n  - {{date: 2026-06-01}}\n  - {{date: 2026-01-01}}\n  {MAY}  {DECEMBER}{SOURCE}",
    ),
    "no list yet": ("", f"closed:\n  {MAY}  {DECEMBER}{SOURCE}"),
    "an empty list with a comment": (
        "closed: [] # none yet\nexceptions: []\n",
        f"closed: # none yet\n  {MAY}  {DECEMBER}{SOURCE}exceptions: []\n",
    ),
    "who said it stays": (
        "holidays_from: {country: SE, language: sv, library: by hand, version: '1'}\n",
        "holidays_from: {country: SE, language: sv, library: by hand, version: '1'}\n"
        f"closed:\n  {MAY}  {DECEMBER}",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_are_put_where_they_belong(calendar, layout):
    """Every old line stands there as it did, comments and layout included."""
    before, after = LAYOUTS[layout]

    assert HEAD + after == insert(calendar(before), TWO).text


def test_line_ends_stay_as_they_are(calendar):
    """A file of Windows keeps its line ends."""
    before, after = LAYOUTS["before the first"]
    text = insert(calendar(before, end="\r\n"), TWO).text

    assert (HEAD + after).replace("\n", "\r\n") == text


@pytest.mark.parametrize(
    "tail",
    [
        "closed: [{date: 2026-01-01}]\n",
        "closed: [\n  {date: 2026-01-01},\n  {date: 2026-01-02}]\n",
        "closed:\n  -\n    date: 2026-01-01\n",
        "closed: [ # none\n  ]\n",
    ],
)
def test_what_is_written_otherwise_is_left_to_a_person(calendar, tail, capsys):
    """The lines are printed, the file keeps its bytes, and the exit code is 2."""
    file = calendar(tail)
    with pytest.raises(NotInserted):
        insert(file, TWO)
    before = file.read_bytes()

    assert 2 == run(["holidays", "NO", "2026", "--into", "office.yaml"])
    out, err = capsys.readouterr()
    assert before == file.read_bytes()
    assert '  - {date: 2026-05-17, name: "Constitution Day"}\n' in out
    assert "nothing was written" in err


@settings(max_examples=100)
@given(
    days=st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), unique=True, max_size=8),
    gaps=st.lists(st.sampled_from(["", "\n", "  # note\n", "# note\n"]), min_size=9, max_size=9),
    indent=st.sampled_from(["", "  ", "    "]),
)
def test_the_calendar_says_the_same_and_the_new_dates(days, gaps, indent, law_file):
    """Whatever the layout: the old dates with their names, the new ones with theirs."""
    old = "".join(f"{gap}{indent}- {{date: {day}, name: Old}}\n" for gap, day in zip(gaps, days))
    law_file.write_text(HEAD + ("closed:\n" + old if days else "") + gaps[-1], "utf-8")
    text, _ = insert(law_file, TWO)
    calendar = read_text(text.encode(), "office.yaml").contract
    said = {each.date.value: each.name for each in calendar.closed}

    assert {**dict(TWO.dates), **dict.fromkeys(days, "Old")} == said
    assert len(said) == len(calendar.closed)


@pytest.fixture(scope="module")
def law_file(tmp_path_factory):
    """One file for all examples."""
    return tmp_path_factory.mktemp("law") / "office.yaml"


def test_into_says_what_it_adds_and_the_second_time_nothing(calendar, capsys):
    """A line for each date; what is there already is counted."""
    file = calendar("closed:\n  - {date: 2026-05-17, name: Ours}\n")
    arguments = ["holidays", "NO", "2026", "--into", "office.yaml"]

    assert 0 == run([*arguments, "--dry-run"])
    assert "11 to be added, 1 there already" in capsys.readouterr().out
    assert "2026-12-25" not in file.read_text("utf-8")
    assert 0 == run(arguments)
    assert "+ 2026-12-25 Christmas Day\n" in capsys.readouterr().out
    once = file.read_bytes()
    assert 0 == run(arguments)
    assert "0 added, 12 there already (office.yaml)\n" == capsys.readouterr().out
    assert once == file.read_bytes()


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("2027-12-31", "2026-06-30"), "outside valid"),
        (HEAD.replace("kind: Calendar", "kind: Kalender"), "mend the file first"),
        ("apiVersion: slaspec/v1\nkind: Parties\nid: p\ntitle: P\norganisations: [{id: a, name: A}]\n",
         "no document of kind Calendar"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_take_them_keeps_its_bytes(calendar, capsys, head, said):
    """A date beyond `valid`, a faulty file, another kind: said, and nothing is written."""
    file = calendar("", head)

    assert 2 == run(["holidays", "NO", "2026", "--into", "office.yaml"])
    assert said in capsys.readouterr().err
    assert head == file.read_text("utf-8")


def test_a_new_file_is_never_written_over_an_old_one(tmp_path, monkeypatch):
    """`-o` writes a file that is not there yet."""
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["holidays", "NO", "2026", "-o", "no.yaml"])
    assert block(holidays_of("NO", [2026])) == Path("no.yaml").read_text("utf-8")
    Path("no.yaml").write_text("mine", "utf-8")
    assert 2 == run(["holidays", "NO", "2026", "-o", "no.yaml"])
    assert "mine" == Path("no.yaml").read_text("utf-8")


def test_the_calendar_of_a_new_portfolio_takes_them(tmp_path, monkeypatch):
    """As its comment says; the portfolio stays without findings."""
    monkeypatch.chdir(tmp_path)
    run(["init", "--from", "2026-11-01"])

    into = ["--into", "contracts/calendars/office.yaml"]
    assert 0 == run(["holidays", "NO", "2026", "2027", "2028", "2029", *into])
    assert [] == slaspec.load("contracts").check(date(2026, 11, 22))
