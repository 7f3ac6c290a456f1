"""A waiver covers the findings of one rule at one place for a while, in every face alike."""

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from slaspec.checks.pages.examples import write_example
from slaspec.checks.registry import all_rules
from slaspec.cli import run
from slaspec.language.book import load_book
from slaspec.language.schemas import folder as schemas
from slaspec.use_cases.baseline import compared
from slaspec.use_cases.settings import Settings

all_rules()  # `pytester` forgets what a run inside this process imported
TODAY = date(2026, 11, 21)
FAULTS = """\
kind: SLA
purpose:
  - {value: dealers can sell, targets: [nothing, nobody]}
  - {value: work goes on, targets: [resolution, availability]}
"""
WAIVER = {
    "id": "old-purpose",
    "rule": "D013",
    "document": "acme-sla",
    "at": "purpose",
    "reason": "the target comes with version 2",
    "by": "k-berg",
    "until": "2027-03-31",
    "ticket": "CHG-7",
}


@pytest.fixture
def contracts(tmp_path, monkeypatch):
    """
    Writes a portfolio with two findings of D013, and waivers: mappings of what differs.

    The current folder is the one above `contracts`.
    """
    monkeypatch.chdir(tmp_path)

    def make(*waivers, faults=FAULTS):
        root = tmp_path / "contracts"
        root.mkdir()
        whole = [
            {k: v for k, v in (WAIVER | differs).items() if v is not None} for differs in waivers
        ]
        said = f"---\nkind: Waivers\nwaivers: {json.dumps(whole)}\n" if whole else ""
        write_example(faults + said, root)
        return root

    return make


def found(root, as_of=TODAY, **settings):
    """What is new and what is waived: rules with places, sorted."""
    book = load_book(root)
    result = compared(book, as_of, Settings(**settings))
    new = sorted((each.rule, "/".join(each.path)) for each in result.new)
    return new, sorted((each.rule, "/".join(each.path)) for each in result.waived)


BOTH = [("D013", "purpose/[0]/targets/[0]"), ("D013", "purpose/[0]/targets/[1]")]


def test_without_a_waiver_both_are_found(contracts):
    """The portfolio has exactly these two findings."""
    assert (BOTH, []) == found(contracts())


@pytest.mark.parametrize(
    ("at", "covered"),
    [
        ("purpose", BOTH),
        ("purpose/[0]", BOTH),
        ("purpose/[0]/targets/[1]", BOTH[1:]),
    ],
)
def test_a_waiver_covers_its_place_and_what_is_below(contracts, at, covered):
    """`at` is the place of a finding or one above it; what it does not reach stays new."""
    new, waived = found(contracts({"at": at}))

    assert covered == waived
    assert [each for each in BOTH if each not in covered] == new


def test_another_rule_or_place_or_document_is_not_covered(contracts):
    """Rule, document and place have to fit, all three; what covers nothing is D071."""
    root = contracts(
        {"id": "rule", "rule": "M004"},
        {"id": "place", "at": "targets"},
        {"id": "document", "document": "desk-ola", "at": "targets"},
    )
    unused = [("D071", f"waivers/{id}/rule") for id in ("document", "place", "rule")]

    assert (sorted([*BOTH, *unused]), []) == found(root)


def test_the_document_as_a_whole_is_not_everything_in_it(contracts):
    """A waiver without a place covers what is said about the whole document, nothing below it."""
    assert ([*BOTH, ("D071", "waivers/old-purpose/rule")], []) == found(contracts({"at": None}))


def test_an_entry_is_called_by_its_name(contracts):
    """A service line has no id; its service names it, as in an amendment."""
    faults = "kind: SLA\nservices: [{service: service-desk, tier: bronze}]\n"
    root = contracts({"rule": "D020", "at": "services/service-desk"}, faults=faults)

    assert ("D020", "services/[0]/tier") in found(root)[1]


def test_a_shared_text_is_waived_where_it_stands(contracts):
    """A finding in the Terms is about the agreement; a waiver may name either."""
    faults = (
        "kind: SLA\nterms: {use: nordit-terms, version: 2026-1}\n# purpose is missing\n---\n"
        "kind: Terms\npurpose: [{value: work, targets: [nothing]}]\n"
    )
    root = contracts({"document": "nordit-terms", "at": "purpose"}, faults=faults)

    assert [("D013", "purpose/[0]/targets/[0]")] == found(root)[1]


