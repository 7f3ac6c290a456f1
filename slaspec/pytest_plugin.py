"""
The pytest plugin: contracts below `slaspec_contracts` become test items.

Inert until that setting (or `--slaspec-contracts`) names a root: elsewhere it collects nothing.
Only the standard library and pytest are imported here; everything else when it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from slaspec.findings import Finding
    from slaspec.review.pair import Pair
    from slaspec.use_cases.aspects import Aspect, Judged
    from slaspec.use_cases.baseline import Baseline
    from slaspec.use_cases.changed import Changed, Point
    from slaspec.use_cases.load import Book
    from slaspec.use_cases.settings import Settings

SUFFIXES = (".yaml", ".yml")
MARKERS = {
    "slaspec": "an item that slaspec made of a contract",
    "measurable": "the target says what, of what, from which record, on which clock",
    "backed": "the OLAs and UCs behind the target make it deliverable",
    "remedies": "credits, penalties and bonuses are unambiguous",
    "time": "calendars and terms fit together",
    "parties": "who promises what to whom",
    "document": "the document itself: its text, its form and its references",
    "scenario": "what is given, measured and settled, leads to what is expected",
    "change": "what changed since --slaspec-base, and the gates that the change has to pass",
}
FAIL_ON = ("error", "warning", "info", "never")
_judged = pytest.StashKey["Judged"]()
_settings: pytest.StashKey[Settings] = pytest.StashKey()
_baseline: pytest.StashKey[Baseline | None] = pytest.StashKey()
_pair: pytest.StashKey[Pair] = pytest.StashKey()
_changed = pytest.StashKey["Changed"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options and settings, all under the name of slaspec."""
    group = parser.getgroup("slaspec")
    group.addoption("--slaspec-contracts", metavar="DIR", help="the root of the contracts")
    group.addoption("--slaspec-as-of", metavar="DATE", help="the date to judge from (today)")
    group.addoption(
        "--slaspec-select",
        metavar="RULE",
        action="append",
        default=[],
        help="only these rules, as M or M004; repeatable",
    )
    group.addoption(
        "--slaspec-fail-on",
        choices=FAIL_ON,
        help="the mildest severity that fails an item (default: the setting fail-on, or error)",
    )
    group.addoption(
        "--slaspec-base",
        metavar="REV",
        help="compare with a revision, or a folder: items of changes and gates; what it has too"
        " does not fail",
    )
    group.addoption(
        "--slaspec-months",
        metavar="N",
        type=int,
        help="how many months are simulated for gates of expected credits (500 where a project has"
        " such gates, else none)",
    )
    parser.addini("slaspec_contracts", "the root of the contracts", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; fix the date once, so that every worker judges from the same one."""
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    if root_of(config):
        config.option.slaspec_as_of = as_of(config).isoformat()


def pytest_sessionstart(session: pytest.Session) -> None:
    """A root without contracts is a failure: an empty suite must not look green."""
    root = root_of(session.config)
    if root is None:
        if session.config.getoption("slaspec_base"):
            raise pytest.UsageError("--slaspec-base needs slaspec_contracts: what is compared?")
        return
    from slaspec.errors import UsageError
    from slaspec.language.book import contract_paths
    from slaspec.use_cases.baseline import read_baseline
    from slaspec.use_cases.check import require_rules
    from slaspec.use_cases.settings import settings_near

    if not root.is_dir():
        raise pytest.UsageError(f"slaspec: there is no folder '{root}' (slaspec_contracts)")
    paths = list(contract_paths(root))
    if not paths:
        raise pytest.UsageError(f"slaspec: no contracts found below '{root}'")
    _require_entered(session.config, root, paths)
    try:
        require_rules(session.config.getoption("slaspec_select"))
    except UsageError as error:
        raise pytest.UsageError(f"--slaspec-select: {error}") from None
    try:
        settings = settings_near(root)
        file = settings.baseline
        session.config.stash[_settings] = settings
        session.config.stash[_baseline] = None if file is None else read_baseline(file)
    except UsageError as error:
        raise pytest.UsageError(f"slaspec: {error}") from None
    if session.config.getoption("slaspec_base") is not None:
        _compare(session.config, root)


def _compare(config: pytest.Config, root: Path) -> None:
    """Read the base, once a process; it is open until the run ends."""
    from contextlib import ExitStack

    from slaspec.errors import SlaspecError
    from slaspec.review.git.reading import two_revisions
    from slaspec.use_cases.settings import settings_of_base

    if (root / "__init__.py").exists():
        raise pytest.UsageError(
            f"--slaspec-base: '{root}' is a package of Python (__init__.py), and contracts are none"
        )
    opened = ExitStack()
    config.add_cleanup(opened.close)
    start = Path(config.invocation_params.dir)
    base, shown = config.getoption("slaspec_base"), _shown(config, root)
    try:
        pair = two_revisions(base, contracts=shown, start=start, environ=os.environ)
        config.stash[_pair] = opened.enter_context(pair)
        config.stash[_settings] = settings_of_base(config.stash[_pair], config.stash[_settings])
    except SlaspecError as error:
        raise pytest.UsageError(f"--slaspec-base: {error}") from None


def _require_entered(config: pytest.Config, root: Path, paths: Iterable[Path]) -> None:
    """Pytest passes over `build` and the like: a contract in it would silently not be judged."""
    skipped = config.getini("norecursedirs")
    for path in paths:
        for folder in path.relative_to(root).parts[:-1]:
            if any(fnmatch(folder, pattern) for pattern in skipped):
                raise pytest.UsageError(
                    f"slaspec: pytest does not enter the folder '{folder}' of '{path}':"
                    " rename it, or change norecursedirs"
                )


def root_of(config: pytest.Config) -> Path | None:
    """The configured root; None where slaspec has nothing to do."""
    if said := config.getoption("slaspec_contracts"):
        return Path(config.invocation_params.dir, said).resolve()
    roots = config.getini("slaspec_contracts")
    if len(roots) > 1:
        raise pytest.UsageError("slaspec_contracts names more than one folder; name one")
    return Path(roots[0]).resolve() if roots else None


def as_of(config: pytest.Config) -> date:
    """The date to judge from: the option, or today (one of the two places that read the clock)."""
    said = config.getoption("slaspec_as_of")
    if said is None:
        return datetime.now().astimezone().date()
    from slaspec.errors import QuantityError
    from slaspec.language.quantities import Day

    try:
        return Day(said).value
    except QuantityError as error:
        raise pytest.UsageError(f"--slaspec-as-of: {error}") from None


def judged(config: pytest.Config) -> Judged:
    """The contracts of the root, read once for the whole session, checked when first asked."""
    if _judged not in config.stash:
        from slaspec.use_cases.aspects import Judged
        from slaspec.use_cases.load import Book, load

        root, pair = root_of(config), config.stash.get(_pair, None)
        assert root is not None
        read = pair.head if pair is not None else load(root, _shown(config, root))
        book, day = Book(read.root, read.files).dated(as_of(config)), as_of(config)
        settings, baseline = _settings_of(config), config.stash[_baseline]
        config.stash[_judged] = Judged(book, day, settings, baseline, pair)
    return config.stash[_judged]


def _settings_of(config: pytest.Config) -> Settings:
    """What the project set, and the options in its place."""
    return config.stash[_settings].overruled(
        select=config.getoption("slaspec_select"), fail_on=config.getoption("slaspec_fail_on")
    )


def changed(config: pytest.Config) -> Changed | None:
    """What changed since the base; None where no base is named."""
    if _pair in config.stash and _changed not in config.stash:
        from slaspec.use_cases.changed import Changed

        months = config.getoption("slaspec_months")
        strict = config.getoption("slaspec_fail_on") is not None
        pair, settings = config.stash[_pair], _settings_of(config)
        config.stash[_changed] = Changed(pair, as_of(config), settings, months, strict)
    return config.stash.get(_changed, None)


def _shown(config: pytest.Config, root: Path) -> str:
    """The root as findings show it: relative to where pytest was called, as editors link it."""
    return Path(os.path.relpath(root, config.invocation_params.dir)).as_posix()


def _name_of(config: pytest.Config, path: Path) -> str | None:
    """A path below the root as findings show it, None outside; a link at its end is its own."""
    root = root_of(config)
    real = path.parent.resolve() / path.name
    if root is None or not real.is_relative_to(root):
        return None
    return str(PurePosixPath(_shown(config, root), real.relative_to(root).as_posix()))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ContractFile | None:
    """Claim every contract file below the configured root, and nothing else."""
    if file_path.suffix.lower() not in SUFFIXES or _name_of(parent.config, file_path) is None:
        return None
    made: ContractFile = ContractFile.from_parent(parent, path=file_path)
    return made


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> ContractFolder | None:
    """Claim the folders below the configured root that are no packages."""
    root = root_of(parent.config)
    if root is None or not path.resolve().is_relative_to(root) or (path / "__init__.py").is_file():
        return None
    made: ContractFolder = ContractFolder.from_parent(parent, path=path)
    return made


class ContractFolder(pytest.Directory):
    """A folder of the root: pytest itself would pass over pipes, dead links and the like."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """What pytest would find, and everything else that is to be reported as no contract."""
        for path in sorted(self.path.iterdir()):
            if self.ihook.pytest_ignore_collect(collection_path=path, config=self.config):
                continue
            if path.is_file():
                yield from self.ihook.pytest_collect_file(file_path=path, parent=self)
                continue
            if _name_of(self.config, path) in judged(self.config).aspects:
                yield ContractFile.from_parent(self, path=path)
            if path.is_dir() and not path.is_symlink() and os.access(path, os.R_OK | os.X_OK):
                folder = self.ihook.pytest_collect_directory(path=path, parent=self)
                yield from [folder] if folder else []
        if self.path.resolve() == root_of(self.config):
            yield from _change_items(self, "")


class ContractFile(pytest.File):
    """One contract file; its items are its aspects."""

    def collect(self) -> Iterator[AspectItem | ChangeItem]:
        """One item per target and aspect. A broken file is an item that fails, never an error."""
        file = _name_of(self.config, self.path) or ""
        for aspect in judged(self.config).aspects.get(file, ()):
            yield AspectItem.from_parent(self, name=aspect.name, aspect=aspect, file=file)
        yield from _change_items(self, file)


def _change_items(parent: pytest.Collector, file: str) -> Iterator[ChangeItem]:
    """What changed in a file; for the root ("") what is gone, and the gates."""
    comparison = changed(parent.config)
    for point in comparison.points.get(file, ()) if comparison is not None else ():
        yield ChangeItem.from_parent(parent, name=point.name, point=point)


class AspectItem(pytest.Item):
    """One aspect of one promise; fails with every finding of it."""

    def __init__(self, *, aspect: Aspect, file: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.aspect = aspect
        self.file = file
        self.add_marker(pytest.mark.slaspec)
        self.add_marker(getattr(pytest.mark, aspect.marker))
        self.user_properties += [
            ("slaspec.agreement", aspect.agreement),
            ("slaspec.target", aspect.owner),
            ("slaspec.aspect", aspect.aspect),
            ("slaspec.place", str(aspect.span)),
            ("slaspec.clause", aspect.clause),
        ]

    def runtest(self) -> None:
        """Pass when no new finding is severe enough to fail; others are in the report of a pass."""
        result = judged(self.config)
        found = result.of(self.file, self.aspect)
        known = [finding for finding in found if finding in result.already_there]
        waived = [finding for finding in found if finding in result.waived]
        fresh = [finding for finding in found if finding not in {*known, *waived}]
        severities = [finding.severity for finding in fresh]
        self.user_properties += [
            ("slaspec.findings", " ".join(sorted({finding.rule for finding in fresh}))),
            ("slaspec.errors", str(severities.count("error"))),
            ("slaspec.warnings", str(severities.count("warning"))),
        ]
        if known:
            self.user_properties.append(("slaspec.already_there", str(len(known))))
            self.add_report_section("call", "already there (baseline)", self._rendered(known))
        if waived:
            self.user_properties.append(("slaspec.waived", str(len(waived))))
            self.add_report_section("call", "waived", self._rendered(waived))
        if any(map(result.fails, fresh)):
            pytest.fail(self._rendered(fresh), pytrace=False)
        if fresh:
            self.add_report_section("call", "findings", self._rendered(fresh))
        if any(map(result.settings.fails, waived)):
            pytest.xfail(f"waived {self._accepted(waived)}")
        if reason := result.not_run(self.aspect):
            pytest.skip(reason)

    def _rendered(self, findings: Iterable[Finding]) -> str:
        from slaspec.report.findings_pytest import failure
        from slaspec.use_cases.run import lines_of

        return failure(findings, lines_of(judged(self.config).book))

    def _accepted(self, waived: Iterable[Finding]) -> str:
        from slaspec.report.escape import for_terminal
        from slaspec.report.findings_text import accepted

        covering = judged(self.config).waived
        return for_terminal("; ".join(accepted(each, covering[each]) for each in waived))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line (from 0) and the name."""
        return self.path, self.aspect.span.line - 1, self.name


class ChangeItem(pytest.Item):
    """The changes of one target or document, or one gate; see `Changed.fails`."""

    def __init__(self, *, point: Point, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.point = point
        self.add_marker(pytest.mark.slaspec)
        self.add_marker(pytest.mark.change)
        self.user_properties += [
            ("slaspec.document", point.document),
            ("slaspec.changes", " ".join(dict.fromkeys(each.rule for each in point.changes))),
        ]

    def runtest(self) -> None:
        """Pass with what changed in the report; fail where it is severe enough, or not let pass."""
        from slaspec.report.changes_pytest import sentences, told

        comparison = changed(self.config)
        assert comparison is not None
        if states := [each.state for each in comparison.results(self.point)]:
            self.user_properties.append(("slaspec.gate", " ".join(dict.fromkeys(states))))
        said = told(comparison, self.point)
        if comparison.fails(self.point):
            pytest.fail(said, pytrace=False)
        self.add_report_section("call", "change", said)
        if waived := comparison.waived(self.point):
            pytest.xfail(sentences(waived))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line (from 0) and the name."""
        return self.path, self.point.span.line - 1 if self.point.span else 0, self.name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """What is run on a simulated stream reads the date that everything here is judged from."""
    if "slaspec_stream" not in getattr(item, "fixturenames", ()):
        return (yield)
    from slaspec.use_cases.frozen import frozen_test

    with frozen_test(as_of(item.config)):
        return (yield)


def pytest_report_header(config: pytest.Config) -> list[str] | None:
    """The root and the date; the contracts are not read for it."""
    root = root_of(config)
    if root is None:
        return None
    left_out = "" if _is_asked_for(config, root) else "; testpaths leaves it out"
    pair = config.stash.get(_pair, None)
    since = f", compared with {pair.base_side.name}" if pair is not None else ""
    settings = config.stash.get(_settings, None)
    remark = [f"slaspec: {settings.remark}"] if settings is not None and settings.remark else []
    head = f"slaspec: contracts in {_shown(config, root)}, as of {as_of(config)}{since}{left_out}"
    return [head, *remark]


def _is_asked_for(config: pytest.Config, root: Path) -> bool:
    """Whether `testpaths` covers the root; what is asked for by hand is left to the hand."""
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return True
    asked = [Path(config.rootpath, arg).resolve() for arg in config.args]
    return any(root.is_relative_to(path) or path.is_relative_to(root) for path in asked)


def pytest_report_collectionfinish(config: pytest.Config) -> str | None:
    """How many agreements and targets there are, where contracts were collected."""
    result = config.stash.get(_judged, None)
    if result is None or config.option.verbose < 0:
        return None
    from slaspec.report.findings_pytest import counts

    return f"slaspec: {counts(result)}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line per agreement of which an aspect was judged, in this process or in a worker."""
    reports = [
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
    ]
    if not any(name == "slaspec.agreement" for r in reports for name, _ in r.user_properties):
        return
    from slaspec.report.findings_pytest import Case, lights

    cases = [Case({k: str(v) for k, v in r.user_properties}, r.failed) for r in reports]
    if lines := lights(cases):
        terminalreporter.ensure_newline()
        terminalreporter.section("slaspec")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def slaspec_book(pytestconfig: pytest.Config) -> Book:
    """The contracts below the configured root."""
    if root_of(pytestconfig) is None:
        pytest.fail("slaspec_book needs slaspec_contracts (or --slaspec-contracts)", pytrace=False)
    return judged(pytestconfig).book


@pytest.fixture(scope="session")
def slaspec_stream(slaspec_book: Book) -> Callable[..., Any]:
    """`slaspec_stream(profile, source, seed=7, first=date, last=date, count=None)`: a stream."""
    from slaspec.use_cases.stream import stream

    def streamed(profile: str, source: str, **span: Any) -> Any:
        return stream(slaspec_book, profile, source, **span)

    return streamed


@pytest.fixture(scope="session")
def slaspec_settle(slaspec_book: Book) -> Callable[..., Any]:
    """`slaspec_settle(agreement_id, period, records={source: file}, as_of=date) -> Statement`."""
    from slaspec.use_cases.preview import preview

    def settle(agreement: str, period: str, **given: Any) -> Any:
        return preview(slaspec_book, agreement, period, **given).statement

    return settle
