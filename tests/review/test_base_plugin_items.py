"""`pytest --slaspec-base REV`: items of changes and gates, so that a plain run guards a change."""

import re
from pathlib import Path

import numpy  # noqa: F401 - pytester forgets what a run imported; C extensions must not be twice
import pytest
import yaml  # noqa: F401

import slaspec
from slaspec.checks.pages.portfolio import SOURCE
from slaspec.checks.registry import all_rules
from slaspec.review.gates import all_gates
from slaspec.review.git.reading import two_revisions
from slaspec.review.registry import all_change_rules
from slaspec.use_cases.changed import PERSPECTIVE
from slaspec.use_cases.diff import review
from slaspec.use_cases.settings import settings_near
from tests.review.gate_build import (
    NEW_SIGNATURES,
    OLA,
    SLA,
    TIGHTER,
    TODAY,
    VERSION_2,
    edited,
    written,
)
from tests.review.repositories import ENVIRON, repository
from tests.review.test_gates_others import waivers

all_rules(), all_gates(), all_change_rules()
PLUGIN = "slaspec.pytest_plugin"
PYPROJECT = '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'
SIGNED = (VERSION_2, *NEW_SIGNATURES)
TOO_TIGHT = ("P1: {share: 90%, within: 5h,", "P1: {share: 90%, within: 3h,")  # the desk has 4h
GATES = [
    "contracts::gates/backing-broken",
    "contracts::gates/missing-approval",
    "contracts::gates/version-not-raised",
    "contracts::gates/review-overdue",
]
SLA_CHANGE = "contracts/sla.yaml::resolution/change"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch):
    """Nobody else's plugins in the runs inside, this checkout, and no setting of the caller."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(slaspec.__file__).parent.parent))
    for name in ("PYTEST_ADDOPTS", "GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(pytester):
    """`project(files, settings)`: the portfolio on main with these files, and a branch."""

    def make(files=None, settings=""):
        made = repository(pytester.path)
        written(pytester.path / "contracts", files or {})
        made.commit({"pyproject.toml": PYPROJECT + settings})
        made.branch("work")
        return made

    return make


def run(pytester, *arguments, base="main"):
    """Run the items of changes and gates, in this process."""
    return pytester.runpytest(
        "-p", PLUGIN, "--slaspec-as-of", "2026-11-21", "--slaspec-base", base, *arguments
    )


def outcomes(result):
    """What became of each item, by its name: the lines of `-v`."""
    lines = (
        re.match(r"(\S+::\S+) (PASSED|FAILED|XFAIL|SKIPPED)", line) for line in result.outlines
    )
    return {match[1]: match[2] for match in lines if match}


def changed(project, *edits, name="contracts/sla.yaml", text=SLA, **settings):
    """The portfolio on main, and one of its files edited in the working tree."""
    made = project(**settings)
    made.write({name: edited(text, *edits)})
    return made


# --- which items there are -----------------------------------------------------------------------


def test_without_a_base_there_are_none(project, pytester):
    """What is compared with nothing has not changed."""
    changed(project, TIGHTER)

    result = pytester.runpytest("-p", PLUGIN, "--collect-only", "-q")

    assert [] == [line for line in result.outlines if "/change" in line or "gates/" in line]


def test_a_target_that_changed_and_each_gate_is_an_item(project, pytester):
    """Beside the items of every run; names as of the others."""
    changed(project, TIGHTER, *SIGNED)

    result = run(pytester, "-m", "change", "-v")

    assert {
        "contracts/sla.yaml::document/change": "PASSED",
        SLA_CHANGE: "PASSED",
        **dict.fromkeys(GATES, "PASSED"),
    } == outcomes(result)
    assert all(re.fullmatch(r"[a-zA-Z0-9./-]+", name.split("::")[1]) for name in outcomes(result))
    result.stdout.fnmatch_lines(
        ["slaspec: contracts in contracts, as of 2026-11-21, compared with main*"]
    )


def test_items_are_chosen_by_the_name_of_the_target(project, pytester):
    """`-k resolution/change`, `-k gates`."""
    changed(project, TIGHTER, *SIGNED)

    assert [SLA_CHANGE] == list(outcomes(run(pytester, "-v", "-k", "resolution/change")))
    assert GATES == list(outcomes(run(pytester, "-v", "-k", "gates")))
    one = run(pytester, "-v", SLA_CHANGE)
    assert [SLA_CHANGE] == list(outcomes(one))


def test_nothing_changed_has_only_gates(project, pytester):
    """They pass, and say so."""
    project()

    assert dict.fromkeys(GATES, "PASSED") == outcomes(run(pytester, "-m", "change", "-v"))


def test_what_is_gone_is_an_item_of_the_portfolio(project, pytester):
    """There is no file to hang it on: the folder bears it, by the id of the document."""
    project().write({"contracts/sla.yaml": None})

    result = run(pytester, "-m", "change", "-v")

    assert "PASSED" == outcomes(result)["contracts::acme-sla/change"]
    assert "FAILED" == outcomes(result)["contracts::gates/missing-approval"]


def test_a_root_that_is_the_project_itself_has_its_gates(project, pytester):
    """`slaspec_contracts = ["."]`."""
    made = repository(pytester.path)
    written(pytester.path, {})
    made.commit({"pyproject.toml": PYPROJECT.replace('"contracts"', '"."')})
    made.write({"sla.yaml": edited(SLA, TIGHTER, *SIGNED)})

    found = outcomes(run(pytester, "-m", "change", "-v", base="HEAD"))

    assert "sla.yaml::resolution/change" in found
    assert 4 == sum("gates/" in name for name in found)


# --- what they say, and when they fail -----------------------------------------------------------


def test_a_change_passes_and_its_sentences_are_in_the_report(project, pytester):
    """What, in which direction, where now and where before."""
    changed(project, TIGHTER, *SIGNED)

    result = run(pytester, "-rP", "-k", "resolution/change")

    result.stdout.fnmatch_lines(
        [
            "V104 (warning) targets/resolution/objectives/P1/within: *4h instead of 5h (tightened)",
            "  --> contracts/sla.yaml:66:32",
            "   66 |       P1: {share: 90%, within: 4h,*",
            "  on the base: contracts/sla.yaml:66:32",
        ]
    )


def test_a_change_of_its_severity_fails_where_the_project_says_so(project, pytester):
    """A tighter promise is a warning to the provider: `--slaspec-fail-on warning`."""
    changed(project, TIGHTER, *SIGNED)

    found = outcomes(run(pytester, "-m", "change", "-v", "--slaspec-fail-on", "warning"))

    assert "FAILED" == found[SLA_CHANGE]


def test_a_denied_gate_fails_and_a_warned_one_passes(project, pytester):
    """Signatures are denied, versions warned of, by default."""
    changed(project, TIGHTER)

    result = run(pytester, "-m", "change", "-v", "-rP")

    assert {
        SLA_CHANGE: "PASSED",
        **dict.fromkeys(GATES, "PASSED"),
        "contracts::gates/missing-approval": "FAILED",
    } == outcomes(result)
    result.stdout.fnmatch_lines(
        ["G004 'acme-sla' is changed (*), and nordit and acme have not signed it"]
    )
    result.stdout.fnmatch_lines(["G005 (warning) SLA 'acme-sla' is changed and keeps version 1.0"])


def test_a_project_sets_its_gates(project, pytester):
    """A gate that is off has no item; one that is denied fails."""
    settings = '[tool.slaspec.gates]\nmissing_approval = "off"\nversion_not_raised = "deny"\n'
    changed(project, TIGHTER, settings=settings)

    found = outcomes(run(pytester, "-m", "change", "-v"))

    assert "contracts::gates/missing-approval" not in found
    assert "FAILED" == found["contracts::gates/version-not-raised"]


def test_a_broken_backing_fails(project, pytester):
    """The desk has 4h: what it stands behind may not be promised within 3h."""
    changed(project, TOO_TIGHT, *SIGNED)

    result = run(pytester, "-v", "-k", "gates/backing or resolution/backed")

    assert {
        "contracts/sla.yaml::resolution/backed": "FAILED",
        "contracts::gates/backing-broken": "FAILED",
    } == outcomes(result)
    result.stdout.fnmatch_lines(["G003 'acme-sla' resolution/P1 was backed and is not any more*"])


def test_a_gate_that_the_base_waives_is_expected_to_fail(project, pytester):
    """The reason and the last day are shown."""
    accepted = waivers({"rule": "G004"})
    changed(project, TIGHTER, files=accepted)

    result = run(pytester, "-v", "-rx", "-k", "missing-approval")

    assert {"contracts::gates/missing-approval": "XFAIL"} == outcomes(result)
    result.stdout.fnmatch_lines(
        ["*waived until 2027-03-31 by k-berg: the second desk begins in March*"]
    )


def test_a_gate_that_the_change_waives_itself_fails(project, pytester):
    """The waiver has to be on the base first."""
    made = changed(project, TIGHTER)
    written(
        made.folder / "contracts", {**waivers({"rule": "G004"}), "sla.yaml": edited(SLA, TIGHTER)}
    )

    result = run(pytester, "-v", "-k", "missing-approval")

    assert {"contracts::gates/missing-approval": "FAILED"} == outcomes(result)
    result.stdout.fnmatch_lines(
        ["*waiver 'accepted' comes with this change and does not count yet*"]
    )


def test_findings_that_the_base_has_do_not_fail(project, pytester):
    """A purpose of no target is on main; the change is about something else."""
    nothing = ("targets: [resolution, availability]}]", "targets: [resolution, nothing]}]")
    faulty = edited(SLA, nothing)
    changed(project, TIGHTER, *SIGNED, text=faulty, files={"sla.yaml": faulty})

    result = run(pytester, "-v", "-rP", "-k", "sla.yaml and document/valid")

    assert {"contracts/sla.yaml::document/valid": "PASSED"} == outcomes(result)
    result.stdout.fnmatch_lines(["*already there*", "D013 *"])


def test_a_witness_that_the_base_fails_too_does_not_fail(project, pytester):
    """What runs records is asked of the base as well, where the head has something to say."""
    never_late = {"datasource.yaml": edited(SOURCE, ("reported: opened", "reported: updated"))}
    changed(project, TIGHTER, *SIGNED, files=never_late)
    just_missed = "contracts/sla.yaml::resolution/just-missed"

    alone = pytester.runpytest("-p", PLUGIN, "--slaspec-as-of", "2026-11-21", "-v", just_missed)
    against = run(pytester, "-v", just_missed)

    assert {just_missed: "FAILED"} == outcomes(alone)
    assert {just_missed: "PASSED"} == outcomes(against)


# --- runs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("mian", "*--slaspec-base: *mian*"),
        ("--help", "*slaspec-base*"),
        ("a b", "*--slaspec-base: *"),
    ],
)
def test_an_unknown_revision_is_a_usage_error(project, pytester, base, says):
    """Before anything is collected, with the sentence that `slaspec diff` says."""
    project()

    result = pytester.runpytest("-p", PLUGIN, f"--slaspec-base={base}")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([says])


def test_a_base_without_contracts_is_a_usage_error(pytester):
    """What should be compared, nobody said."""
    pytester.makepyfile("def test_it(): pass")

    result = run(pytester)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*--slaspec-base needs slaspec_contracts*"])


def test_properties_are_texts(project, pytester):
    """The rules of the changes, the document, the state of the gate, for reports of other tools."""
    changed(project, TIGHTER, *SIGNED)

    run(pytester, "-m", "change", "--junitxml=out.xml")

    text = (pytester.path / "out.xml").read_text("utf-8")
    assert '<property name="slaspec.changes" value="V104"' in text
    assert '<property name="slaspec.document" value="acme-sla"' in text
    assert '<property name="slaspec.gate" value="passed"' in text


def test_several_workers_say_the_same(project, pytester, monkeypatch):
    """Under xdist every worker reads the base for itself."""
    changed(project, TIGHTER)
    alone = outcomes(run(pytester, "-m", "change", "-v"))

    result = pytester.runpytest_subprocess(
        "-p", PLUGIN, "-p", "xdist", "-n", "2", "--slaspec-as-of", "2026-11-21",
        "--slaspec-base", "main", "-m", "change", "-v",
    )  # fmt: skip

    lines = (re.search(r"(PASSED|FAILED) (\S+::\S+)", line) for line in result.outlines)
    assert alone == {match[2]: match[1] for match in lines if match and "gw" in match.string}


def test_gates_are_those_of_a_review(project, pytester):
    """`slaspec diff` and pytest let pass, warn of and deny the same."""
    made = changed(project, TOO_TIGHT, settings='[tool.slaspec.gates]\nreview_overdue = "deny"\n')
    with two_revisions("main", contracts="contracts", start=made.folder, environ=ENVIRON) as pair:
        said = review(
            pair,
            TODAY,
            perspective=PERSPECTIVE,
            months=0,
            replay=False,
            settings=settings_near(made.folder),
        )

    found = outcomes(run(pytester, "-m", "change", "-v", "-k", "gates"))

    failed = {each.name for each in said.gates if each.state == "denied"}
    assert {"backing-broken", "missing-approval"} == failed
    assert failed == {name.rsplit("/", 1)[1] for name, what in found.items() if what == "FAILED"}
    assert {each.name for each in said.gates} == {name.rsplit("/", 1)[1] for name in found}


def test_a_supplier_s_change_is_seen_at_the_promise_it_stands_behind(project, pytester):
    """The OLA is changed; the SLA, in another file, is no longer backed."""
    slower = ("P1: {share: 95%, within: 4h", "P1: {share: 95%, within: 6h")
    made = project()
    made.write({"contracts/ola.yaml": edited(OLA, slower)})

    result = run(pytester, "-m", "change", "-v")

    assert "PASSED" == outcomes(result)["contracts/ola.yaml::restore/change"]
    result.stdout.fnmatch_lines(["G003 'acme-sla' resolution/P1 was backed*, through desk-ola"])


def test_the_setting_for_faults_does_not_make_a_change_one(project, pytester):
    """`fail-on = "warning"` in pyproject.toml; what all have signed passes, as in `slaspec diff`."""
    changed(project, TIGHTER, *SIGNED, settings='[tool.slaspec]\nfail-on = "warning"\n')

    assert "PASSED" == outcomes(run(pytester, "-m", "change", "-v"))[SLA_CHANGE]


def test_an_empty_base_is_refused(project, pytester):
    """A variable that is not set would leave out every gate."""
    changed(project, TIGHTER)

    result = run(pytester, "--slaspec-base", "")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*--slaspec-base: BASE is empty*"])


@pytest.mark.parametrize(("fail_on", "outcome"), [("error", "PASSED"), ("warning", "FAILED")])
def test_a_file_that_the_base_cannot_read_is_an_item(project, pytester, fail_on, outcome):
    """Nobody knows what changed in it: a warning, as in `slaspec diff`, and never silence."""
    made = changed(project, text=SLA, settings=f'[tool.slaspec]\nfail-on = "{fail_on}"\n')
    made.checkout("main")
    made.commit({"contracts/sla.yaml": SLA.replace("kind: SLA", "kind: SLAX")})
    made.git("branch", "--force", "work")
    made.checkout("work")
    made.commit({"contracts/sla.yaml": edited(SLA, TIGHTER)})

    result = run(pytester, "-m", "change", "-v", "-rP")

    assert outcome == outcomes(result)["contracts::base/unread"]
    result.stdout.fnmatch_lines(["*S008 (warning) 'SLAX' is no kind that is known*"])
