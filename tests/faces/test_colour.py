"""Colour on a terminal only, and never the only sign."""

import contextlib
import os
import re
import subprocess
import sys

import pytest

CHECK = ("check", "--as-of", "2026-11-21", "--select", "D003", "--select", "T003")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def call(*arguments, terminal=False, **environment):
    """What the program writes to standard output, a terminal or a pipe."""
    settings = {"env": {**os.environ, "TERM": "xterm", **environment}, "timeout": 60}
    command = [sys.executable, "-m", "slaspec", *arguments]
    if not terminal:
        return subprocess.run(command, capture_output=True, **settings).stdout.decode()
    pty = pytest.importorskip("pty")
    keeper, end = pty.openpty()
    subprocess.run(command, stdout=end, stderr=subprocess.DEVNULL, **settings)
    os.close(end)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal
        while block := os.read(keeper, 4096):
            shown += block
    os.close(keeper)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_and_for_whom_it_is_forced(
    project, terminal, environment, coloured
):
    """`NO_COLOR` wins over `FORCE_COLOR`, both over the terminal; the words are the same."""
    project.break_references()

    text = call(*CHECK, terminal=terminal, **environment)

    assert coloured == bool(COLOUR.search(text))
    assert call(*CHECK) == COLOUR.sub("", text)


@pytest.mark.parametrize("form", ["json", "junit", "sarif", "github", "gitlab", "markdown"])
def test_what_programs_read_has_no_colour(project, form):
    """Only text for people is coloured, whatever is forced."""
    project.break_references()

    assert "\x1b" not in call(*CHECK, "--output-format", form, FORCE_COLOR="1")


def test_a_file_has_no_colour(project):
    """Colour is for the screen."""
    project.break_references()

    shown = call(
        *CHECK, "--output-format", "text=f.txt", "--output-format", "concise", FORCE_COLOR="1"
    )

    assert COLOUR.search(shown)
    assert "\x1b" not in (project.folder / "f.txt").read_text("utf-8")


def test_colours_of_a_contract_stay_out(project):
    """The only escapes of a coloured text are our own."""
    project.write("hostile.yaml", "title: \x1b[5mx\nid: [\n")

    text = call("check", "--select", "Y", FORCE_COLOR="1")

    assert "\\u001b[5mx" in text
    assert "\x1b[5m" not in text
    assert "\x1b" not in COLOUR.sub("", text)
