"""The house: who may import whom, and how large a room gets."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "slaspec"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION = 60
LARGEST_FILE = 400


def allowed() -> dict[str, set[str]]:
    """The table of docs/architecture.md: room to the rooms that it may import."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| [^|]+ \|([^|]*)\|$", text, re.MULTILINE)
    return {room: {name.strip() for name in names.split(",")} - {""} for room, names in rows}


def room_of(module: str) -> str:
    """`slaspec.measure.plan` is in the room `measure`; `slaspec` itself is `slaspec`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "slaspec"


def imports(file: Path) -> Iterator[str]:
    """Every module of slaspec that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "slaspec":
                yield from (f"slaspec.{alias.name}" for alias in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_the_table_allows(file: Path) -> None:
    """Each import of slaspec's own modules is an arrow of the table in docs/architecture.md."""
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in ("__init__", "__main__", "_demo"):
        return
    wrong = {
        target
        for module in imports(file)
        if module.split(".")[0] == "slaspec"
        and (target := room_of(module)) not in allowed()[room] | {room}
    }

    assert set() == wrong


def test_every_room_is_in_the_table() -> None:
    """The table names every room of the package, and no other."""
    rooms = {p.name.removesuffix(".py") for p in PACKAGE.iterdir()} - {
        "__init__",
        "__main__",
        "__pycache__",
        "_demo",
        "_starter",
        "py.typed",
        "_schemas",
    }

    assert rooms == set(allowed())


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_files_and_functions_stay_small(file: Path) -> None:
    """No file above 400 lines of code, no function above 60 lines."""
    text = file.read_text("utf-8")
    code = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert [] == long
    assert len(code) <= LARGEST_FILE


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_public_names_are_documented(file: Path) -> None:
    """Every module, public class and public function says what it is."""
    tree = ast.parse(file.read_text("utf-8"))
    undocumented = [] if ast.get_docstring(tree) else ["the module"]
    holders = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_")]
    for holder in holders:
        for node in holder.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
            if public and not ast.get_docstring(node):
                undocumented.append(node.name)

    assert [] == undocumented


CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "localtime", "gmtime"}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_only_the_faces_read_the_clock(file: Path) -> None:
    """`as_of` is a parameter everywhere; today is known to the two faces alone."""
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    clocks = {c for c in calls if re.fullmatch(r"(datetime|date|time)(\.datetime)?\.\w+", c)}
    read = {c for c in clocks if c.rsplit(".", 1)[1] in CLOCKS}

    assert set() == read or room in ("cli", "pytest_plugin")


EXACT = ("service_time", "measure", "remedies", "backing", "rounding.py")


@pytest.mark.parametrize(
    "file",
    [f for f in FILES if f.relative_to(PACKAGE).parts[0] in EXACT],
    ids=lambda f: f.relative_to(PACKAGE).as_posix(),
)
def test_no_float_on_the_way_to_a_verdict_or_a_cent(file: Path) -> None:
    """Seconds, shares and money are integers, fractions and decimals."""
    tree = ast.parse(file.read_text("utf-8"))
    floats = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in ("float", "np.float64"))
    ]

    assert [] == floats


def test_public_names_of_the_package_can_be_imported() -> None:
    """`slaspec.__all__` is sorted and complete, and each name is there."""
    import slaspec

    assert sorted(slaspec.__all__) == slaspec.__all__
    assert all(getattr(slaspec, name) is not None for name in slaspec.__all__)
    with pytest.raises(AttributeError):
        _ = slaspec.nothing_of_the_kind


def test_no_path_of_a_machine_stands_in_the_repository() -> None:
    """Code, contracts and pages name no absolute path of a developer's machine."""
    pattern = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|tmp|work)/")
    named = [
        str(file.relative_to(ROOT))
        for folder in ("slaspec", "schemas", "contracts", "docs")
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in (".py", ".json", ".yaml", ".md")
        and pattern.search(file.read_text("utf-8"))
    ]

    assert [] == named


def test_texts_name_only_commands_that_exist() -> None:
    """No help, page, schema or document sends a reader to a command that is not there."""
    from slaspec.cli import COMMANDS

    pattern = re.compile(r"(?:`|; |\(|say |run |see |^)slaspec ([a-z]+)\b(?! *=)", re.MULTILINE)
    texts = [ROOT / "README.md"]
    for folder, ending in (("slaspec", ".py"), ("schemas", ".json"), ("docs", ".md")):
        texts += [f for f in sorted((ROOT / folder).rglob("*")) if f.suffix == ending]
    named = {
        (file.relative_to(ROOT).as_posix(), command)
        for file in texts
        for command in pattern.findall(file.read_text("utf-8"))
    }

    assert {"check", "preview", "explain", "demo"} <= {command for _, command in named}
    assert set() == {(file, command) for file, command in named if command not in COMMANDS}


def test_measure_is_the_function_whatever_was_imported_before():
    """`slaspec.measure` is the public function, also after the package `slaspec.measure`."""
    import slaspec
    from slaspec.measure.plan import plan

    assert callable(slaspec.measure)
    assert callable(plan)
    assert "slaspec.use_cases.measure" == slaspec.measure.__module__
