"""`slaspec check --base REV`: what the base has too does not fail, and no change waives itself."""

import json
from datetime import date

import pytest
from freezegun import freeze_time

from slaspec.checks.registry import all_rules
from slaspec.cli import run
from slaspec.language.book import load_book
from slaspec.use_cases.baseline import against_base
from slaspec.use_cases.settings import Settings
from tests.review.gate_build import SLA, TODAY, edited, pair_of, written
from tests.review.repositories import repository
from tests.review.test_gates_others import waivers

all_rules()
RARE = ("review: {every: 12 months}", "review: {every: 24 months}")  # T009
NO_PURPOSE = ("targets: [resolution, availability]}]", "targets: [resolution, nothing]}]")  # D013
RARE_REVIEW = {"rule": "T009", "at": "review"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """`project(files)`: a repository with the portfolio and these files on main, and a branch."""
    monkeypatch.chdir(tmp_path)

    def make(files=None):
        made = repository(tmp_path)
        written(tmp_path / "contracts", files or {})
        made.commit(
            {"pyproject.toml": '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'}
        )
        made.branch("work")
        return made

    return make


@pytest.fixture
def check(capsys):
    """`check(arguments)`: exit code, new findings and those already there, by their rules."""

    def call(*arguments):
        capsys.readouterr()
        code = run(["check", "--as-of", "2026-11-21", "--output-format", "json", *arguments])
        data = json.loads(capsys.readouterr().out)
        told = {"new": [], "already_there": [], "waived": []}
        for each in data["findings"]:
            kind = (
                "waived" if each["waived"] else "already_there" if each["already_there"] else "new"
            )
            told[kind].append(each["rule"])
        return code, {kind: sorted(rules) for kind, rules in told.items()}

    return call


def compared(folder, base, head, as_of=TODAY):
    """New, already there, fixed, waived: the rules of a pair of revisions."""
    found = against_base(pair_of(folder, base, head), as_of, Settings())
    return tuple(
        sorted(each.rule for each in part)
        for part in (found.new, found.already_there, found.fixed, found.waived)
    )


def test_what_the_base_has_too_is_already_there(tmp_path):
    """A rare review was there before; a purpose of no target is new."""
    before = {"sla.yaml": edited(SLA, RARE)}
    after = {"sla.yaml": edited(SLA, RARE, NO_PURPOSE)}

    assert (["D013", "D027"], ["T009"], [], []) == compared(tmp_path, before, after)


def test_what_the_change_mends_is_fixed(tmp_path):
    """The other way round."""
    before = {"sla.yaml": edited(SLA, RARE)}

    assert ([], [], ["T009"], []) == compared(tmp_path, before, {})


def test_both_revisions_are_judged_on_the_same_day(tmp_path):
    """The review is overdue from 2027-01-02 on: by the calendar alone nothing is new."""
    overdue = date(2027, 6, 1)

    new, there, fixed, waived = compared(tmp_path, {}, {}, overdue)

    assert ([], [], []) == (new, fixed, waived)
    assert {"T010"} == set(there)


def test_a_waiver_that_the_base_has_covers(tmp_path):
    """What was waived before is waived, not merely there already."""
    rare = {"sla.yaml": edited(SLA, RARE), **waivers(RARE_REVIEW)}

    assert ([], [], [], ["T009"]) == compared(tmp_path, rare, rare)


def test_a_waiver_of_the_change_does_not_cover_its_own_finding(tmp_path):
    """The finding stays, and says which waiver does not count yet, and where it stands."""
    after = {"sla.yaml": edited(SLA, RARE), **waivers(RARE_REVIEW)}

    found = against_base(pair_of(tmp_path, {}, after), TODAY, Settings())

    [finding] = found.new
    assert ("T009", {}) == (finding.rule, dict(found.waived))
    assert [
        (
            "waiver 'accepted' comes with this change and does not count yet",
            "contracts/waivers.yaml",
        )
    ] == [(what, at.file) for what, at in finding.related]


def test_a_waiver_may_be_added_for_what_is_already_there(tmp_path):
    """That is how one is introduced: the finding does not fail, and the waiver is used."""
    rare = {"sla.yaml": edited(SLA, RARE)}

    assert ([], ["T009"], [], []) == compared(tmp_path, rare, {**rare, **waivers(RARE_REVIEW)})


def test_a_waiver_is_not_removed_while_it_is_needed(tmp_path):
    """What only a waiver kept from failing is new without it."""
    rare = {"sla.yaml": edited(SLA, RARE)}

    assert (["T009"], [], [], []) == compared(tmp_path, {**rare, **waivers(RARE_REVIEW)}, rare)


def test_a_broken_file_that_the_change_left_alone_does_not_fail_it(project, check):
    """Its bytes are those of the base; once the change touches it, it has to be mended."""
    made = project({"zz.yaml": "kind: [\n"})

    assert (0, ["Y001"]) == _of(check("--base", "main"), "already_there")
    made.write({"contracts/zz.yaml": "kind: [[\n"})
    assert (1, ["Y001"]) == _of(check("--base", "main"), "new")


def _of(result, kind):
    return result[0], result[1][kind]


def test_check_compares_with_a_revision(project, check):
    """Without a base the check fails for what main has too; with it, only for what is new."""
    made = project({"sla.yaml": edited(SLA, NO_PURPOSE)})

    assert (1, ["D013", "D027"]) == _of(check(), "new")
    assert (0, {"new": [], "already_there": ["D013", "D027"], "waived": []}) == check(
        "--base", "main"
    )
    made.write(
        {"contracts/sla.yaml": edited(SLA, NO_PURPOSE, ("customer: acme,", "customer: beta,"))}
    )
    code, told = check("--base", "main")
    assert 1 == code
    assert ["D013", "D027"] == told["already_there"]
    assert "D005" in told["new"]


def test_the_summary_names_the_base(project, capsys):
    """How many were there already, and where; nothing is said of writing a baseline."""
    made = project({"sla.yaml": edited(SLA, RARE, NO_PURPOSE)})
    made.write({"contracts/sla.yaml": edited(SLA, NO_PURPOSE)})

    code = run(["check", "--as-of", "2026-11-21", "--base", "main"])

    out = capsys.readouterr().out
    assert 0 == code
    assert "no new findings; 2 already there, 1 fixed (main)" in out
    assert "fixed: T009 acme-sla" in out
    assert "--write-baseline" not in out


def test_some_files_are_shown_as_without_a_base(project, check):
    """What was asked for is what is shown."""
    made = project()
    made.write({"contracts/sla.yaml": edited(SLA, NO_PURPOSE)})

    assert (0, []) == _of(check("--base", "main", "contracts/ola.yaml"), "new")
    assert (1, ["D013", "D027"]) == _of(check("--base", "main", "contracts/sla.yaml"), "new")


def test_the_names_of_files_are_those_of_a_check_without_a_base(project, monkeypatch, capsys):
    """From a folder above or below: what an editor links is the same."""
    made = project()
    made.write({"contracts/sla.yaml": edited(SLA, NO_PURPOSE)})
    (made.folder / "docs").mkdir()
    monkeypatch.chdir(made.folder / "docs")
    shown = []

    for arguments in ((), ("--base", "main")):
        run(["check", "--as-of", "2026-11-21", "--output-format", "concise", *arguments])
        shown.append(capsys.readouterr().out.splitlines()[:2])

    assert shown[0] == shown[1]
    assert shown[0][0].startswith("../contracts/sla.yaml:")


@pytest.mark.parametrize("other", ["--baseline", "--write-baseline"])
def test_a_base_stands_in_the_place_of_a_baseline(project, capsys, other):
    """Both at once would hide something in either."""
    project()

    assert 2 == run(["check", "--base", "main", other, "b.json"])
    assert "--base stands in the place of a baseline" in capsys.readouterr().err


def test_an_unknown_revision_is_refused(project, capsys):
    """Exit code 2 and a sentence."""
    project()

    assert 2 == run(["check", "--base", "mian"])
    assert "error: " in capsys.readouterr().err


def test_the_day_is_today_for_both(project, check, monkeypatch):
    """Nothing but the calendar moved between two checks of the same change."""
    made = project()
    made.write({"contracts/sla.yaml": edited(SLA, ("title: Service desk and", "title: Desk and"))})

    for day in ("2026-11-21", "2027-06-01"):
        with freeze_time(day):
            assert 0 == run(["check", "--base", "main", "--fail-on", "info", "--select", "T010"])
    assert load_book(made.folder / "contracts").contracts
