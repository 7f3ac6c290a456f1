"""The rules of changes: each field has one owner, each page says what the rule really does."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import slaspec.language.model as model
import slaspec.review.changes as folder
from slaspec.checks.pages import OF_CHANGES as ORDER
from slaspec.checks.pages.examples import write_example
from slaspec.language.book import load_book
from slaspec.language.model.node import Node
from slaspec.review.change import OPPOSITE, Change
from slaspec.review.compare import changes
from slaspec.review.pages import change_pages
from slaspec.review.pair import Pair, side_of
from slaspec.review.registry import all_change_rules, owners
from slaspec.review.walk import declared

RULES = {rule.id: rule for rule in all_change_rules()}
KINDS = (*model.KINDS,)


def classes() -> dict[str, type[Node]]:
    """Every class of the model by its name."""
    modules = [
        importlib.import_module(f"slaspec.language.model.{each.name}")
        for each in pkgutil.iter_modules(model.__path__)
    ]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Node) and value is not Node
    }


def fields() -> set[str]:
    """Every field of the language, by the class that declares it and its key in a contract."""
    return {
        f"{declared(cls, field.name)}.{field.name.removesuffix('_')}"
        for cls in classes().values()
        for field in dataclasses.fields(cls)
        if field.name != "at"
    }


def owned_by(field: str) -> list[str]:
    """The rules that claim a field, by its name or with its class."""
    whole = f"{field.partition('.')[0]}.*"
    return [rule.id for rule in RULES.values() for each in rule.owns if each in (field, whole)]


@pytest.mark.parametrize("field", sorted({*fields(), *KINDS}))
def test_every_field_and_kind_has_exactly_one_owner(field: str) -> None:
    """A difference in any field of the language is told by exactly one rule."""
    assert 1 == len(owned_by(field)), owned_by(field)


def test_nothing_is_owned_that_is_not_in_the_language() -> None:
    """A rule that claims a field which does not exist would never speak."""
    names = {*fields(), *KINDS, *(f"{name}.*" for name in classes())}

    assert set() == set(owners()) - names


def pair(base: Path, head: Path) -> Pair:
    """Two folders as a pair, each named by where it stands in the repository."""
    one, two = load_book(base, "contracts"), load_book(head, "contracts")
    return Pair(one, two, side_of(one, "base"), side_of(two, "head"))


def found(rule: str, folder: Path, *, swapped: bool = False) -> list[Change]:
    """What a rule says of its example."""
    page = change_pages()[rule].sections
    names = ("after", "before") if swapped else ("before", "after")
    for name in names:
        write_example(page[f"{name.capitalize()}:"], folder / name)
    made = pair(*(folder / name for name in names))
    for book in (made.base, made.head):
        assert [] == [str(each.span) + each.message for each in book.reading_findings]
    return [each for each in changes(made, "provider") if each.rule == rule]


@pytest.mark.parametrize("id", RULES)
def test_the_example_of_a_page_is_that_change(id: str, tmp_path: Path) -> None:
    """From `Before` to `After` the rule, and its direction, are what the page says."""
    said = change_pages()[id].sections["Direction:"]

    assert [said] == [each.direction for each in found(id, tmp_path)]


@pytest.mark.parametrize("id", RULES)
def test_the_reverse_of_a_change_is_its_opposite(id: str, tmp_path: Path) -> None:
    """From `After` to `Before` the direction is the opposite one, unless the rule says why not."""
    said = change_pages()[id].sections["Direction:"]
    if RULES[id].one_way:
        return
    [there] = found(id, tmp_path / "there")
    [back] = found(id, tmp_path / "back", swapped=True)

    assert OPPOSITE[said] == back.direction
    assert (there.before, there.after) == (back.after, back.before)
    assert there.material == back.material


@pytest.mark.parametrize("id", RULES)
def test_a_sentence_is_one_short_line(id: str, tmp_path: Path) -> None:
    """A reviewer reads one line in plain words, without a capital or a full stop."""
    for each in found(id, tmp_path):
        assert re.fullmatch(r"[^A-Z].{3,198}[^.]", each.sentence), each.sentence
        assert each.sentence == " ".join(each.sentence.split())
        assert "_" not in each.sentence.replace("waiting_", "")


@pytest.mark.parametrize("id", RULES)
def test_a_page_has_its_parts_in_order(id: str) -> None:
    """One sentence, then the headings in the order of all pages."""
    page = change_pages()[id]
    headings = [each for each in page.sections if each in ORDER]

    assert headings == [each for each in ORDER if each in headings]
    assert {*ORDER} - {"Source:"} <= set(headings)
    assert page.sentence.endswith(".")


def test_rules_are_files_of_the_folders() -> None:
    """Each rule stands in one file, which is named by its id."""
    root = Path(folder.__path__[0])
    names = sorted(file.name[:4].upper() for file in root.glob("*/v[0-9]*.py"))

    assert sorted(RULES) == names


@pytest.mark.parametrize("id", RULES)
def test_the_same_text_twice_has_no_change(id: str, tmp_path: Path) -> None:
    """What is compared with itself is unchanged, whatever file it stands in."""
    text = change_pages()[id].sections["After:"]
    for name in ("one", "two"):
        write_example(text, tmp_path / name)

    assert () == changes(pair(tmp_path / "one", tmp_path / "two"), "customer")