def test_the_last_day_is_one_of_its_days(contracts):
    """On `until` a waiver holds; the day after, it has expired and its findings fail again."""
    root = contracts({"until": "2026-11-21"})

    assert ([], BOTH) == found(root, date(2026, 11, 21))
    assert ([*BOTH, ("D072", "waivers/old-purpose/until")], []) == found(root, date(2026, 11, 22))


def test_a_waiver_is_not_unused_because_its_rule_was_not_asked(contracts):
    """Which rules are selected changes nothing about whether a waiver is needed."""
    assert ([], []) == found(contracts({}), select=("D07",))


def test_what_waivers_say_cannot_be_waived(contracts):
    """Nor can a file that was not judged at all."""
    root = contracts(
        {"id": "itself", "rule": "D071", "document": "acme-waivers", "at": "waivers"},
        {"id": "form", "rule": "S001"},
    )
    told = [("D073", "waivers/form/rule"), ("D073", "waivers/itself/rule")]

    assert ([*BOTH, *told], []) == found(root)


def test_the_place_of_a_finding_is_said_where_a_waiver_is_unused(contracts):
    """The help names where the rule does speak, in the words of a waiver."""
    book = load_book(contracts({"at": "targets"}))
    (unused,) = (f for f in compared(book, TODAY, Settings()).new if f.rule == "D071")

    there = "purpose/[0]/targets/[0] and purpose/[0]/targets/[1]"
    assert f"remove the waiver; D013 has findings at {there}" == unused.help


# --- the command line ----------------------------------------------------------------------------


@pytest.fixture
def checked(capsys):
    """`checked(...)`: exit code and standard output of `slaspec check contracts` of that day."""

    def call(*arguments):
        capsys.readouterr()
        code = run(["check", "contracts", "--as-of", "2026-11-21", *arguments])
        return code, capsys.readouterr().out

    return call


def test_text_says_what_was_waived_and_why(contracts, checked):
    """Waived findings do not fail; a line for each says until when, why, and by whom."""
    contracts({})
    line = "waived until 2027-03-31: D013 acme-sla: the target comes with version 2 (k-berg, CHG-7)"

    code, text = checked()

    assert 0 == code
    assert "no findings; 2 waived\n" in text
    assert 2 == text.splitlines().count(line)


def test_json_says_the_place_and_the_waiver(contracts, checked):
    """Every finding has `at`, as a waiver names its place, and the waiver that covers it."""
    contracts({"at": "purpose/[0]/targets/[1]", "ticket": None})
    code, text = checked("--output-format", "json")
    data = json.loads(text)
    schema = json.loads((schemas("output") / "check.schema.json").read_text("utf-8"))
    waived = {
        "id": "old-purpose",
        "reason": "the target comes with version 2",
        "by": "k-berg",
        "until": "2027-03-31",
        "ticket": "",
    }

    assert 1 == code
    assert [(BOTH[0][1], None), (BOTH[1][1], waived)] == [
        (each["at"], each["waived"]) for each in data["findings"]
    ]
    finding = {**schema["$defs"]["finding"], "$defs": schema["$defs"]}
    for each in data["findings"]:
        Draft202012Validator(finding).validate(each)


def test_code_scanning_shows_it_as_suppressed(contracts, checked):
    """SARIF has a suppression that was accepted; GitLab, which knows none, is not told."""
    contracts({})
    results = json.loads(checked("--output-format", "sarif")[1])["runs"][0]["results"]
    (suppression,) = results[0]["suppressions"]

    assert ("external", "accepted") == (suppression["kind"], suppression["status"])
    assert suppression["justification"].startswith("until 2027-03-31: D013 acme-sla: the target")
    assert [] == json.loads(checked("--output-format", "gitlab")[1])


def test_junit_skips_the_case(contracts, checked):
    """An aspect whose failing findings are all waived is skipped; a waiver is a case of its own."""
    contracts({})
    top = ElementTree.fromstring(checked("--output-format", "junit")[1])
    (skipped,) = top.iter("skipped")

    assert "0" == top.get("failures")
    assert skipped.get("message").startswith("waived until 2027-03-31: D013 acme-sla")
    assert "waiver/old-purpose" in [case.get("name") for case in top.iter("testcase")]


