"""The comment in docs/review.md is the one that the tool writes."""

import dataclasses
import os
import re
import tomllib
from pathlib import Path

from slaspec.cli import run
from slaspec.report.review_markdown import MARKER
from slaspec.review.gates import all_gates
from slaspec.review.gates.settings import GateSettings, Limits
from slaspec.use_cases.settings import settings_of
from tests.review.repositories import clone, repository, standing_in

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "review.md"
COMMENT = re.compile(r"(?<=<!-- comment: begin -->\n).*?(?=<!-- comment: end -->)", re.DOTALL)
VERSIONS = re.compile(r"^- `(slaspec|tzdata|currencies): .*`$", re.MULTILINE)


def test_the_comment_is_what_the_tool_writes(tmp_path, monkeypatch):
    """The amendment of the page on top of the portfolio; `SLASPEC_UPDATE=1` writes it anew."""
    for name in ("GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.delenv(name, raising=False)
    page = PAGE.read_text("utf-8")
    (amendment,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    nordit = ROOT / "contracts" / "nordit"
    origin = repository(tmp_path / "origin")
    files = [path for path in sorted(nordit.rglob("*")) if path.is_file()]
    origin.commit({f"contracts/{file.relative_to(nordit)}": file.read_bytes() for file in files})
    proposal = clone(origin, tmp_path / "clone")
    proposal.commit({"contracts/acme-amendment-1.yaml": amendment})
    with standing_in(proposal.folder):
        code = run(
            ["diff", "--contracts", "contracts", "--as-of", "2026-11-22",
             "--output-format", "markdown=comment.md"]
        )  # fmt: skip
    written = (proposal.folder / "comment.md").read_text("utf-8")
    if os.environ.get("SLASPEC_UPDATE"):
        PAGE.write_text(COMMENT.sub(lambda _: written, page), "utf-8")
        page = PAGE.read_text("utf-8")
    (shown,) = COMMENT.findall(page)

    assert 1 == code
    assert written.startswith(MARKER)
    assert VERSIONS.sub("", shown) == VERSIONS.sub("", written)


def test_gates_of_the_page_are_the_gates_there_are():
    """The example is read as it stands; the table has each gate with what it does by itself."""
    page, defaults = PAGE.read_text("utf-8"), GateSettings()
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    said = tomllib.loads(example)["tool"]["slaspec"]
    row = r"^\| \[(G\d+)\]\(checks/\1\.md\) `(\w+)` \| [^|]+ \| (?:`(\w+)`|off) \|$"
    rows = re.findall(row, page, re.MULTILINE)

    assert "50%" == settings_of(said, PAGE).gates.expected_credit_increase.deny.text
    assert [each.name for each in dataclasses.fields(GateSettings)] == list(said["gates"])
    assert [(gate.id, gate.setting) for gate in all_gates()] == [each[:2] for each in rows]
    for _, name, default in rows:
        assert getattr(defaults, name) == (default or Limits())


def test_files_that_the_page_names_are_there():
    """Every link leads somewhere."""
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", PAGE.read_text("utf-8")):
        assert (PAGE.parent / link).exists(), link
