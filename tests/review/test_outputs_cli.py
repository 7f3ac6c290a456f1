"""`slaspec diff`: what it writes where, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import slaspec
from slaspec.cli import run
from slaspec.cli.diff import SUMMARY
from slaspec.language.schemas import folder
from slaspec.report.review_markdown import MARKER

DEMO = Path(slaspec.__file__).parent / "_demo" / "contracts"
AS_OF = ["--as-of", "2026-04-20"]


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    """No setting of the caller, and no job whose summary could be written."""
    for name in (SUMMARY, "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Two folders with the same contracts in the current folder: `base`, `head`."""
    monkeypatch.chdir(tmp_path)
    for name in ("base", "head"):
        shutil.copytree(DEMO, tmp_path / name)
    return tmp_path


@pytest.fixture
def changed(folders):
    """The one limit of the one SLA is shorter in `head`."""
    file = folders / "head" / "ferries.sla.yaml"
    text = file.read_text("utf-8")
    [limit] = {each for each in ("within: 4h", "within: 5h", "within: 6h") if each in text}
    file.write_text(text.replace(limit, "within: 3h"), "utf-8")
    return folders


@pytest.fixture
def diff(capsys):
    """`diff(*arguments)`: exit code, standard output, standard error."""

    def call(*arguments, money=()):
        given = [*(money or ["--no-money"]), *arguments]
        code = run(["diff", "base", "head", *AS_OF, *given])
        return (code, *capsys.readouterr())

    return call


def test_nothing_changed(folders, diff):
    """One line, and no error."""
    assert (0, "✓ Nothing of meaning changed.\n", "") == diff()


def test_a_change_that_a_gate_denies_fails(changed, diff):
    """Nobody has signed the shorter limit: exit code 1, the verdict first."""
    code, out, err = diff()

    assert (1, "") == (code, err)
    assert out.startswith("✗ needs ")
    assert "ferry-desk#resolution/P1/within" in out


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 1), ("info", 1)])
def test_from_which_severity_on_it_fails(changed, diff, fail_on, code):
    """`--fail-on` as for a check."""
    assert code == diff("--fail-on", fail_on)[0]


def test_the_setting_of_the_project_holds(changed, diff):
    """`fail-on` and the gates of pyproject.toml; the option wins."""
    (changed / "pyproject.toml").write_text('[tool.slaspec]\nfail-on = "never"\n', "utf-8")

    assert 0 == diff()[0]
    assert 1 == diff("--fail-on", "error")[0]


