"""Who reads the clock of the machine: two functions of the faces, and nobody else."""

from __future__ import annotations

import ast
from pathlib import Path

import slaspec

PACKAGE = Path(slaspec.__file__).parent

# Each gives a user who says no date today's.
KNOWN = {("cli/settings.py", "today"), ("pytest_plugin.py", "as_of")}

DATES = {"now", "today", "utcnow"}
CLOCKS = {
    *("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns"),
    *("localtime", "gmtime", "ctime", "asctime", "strftime", "process_time", "uuid1", "uuid4"),
}
BY_CHANCE = {"time", "uuid", "random", "secrets"}  # modules with nothing else to offer


def calls(node, function=""):
    """Every node of a tree with the name of the function that it stands in."""
    if isinstance(node, ast.FunctionDef):
        function = node.name
    yield function, node
    for child in ast.iter_child_nodes(node):
        yield from calls(child, function)


def reads(node):
    """Whether a node reads a clock or draws by chance."""
    if isinstance(node, ast.ImportFrom):
        return node.module in BY_CHANCE
    if isinstance(node, ast.Import):
        return bool({alias.name for alias in node.names} & BY_CHANCE)
    if not isinstance(node, ast.Attribute):
        return False
    owner = ast.unparse(node.value).split(".")[-1]
    return node.attr in (DATES if owner in ("datetime", "date") else CLOCKS) and owner in (
        *("datetime", "date"),
        *BY_CHANCE,
    )


def asks_for_the_zone(node):
    """`astimezone()` and `fromtimestamp(x)` without a zone take that of the machine."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    given = len(node.args) + len(node.keywords)
    return given < {"astimezone": 1, "fromtimestamp": 2}.get(node.func.attr, 0)


def found_by(asks):
    """File and function of everything in the package that does something."""
    return {
        (file.relative_to(PACKAGE).as_posix(), function)
        for file in sorted(PACKAGE.rglob("*.py"))
        for function, node in calls(ast.parse(file.read_text("utf-8")))
        if asks(node)
    }


def test_only_two_functions_read_the_clock():
    """No other calls time, now or today, or draws by chance."""
    assert KNOWN == found_by(reads)


def test_no_time_zone_of_the_machine_is_asked_for():
    """Local times are those of a contract; the machine's zone only says what today is."""
    assert KNOWN == found_by(asks_for_the_zone)
