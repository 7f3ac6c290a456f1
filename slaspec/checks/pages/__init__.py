"""
The page of every rule: what `slaspec explain M004` shows, made of the rule's docstring.

A docstring begins with one sentence and has the headings of `HEADINGS`, each on a line of its own.
"""

from __future__ import annotations

import difflib
import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from slaspec.checks.registry import all_rules
from slaspec.errors import UsageError

HEADINGS = ("What it does:", "Why:", "Wrong:", "Right:", "Source:")
OF_CHANGES = ("What it compares:", "Why:", "Before:", "After:", "Direction:", "Source:")
FRAGMENTS = ("Wrong:", "Right:", "Before:", "After:")
RECORDS = "records"  # the aspect of what is reported when records are read
GATE = "gate"  # the aspect of what a change has to pass


@dataclass(frozen=True)
class Page:
    """The page of one rule; `text` is its docstring."""

    id: str
    name: str
    severity: str
    aspect: str
    text: str

    @property
    def sentence(self) -> str:
        """The first paragraph: the rule in one sentence."""
        return " ".join(self.text.split("\n\n", 1)[0].split())

    @property
    def sections(self) -> Mapping[str, str]:
        """The text below each heading, without its indentation."""
        found: dict[str, list[str]] = {}
        heading = ""
        for line in self.text.split("\n"):
            if line.strip() in (*HEADINGS, *OF_CHANGES) and line == line.lstrip():
                heading = line.strip()
                found[heading] = []
            elif heading:
                found[heading].append(line)
        return {heading: _block(lines) for heading, lines in found.items()}

    @property
    def markdown(self) -> str:
        """The page as Markdown: a title with id, name and severity, then the docstring."""
        return f"# {self.id} {self.name} ({self.severity}, {self.aspect})\n\n{self.text}\n"

    @property
    def document(self) -> str:
        """The page as a document of its own: the headings are headings, the fragments YAML."""
        parts = [
            f"# {self.id} {self.name}",
            f"{self.severity.capitalize()}; aspect: {self.aspect}",
            self.sentence,
        ]
        for heading, text in self.sections.items():
            code = heading in FRAGMENTS
            parts += [f"## {heading[:-1]}", f"```yaml\n{text}\n```" if code else text]
        return "\n\n".join(parts) + "\n"


def _block(lines: list[str]) -> str:
    return textwrap.dedent("\n".join(lines)).strip("\n")


@lru_cache(maxsize=1)
def all_pages() -> Mapping[str, Page]:
    """The pages of all rules by id, those of reading (`R…`, `S…`, `Y…`) included, sorted by id."""
    from slaspec.checks.pages.of_reading import READING_RULES, RECORD_RULES

    pages = [Page(r.id, r.name, r.severity, r.aspect, r.documentation) for r in all_rules()]
    for aspect, rules in (("document", READING_RULES), (RECORDS, RECORD_RULES)):
        pages += [
            Page(id, name, "error", aspect, inspect.getdoc(documented) or "")
            for id, (name, documented) in rules.items()
        ]
    return {page.id: page for page in sorted(pages, key=lambda page: page.id)}


@lru_cache(maxsize=1)
def gate_pages() -> Mapping[str, Page]:
    """The pages of the gates (`G…`) by id; their severity is what they do where nothing is set."""
    from slaspec.checks.pages.of_gates import GATES

    return {
        id: Page(id, name, severity, GATE, inspect.getdoc(documented) or "")
        for id, (name, severity, documented) in GATES.items()
    }


def page(rule_id: str, pages: Mapping[str, Page] | None = None) -> str:
    """
    The page of a rule or a gate, by id or name, as Markdown; `pages` are those to choose from.

    Raises `UsageError` for an unknown rule, with the nearest one.
    """
    pages = {**gate_pages(), **all_pages()} if pages is None else pages
    by_name = {each.name: each for each in pages.values()}
    found = pages.get(rule_id.upper()) or by_name.get(rule_id)
    if found is None:
        near = difflib.get_close_matches(rule_id, [*pages, *by_name], 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no rule '{rule_id}'{hint}")
    return found.markdown