def test_a_baseline_does_not_take_up_what_is_waived(contracts, checked):
    """What is waived comes back when its time is over: a baseline would hide it for ever."""
    contracts({})
    checked("--write-baseline", "baseline.json")

    assert [] == json.loads(Path("baseline.json").read_text("utf-8"))["findings"]


# --- pytest --------------------------------------------------------------------------------------


def in_pytest(pytester, *waivers):
    """The outcomes of the items of the portfolio that are about D013 and waivers."""
    root = pytester.mkdir("contracts")
    said = json.dumps([WAIVER | differs for differs in waivers])
    write_example(f"{FAULTS}---\nkind: Waivers\nwaivers: {said}\n", root)
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n')
    return pytester.runpytest_subprocess(
        "-p", "slaspec.pytest_plugin", "-v", "-rx", "--slaspec-as-of=2026-11-21",
        "--slaspec-select=D", "contracts/sla.yaml", "contracts/waivers.yaml",
    )  # fmt: skip


def test_pytest_shows_a_waived_aspect_as_xfail(pytester):
    """With the reason and the last day; the waiver is an item of its own and passes."""
    result = in_pytest(pytester, {})

    result.stdout.fnmatch_lines(
        [
            "*, 1 waiver",
            "contracts/sla.yaml::document/valid XFAIL*",
            "contracts/waivers.yaml::waiver/old-purpose PASSED*",
            "*waived until 2027-03-31: D013 acme-sla: the target comes with version 2*",
        ]
    )
    assert 0 == result.ret


def test_pytest_fails_an_unused_and_an_expired_waiver(pytester):
    """One item each; what the expired one accepted fails again."""
    result = in_pytest(
        pytester, {"id": "unused", "at": "targets"}, {"id": "expired", "until": "2026-11-20"}
    )

    result.stdout.fnmatch_lines(
        [
            "contracts/sla.yaml::document/valid FAILED*",
            "contracts/waivers.yaml::document/valid PASSED*",
            "contracts/waivers.yaml::waiver/unused FAILED*",
            "contracts/waivers.yaml::waiver/expired FAILED*",
        ]
    )


# --- texts and records ---------------------------------------------------------------------------


def test_an_amended_text_is_waived_by_its_own_ids(contracts):
    """What an amendment brought about stands in the amendment; the place is that of the text."""
    faults = (
        "kind: Amendment\nchanges: [{at: review, was: {every: 12 months},"
        " becomes: {every: 24 months}}]\n"
    )
    new, waived = found(contracts({"rule": "T009", "at": "review"}, faults=faults))

    assert ["T009"] == [rule for rule, _ in waived]
    assert "D071" not in [rule for rule, _ in new]


NEVER_MET = """\
kind: SLA
effective: {from: 2026-01-15, through: 2026-02-20}
targets:
  - {id: resolution, service: service-desk, metric: resolution-time, partial_window: not_judged,
     objective: {share: 90%, within: 5h, hours: 24x7}}
"""


def test_what_records_show_is_waived_in_both_faces(pytester, monkeypatch, capsys):
    """A finding of the witnesses is told by its own item; check and pytest waive it alike."""
    root = pytester.mkdir("contracts")
    monkeypatch.chdir(pytester.path)
    probe = pytester.mkdir("probe")
    write_example(NEVER_MET, probe)
    tried = [
        (f.rule, "/".join(f.path))
        for f in compared(load_book(probe), TODAY, Settings(select=("M10",))).new
    ]
    assert tried, "the example is there to have a finding of the witnesses"
    waivers = [
        WAIVER | {"id": f"w{n}", "rule": rule, "at": at} for n, (rule, at) in enumerate(tried)
    ]
    write_example(f"{NEVER_MET}---\nkind: Waivers\nwaivers: {json.dumps(waivers)}\n", root)

    new, waived = found(root, select=("M10", "D07"))
    assert ([], sorted(tried)) == (new, waived)
    result = pytester.runpytest_subprocess(
        "-p", "slaspec.pytest_plugin", "--slaspec-contracts=contracts",
        "--slaspec-as-of=2026-11-21", "--slaspec-select=M10", "--slaspec-select=D07",
    )  # fmt: skip
    outcomes = result.parseoutcomes()
    assert 0 == result.ret
    assert {"xfailed", "passed"} == set(outcomes) - {"skipped"}
