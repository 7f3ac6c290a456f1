"""Colour on a terminal, and nowhere else; words say the same without it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "good": {"fg": "green"},
    "place": {"bold": True},
}


def paint_for() -> Callable[[str, str], str]:
    """Colours a text by its role where standard output is to have colour, else leaves it alone."""
    return _painted if _wants_colour() else lambda text, role: text  # noqa: ARG005


def _wants_colour() -> bool:
    """`NO_COLOR` forbids it, `FORCE_COLOR` asks for it, else it is for a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _painted(text: str, role: str) -> str:
    return click.style(text, **STYLES[role])
