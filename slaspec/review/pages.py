"""The page of every rule of changes: what `slaspec explain V104` shows, made of its docstring."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from slaspec.checks.pages import Page
from slaspec.review.registry import all_change_rules

INDEX = "README.md"
COMMAND = "python -m slaspec.review docs/changes"
ABOUT = f"""# The rules of changes

What `slaspec diff` says of two revisions, made of the docstrings of the rules by `{COMMAND}`. Every
field of the language belongs to exactly one of these rules. Material changes touch what is
promised, how it is measured or what is paid.

| rule | name | material | what it tells |
|---|---|---|---|
"""


@lru_cache(maxsize=1)
def change_pages() -> Mapping[str, Page]:
    """The pages of all rules by id."""
    return {
        rule.id: Page(
            rule.id,
            rule.name,
            "material" if rule.material else "note",
            "change",
            rule.documentation,
        )
        for rule in all_change_rules()
    }


def documents() -> Mapping[str, str]:
    """Text by file name: a page for each rule, and the index."""
    pages = change_pages()
    rows = "".join(map(_row, pages.values()))
    return {INDEX: ABOUT + rows, **{f"{id}.md": page.document for id, page in pages.items()}}


def _row(page: Page) -> str:
    material = "yes" if page.severity == "material" else "no"
    sentence = page.sentence.replace("|", r"\|")
    return f"| [{page.id}]({page.id}.md) | {page.name} | {material} | {sentence} |\n"
