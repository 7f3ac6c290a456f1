"""Caches of the product, emptied: no test passes by what an earlier one has computed."""

from __future__ import annotations

import sys


def clear_caches(package: str) -> None:
    """Empty every cache of the functions of a package, whatever has been imported of it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{package}."):
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
