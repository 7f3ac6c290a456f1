"""The pages of all rules as documents (`docs/checks`), with an index."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from slaspec.checks.pages import Page, all_pages, gate_pages

INDEX = "README.md"
COMMAND = "python -m slaspec.checks docs/checks"
ABOUT = f"""# The rules

What `slaspec check` and pytest judge, made of the docstrings of the rules by `{COMMAND}`. A rule's
severity is its default: `[tool.slaspec]` in `pyproject.toml` sets another one. Rules of the aspect
`records` speak when records are read; they are no rules of `check`.

| rule | name | severity | aspect | what it says |
|---|---|---|---|---|
"""
OF_GATES = """
## The gates

What a change has to pass, asked by `slaspec diff` and `pytest --slaspec-base`. What becomes of a
change that does not pass is set in `[tool.slaspec.gates]`; the severity of a page is the default.

"""


def documents() -> Mapping[str, str]:
    """Text by file name: a page for each rule and each gate, and the index."""
    rules, gates = all_pages(), gate_pages()
    index = (
        ABOUT + "".join(map(_row, rules.values())) + OF_GATES + "".join(map(_line, gates.values()))
    )
    pages = {f"{id}.md": page.document for id, page in {**rules, **gates}.items()}
    return {INDEX: index, **pages}


def _row(page: Page) -> str:
    sentence = page.sentence.replace("|", r"\|")
    cells = (f"[{page.id}]({page.id}.md)", page.name, page.severity, page.aspect, sentence)
    return f"| {' | '.join(cells)} |\n"


def _line(page: Page) -> str:
    return f"- [{page.id}]({page.id}.md) {page.name} ({page.severity}): {page.sentence}\n"


def main(documents: Mapping[str, str], command: str) -> None:
    """Write documents into the folder that is named; pages of rules that are gone are removed."""
    if len(sys.argv) != 2:
        sys.exit(f"one folder is wanted: {command}")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[A-Z]*[0-9].md"):
        if old.name not in documents:
            old.unlink()
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
