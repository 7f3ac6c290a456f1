"""
What the plugin adds to the start of pytest, and how long `slaspec --version` takes.

    python -m benchmarks.plugin_start [RUNS]

Medians over fresh processes, taken in turn so that a busy machine weighs on all of them alike.
Targets: the plugin below 10 ms of CPU over bare pytest, `slaspec --version` below 0.3 s.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PROGRAMS = {
    "python": "pass",
    "python, pytest": "import pytest",
    "python, pytest, the plugin": "import pytest, slaspec.pytest_plugin",
    "python, slaspec": "import slaspec",
    "slaspec --version": "import slaspec.cli; slaspec.cli.main(['--version'])",
    "slaspec --help": "import slaspec.cli; slaspec.cli.main(['--help'])",
}
BARE, WITH_PLUGIN = "python, pytest", "python, pytest, the plugin"
INSIDE = """
import pytest, time
start = time.process_time()
import slaspec.pytest_plugin
print((time.process_time() - start) * 1e3)
"""


def once(code: str) -> tuple[float, float]:
    """CPU and wall milliseconds of one fresh process."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.DEVNULL, check=True
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1e3, wall * 1e3


def inside() -> float:
    """CPU milliseconds of importing the plugin in a process that has pytest."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    run = [sys.executable, "-c", INSIDE]
    return float(subprocess.run(run, env=environment, capture_output=True, check=True).stdout)


def main(runs: int) -> None:
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in PROGRAMS}
    for code in PROGRAMS.values():
        once(code)  # compiled files
    for _ in range(runs):
        for name, code in PROGRAMS.items():
            taken[name].append(once(code))
    cpu = {name: statistics.median(c for c, _ in times) for name, times in taken.items()}
    wall = {name: statistics.median(w for _, w in times) for name, times in taken.items()}
    print(f"medians of {runs} runs, milliseconds     CPU    wall")
    for name in PROGRAMS:
        print(f"{name:36} {cpu[name]:7.1f} {wall[name]:7.1f}")
    pairs = zip(taken[WITH_PLUGIN], taken[BARE], strict=True)
    added = statistics.median(one - other for (one, _), (other, _) in pairs)
    print(f"\nthe plugin over bare pytest: {added:.1f} ms of CPU (target: below 10);", end=" ")
    print(
        f"its import inside the process: {statistics.median(inside() for _ in range(runs)):.1f} ms"
    )
    print(f"slaspec --version: {wall['slaspec --version'] / 1e3:.3f} s (target: below 0.3)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 21)