def test_several_formats_at_once(changed, diff):
    """Each to the screen or to its file."""
    code, out, _ = diff(
        *("--output-format", "markdown=out/comment.md", "--output-format", "json=review.json"),
        *("--output-format", "html=review.html", "--output-format", "gitlab=quality.json"),
        *("--output-format", "github", "--output-format", "text"),
    )

    data = json.loads((changed / "review.json").read_text("utf-8"))
    schema = json.loads((folder("output") / "review.schema.json").read_text("utf-8"))
    assert 1 == code
    assert [] == list(Draft202012Validator(schema).iter_errors(data))
    assert (changed / "out" / "comment.md").read_text("utf-8").startswith(MARKER)
    assert (changed / "review.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((changed / "quality.json").read_text("utf-8"))
    assert "::error file=head/ferries.sla.yaml,line=" in out
    assert "\nChanges\n" in out


def test_nothing_to_post_is_an_empty_file(folders, diff):
    """A bot that posts what is in the file stays silent; `--always` writes a line."""
    diff("--output-format", "markdown=quiet.md")
    diff("--output-format", "markdown=always.md", "--always")

    assert "" == (folders / "quiet.md").read_text("utf-8")
    assert f"{MARKER}\n✓ Nothing of meaning changed.\n" == (folders / "always.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("formats", [[], ["--output-format", "json=review.json"]])
def test_the_summary_of_a_job_always_gets_the_review(changed, diff, monkeypatch, formats):
    """Behind what other steps wrote, whatever formats were asked for."""
    summary = changed / "summary.md"
    summary.write_text("what came before\n", "utf-8")
    monkeypatch.setenv(SUMMARY, str(summary))

    diff(*formats)

    assert summary.read_text("utf-8").startswith(f"what came before\n{MARKER}\n\n### ✗ needs ")


def test_the_summary_of_a_job_says_that_nothing_changed(folders, diff, monkeypatch):
    """A line, also without `--always`."""
    monkeypatch.setenv(SUMMARY, str(folders / "summary.md"))

    diff()

    assert f"{MARKER}\n✓ Nothing of meaning changed.\n\n" == (folders / "summary.md").read_text()


def test_a_summary_that_cannot_be_written_is_said(folders, diff, monkeypatch):
    """A sentence and exit code 3, no traceback."""
    monkeypatch.setenv(SUMMARY, str(folders / "nowhere" / "summary.md"))

    code, out, err = diff()

    assert (3, "") == (code, out)
    assert "error: the job summary '" in err
    assert "No such file or directory" in err


def test_money_on_simulated_months(changed, diff):
    """Months and seed are what was asked for; the same seed gives the same figures."""
    asked = ["--months", "24", "--seed", "7", "--no-replay"]
    first, second = (diff("--output-format", "json", money=asked)[1] for _ in range(2))

    run_of = json.loads(first)["run"]
    assert first == second
    assert (24, 7) == (run_of["months"], run_of["seed"])


def test_no_price_is_named(changed, diff):
    """`--no-amounts`: the review says so, and holds no currency."""
    text = (changed / "head" / "ferries.sla.yaml").read_text("utf-8")
    assert "5%" in text
    (changed / "head" / "ferries.sla.yaml").write_text(text.replace("5%", "6%", 1), "utf-8")

    _, out, _ = diff("--no-amounts", "--output-format", "json", money=["--months", "24"])

    data = json.loads(out)
    assert data["amounts"] is False
    assert "SEK" not in out
    assert {"-1", "0", "1"} >= {
        row[side][name]
        for impact in data["impacts"]
        for stream in impact["streams"]
        for row in stream["rows"]
        for side in ("before", "after", "difference")
        for name in ("expected", "worst", "p50", "p90", "least")
    }


def test_the_perspective_of_the_other_side(changed, diff):
    """A shorter limit is a warning for the provider, and good news for the customer."""
    severities = []
    for side in ("provider", "customer"):
        data = json.loads(diff("--perspective", side, "--output-format", "json")[1])
        severities.append([each["severity"] for each in data["changes"]])

    assert [["warning"], ["info"]] == severities


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output-format", "markdwn"], "did you mean markdown?"),
        (["--output-format", "json="], "'json=' names no file"),
        (["--output-format", "json=a", "--output-format", "html=a"], "written to 'a'"),
        (["--as-of", "yesterday"], "--as-of"),
        (["--months", "-1"], "--months"),
        (["--fail-on", "fatal"], "--fail-on"),
        (["--perspective", "bank"], "--perspective"),
    ],
)
def test_a_wrong_call_is_said(changed, diff, arguments, said):
    """Exit code 2, a sentence, and nothing is computed or written."""
    code, out, err = diff(*arguments)

    assert (2, "") == (code, out)
    assert said in err


def test_without_contracts_nothing_is_compared(folders, capsys):
    """Two empty folders are a mistake, not a success."""
    for name in ("one", "two"):
        (folders / name).mkdir()

    assert 2 == run(["diff", "one", "two"])
    assert "no contracts found" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_leaves_the_others(changed, diff):
    """All files or none, and no summary."""
    (changed / "a folder").mkdir()

    code, _, err = diff("--output-format", "json=a.json", "--output-format", "html=a folder")

    assert 3 == code
    assert "cannot be written" in err
    assert not (changed / "a.json").exists()


def test_the_help_has_an_example(capsys):
    """And says what a comment is when nothing changed."""
    assert 0 == run(["diff", "--help"])

    shown = " ".join(capsys.readouterr().out.split())
    assert "Example: slaspec diff origin/main --output-format text" in shown
    assert "Markdown is empty" in shown


def test_an_interrupt_is_an_interrupt(folders, monkeypatch):
    """Exit code 130; the private folder of a revision is removed by its context."""
    from slaspec.use_cases import diff as use_case

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(use_case, "review", interrupted)

    assert 130 == run(["diff", "base", "head"])
