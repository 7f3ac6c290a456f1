"""Pull requests by which something could pass unseen."""

import json

import pytest

from slaspec.cli import run
from slaspec.errors import UsageError
from tests.review.repositories import ENVIRON, read, repository, standing_in
from tests.workflows.proposals import PORTFOLIO, SLA, tightened

TEXT = PORTFOLIO[SLA]
FAULTY = TEXT.replace("kind: SLA\n", "kind: SLAX\n")
AS_OF = ("--as-of", "2026-11-01", "--no-money")


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    """Nothing of the caller, above all not what a build server says of another change."""
    for name in ("GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def proposed(tmp_path, capsys):
    """`proposed(before, after, *arguments)`: the SLA is changed; exit code, output and error."""

    def made(before, after, *arguments, command=("diff", "main", *AS_OF)):
        here = repository(tmp_path / "here")
        here.commit({**PORTFOLIO, SLA: before})
        here.branch("topic")
        here.commit({SLA: after})
        with standing_in(here.folder):
            code = run([*command, *arguments])
        return (code, *capsys.readouterr())

    return made


@pytest.mark.parametrize(
    "command", [("diff", ""), ("diff", "main", ""), ("check", "--base", ""), ("diff", "", "main")]
)
def test_a_variable_that_is_not_set_is_no_base(proposed, command):
    """An empty BASE would be the current folder, and every change would pass."""
    code, out, error = proposed(TEXT, tightened(TEXT), command=command)

    assert (2, "") == (code, out)
    assert "is empty: name a revision" in error


def test_an_empty_base_is_refused_in_python_as_well(tmp_path):
    """Whoever calls."""
    here = repository(tmp_path)
    here.commit(dict(PORTFOLIO))

    with pytest.raises(UsageError, match="^BASE is empty"), read(here, ""):
        raise AssertionError


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [(FAULTY, tightened(TEXT), 1), (FAULTY, FAULTY + "# another text\n", 0)],
    ids=["mended", "as broken as before"],
)
def test_a_changed_file_that_cannot_be_compared_is_never_passed_over(proposed, before, after, code):
    """The base does not say what was promised: the review says that, instead of "nothing"."""
    found, out, _ = proposed(before, after, "--output-format", "markdown")

    assert code == found
    assert "✓ Nothing of meaning changed." not in out
    assert "Not compared, because it could not be read" in out
    assert "on the base" in out


def test_a_broken_file_that_nobody_touched_breaks_no_silence(tmp_path, capsys):
    """There is nothing to compare in it; that it is broken is told by the check of the base."""
    here = repository(tmp_path / "here")
    here.commit({**PORTFOLIO, SLA: FAULTY})
    here.branch("topic")
    here.commit({"README.md": "new\n"})

    with standing_in(here.folder):
        code = run(["diff", "main", *AS_OF])

    assert (0, "✓ Nothing of meaning changed.\n") == (code, capsys.readouterr().out)


def test_an_agreement_that_cannot_be_read_is_not_called_gone(proposed):
    """Its versions are not known, so nothing is said of them."""
    code, out, _ = proposed(TEXT, "<<<<<<< HEAD\n" + TEXT)

    assert 1 == code
    assert "is gone" not in out
    assert "Nothing of meaning changed in what could be read." in out


def test_a_change_that_all_have_signed_is_green_where_warnings_fail(proposed):
    """`fail-on = "warning"`, as `slaspec init` writes it, is about faults, not about changes."""
    assert 'fail-on = "warning"' in PORTFOLIO["pyproject.toml"]

    code, out, _ = proposed(TEXT, tightened(TEXT), "--output-format", "json")

    assert ["warning"] == [
        each["severity"] for each in json.loads(out)["changes"] if each["direction"] == "tightened"
    ]
    assert 0 == code


def test_a_change_fails_where_somebody_asks_for_it(proposed):
    """`--fail-on warning`: against the side whose view is taken."""
    assert 1 == proposed(TEXT, tightened(TEXT), "--fail-on", "warning")[0]


def test_another_root_is_told_where_nothing_else_is(tmp_path, capsys):
    """The contracts that were compared are not those that were edited."""
    here = repository(tmp_path / "here")
    here.commit(dict(PORTFOLIO))
    here.branch("topic")
    settings = PORTFOLIO["pyproject.toml"].replace('["contracts"]', '["copy"]')
    copied = {
        name.replace("contracts/", "copy/"): text
        for name, text in PORTFOLIO.items()
        if name.startswith("contracts/")
    }
    here.commit({**copied, "pyproject.toml": settings, SLA: tightened(TEXT)})

    with standing_in(here.folder):
        code = run(["diff", "main", *AS_OF, "--output-format", "text"])
        run(["diff", "main", *AS_OF, "--output-format", "markdown", "--always"])
    out = capsys.readouterr().out

    assert 0 == code
    assert out.startswith(
        "✓ Nothing of meaning changed.\nthe contracts were in 'contracts' and are in 'copy'\n"
    )
    assert out.endswith("\n\n`the contracts were in 'contracts' and are in 'copy'`\n")


def test_a_file_whose_id_stands_in_another_one_is_told(tmp_path, capsys):
    """Of two documents with one id one counts; a change of the other one is no silence."""
    here = repository(tmp_path / "here")
    here.commit({**PORTFOLIO, "contracts/second.yaml": TEXT})
    here.branch("topic")
    here.commit({"contracts/second.yaml": tightened(TEXT)})

    with standing_in(here.folder):
        run(["diff", "main", *AS_OF])

    assert (
        "✓ Nothing of meaning changed.\n"
        "contracts/second.yaml was not compared: its id 'customer-sla' stands in"
        f" {SLA} too, and that file counts\n"
    ) == capsys.readouterr().out
