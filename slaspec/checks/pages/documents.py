"""The pages of all rules as documents (`docs/checks`), with an index."""

from __future__ import annotations

from collections.abc import Mapping

from slaspec.checks.pages import Page, all_pages

INDEX = "README.md"
COMMAND = "python -m slaspec.checks docs/checks"
ABOUT = f"""# The rules

What `slaspec check` and pytest judge, made of the docstrings of the rules by `{COMMAND}`. A rule's
severity is its default: `[tool.slaspec]` in `pyproject.toml` sets another one. Rules of the aspect
`records` speak when records are read; they are no rules of `check`.

| rule | name | severity | aspect | what it says |
|---|---|---|---|---|
"""


def documents() -> Mapping[str, str]:
    """Text by file name: a page for each rule, and the index."""
    pages = all_pages()
    rows = "".join(map(_row, pages.values()))
    return {INDEX: ABOUT + rows, **{f"{id}.md": page.document for id, page in pages.items()}}


def _row(page: Page) -> str:
    sentence = page.sentence.replace("|", r"\|")
    cells = (f"[{page.id}]({page.id}.md)", page.name, page.severity, page.aspect, sentence)
    return f"| {' | '.join(cells)} |\n"
