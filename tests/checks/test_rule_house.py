"""The house rules of `slaspec/checks`: one rule per small file, found by listing, named as a sin."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import slaspec.checks
from slaspec.checks import registry
from slaspec.checks.registry import all_rules
from slaspec.checks.rule import Rule, rule
from slaspec.errors import EnvironmentFault
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar, Parties

FOLDER = Path(slaspec.checks.__file__).parent
FILES = sorted(FOLDER.glob("*/[a-z][0-9][0-9][0-9]_*.py"))
MOST_CODE_LINES = 60
ASPECT_OF_FOLDER = {"across": "document"}


def code_lines(path):
    """Lines of a module that are neither blank, comment nor docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    skipped = {
        number
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node) is not None
        for number in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [s for n, s in lines if n not in skipped and s.strip() and s.strip()[0] != "#"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:4])
def test_a_rule_is_a_small_file(path):
    """A rule has at most sixty lines of code."""
    assert len(code_lines(path)) <= MOST_CODE_LINES


def test_every_file_holds_the_rule_of_its_name():
    """`measurable/m004_target_without_window.py` holds M004 target-without-window, of its aspect."""
    folders = {path.stem: path.parent.name for path in FILES}
    named = {stem: ASPECT_OF_FOLDER.get(name, name) for stem, name in folders.items()}
    found = {f"{r.id.lower()}_{r.name.replace('-', '_')}": r.aspect for r in all_rules()}

    assert named == {stem: aspect for stem, aspect in found.items() if stem in named}
    assert len(named) == len(FILES)


def test_rules_are_sorted_and_their_names_are_unique():
    """Ids come in order; no name is used twice."""
    ids = [each.id for each in all_rules()]

    assert sorted(set(ids)) == ids
    assert len({each.name for each in all_rules()}) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", each.name) for each in all_rules())


def test_no_rule_reads_the_clock_or_the_machine():
    """A rule is a pure function: it opens nothing and asks for no time of its own."""
    for path in FILES:
        source = path.read_text("utf-8")

        assert not re.search(r"\b(open\(|now\(|today\(|environ|random|float\()", source), path


def test_the_annotation_decides_what_is_judged():
    """The first parameter's annotation is the subject; a third parameter takes today."""

    @rule(id="Z001", name="a-sin", severity="info", aspect="document")
    def on_two(contract: Calendar | Parties, book: Book):
        """Judges two kinds."""
        yield from ()

    assert Calendar | Parties == on_two.subject
    assert "Judges two kinds." == on_two.documentation


class FakeEntryPoint:
    """An installed extension."""

    def __init__(self, name, loaded):
        self.name, self._loaded = name, loaded

    def load(self):
        """What the entry point names, or the error of importing it."""
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


@pytest.fixture
def installed(monkeypatch):
    """Install rules of somebody else for one test."""

    def install(*rules):
        found = [FakeEntryPoint(f"extension-{n}", each) for n, each in enumerate(rules)]
        monkeypatch.setattr(registry, "entry_points", lambda group: found)
        all_rules.cache_clear()

    yield install
    all_rules.cache_clear()


def no_findings(agreement: Agreement):
    """Finds nothing."""
    yield from ()


def test_rules_of_extensions_are_found(installed):
    """An entry point may be one rule."""
    installed(rule(id="Z001", name="a-sin", severity="info", aspect="document")(no_findings))

    assert "Z001" == all_rules()[-1].id


def test_rules_of_a_module_are_found(installed):
    """An entry point may be a module with rules; other things in it are passed over."""
    import types

    module = types.ModuleType("extension")
    module.second = rule(id="Z002", name="b-sin", severity="info", aspect="time")(no_findings)
    module.first = rule(id="Z001", name="a-sin", severity="info", aspect="time")(no_findings)
    module.helper = no_findings
    installed(module)

    assert ["Z001", "Z002"] == [each.id for each in all_rules()[-2:]]


def test_an_extension_cannot_take_an_id(installed):
    """Two rules of one id are refused, with both names."""
    installed(rule(id="M004", name="a-sin", severity="info", aspect="document")(no_findings))

    with pytest.raises(EnvironmentFault, match="M004: target-without-window and a-sin"):
        all_rules()


def test_an_extension_that_cannot_be_loaded_is_named(installed):
    """The name of the extension and its error are told."""
    installed(ImportError("no module named 'gone'"))

    with pytest.raises(EnvironmentFault, match="extension 'extension-0' cannot be loaded: no mod"):
        all_rules()


def test_an_extension_with_a_strange_id_is_refused(installed):
    """Ids are capitals and digits, so that they can be selected by their beginning."""
    installed(rule(id="my rule", name="a-sin", severity="info", aspect="document")(no_findings))

    with pytest.raises(EnvironmentFault, match="capitals and three or four digits"):
        all_rules()


def test_rules_are_rules():
    """What is found are rules, at least ninety of them, with a known severity."""
    assert all(isinstance(each, Rule) for each in all_rules())
    assert {"error", "warning", "info"} == {each.severity for each in all_rules()}
    assert len(all_rules()) > 80
