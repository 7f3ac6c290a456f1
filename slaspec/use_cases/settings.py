"""
The settings of a project, `[tool.slaspec]` in its `pyproject.toml`: one reader for both faces.

    [tool.slaspec]
    severity = {P003 = "error", D04 = "info", unknown-party = "off"}
    select = ["M", "B"]
    ignore = ["D041"]
    fail-on = "warning"
    baseline = "contracts/baseline.json"
    cache = ".slaspec-cache"

    [tool.slaspec.gates]
    expected_credit_increase = {warn = "25%", deny = "1000.00 EUR"}
    version_not_raised = "deny"

Rules are named by id, by the beginning of ids, or by name; of two that fit a rule the longer one
holds. What is wrong with the text of a file is always an error: such a file is not judged at all.
What a change of contracts has to pass (`slaspec diff`, `pytest --slaspec-base`) are gates.
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.findings import SEVERITIES, Finding, Severity
from slaspec.review.gates.settings import CHOICES, PERCENT, GateSettings, Limit, Limits

if TYPE_CHECKING:
    from slaspec.review.pair import Pair

OFF, NEVER = "off", "never"
KEYS = ("severity", "select", "ignore", "fail-on", "baseline", "cache", "gates")
GATES = tuple(each.name for each in dataclasses.fields(GateSettings))
READING = ("S0", "Y0")  # the rules about the text and the form of a file


@dataclass(frozen=True)
class Settings:
    """
    What a project set: the severity (or `off`) of rules by id, which rules are judged, from which
    severity on a check fails, the file of the baseline, and the folder in which results are kept by
    content. `scenarios`: measure their records too. `gates`: what a change has to pass.
    `remark`: what a reader should know of how they were read.
    """

    severities: Mapping[str, str] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    baseline: Path | None = None
    scenarios: bool = False
    cache: Path | None = None
    gates: GateSettings = field(default_factory=GateSettings)
    remark: str = ""

    def overruled(
        self,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        fail_on: str | None = None,
        baseline: Path | None = None,
        scenarios: bool = False,
    ) -> Settings:
        """
        These settings with what the command line says in their place.

        A rule that is off or ignored is judged all the same where `select` names that rule itself.
        """
        named = {ids[0] for word in select if len(ids := _ids_of(word)) == 1}
        ignored = (rule for word in self.ignore for rule in _ids_of(word) if rule not in named)
        return dataclasses.replace(
            self,
            severities={
                rule: said
                for rule, said in self.severities.items()
                if said != OFF or rule not in named
            },
            select=tuple(select) or self.select,
            ignore=tuple(ignore) or tuple(ignored),
            fail_on=fail_on or self.fail_on,
            baseline=baseline or self.baseline,
            scenarios=scenarios or self.scenarios,
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """The rules that are not judged: ignored, or off."""
        return (*self.ignore, *(rule for rule, said in self.severities.items() if said == OFF))

    def judges(self, rule: str) -> bool:
        """Whether a rule is judged: selected, and not one of scenarios that are not measured."""
        from slaspec.checks.run import SCENARIO_RULES
        from slaspec.checks.selection import Selection

        measured = self.scenarios or any(word in SCENARIO_RULES for word in self.select)
        judged = measured or rule not in SCENARIO_RULES
        return judged and Selection.of(self.select, self.left_out).wants(rule)

    def weighed(self, finding: Finding) -> Finding:
        """The finding with the severity that the project gives its rule."""
        said = _severity(self.severities.get(finding.rule, finding.severity))
        return finding if said == finding.severity else dataclasses.replace(finding, severity=said)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding is at or above the severity from which a check fails."""
        if self.fail_on == NEVER:
            return False
        return SEVERITIES.index(finding.severity) <= SEVERITIES.index(_severity(self.fail_on))


def settings_near(folder: Path) -> Settings:
    """
    The settings in the nearest `pyproject.toml` at or above a folder, or the defaults.

    Raises `UsageError`, with the file and "did you mean", for a key, rule or value that there is
    not.
    """
    file = nearest_pyproject(folder)
    if file is None:
        return Settings()
    tool = read_pyproject(file).get("tool")
    return settings_of(tool.get("slaspec", {}) if isinstance(tool, dict) else {}, file)


def settings_of_base(pair: Pair, here: Settings) -> Settings:
    """
    What a change is judged by: what the base set, so that no change lowers its own hurdles.

    Where the base is no revision it is what is set `here`; files (a baseline, a cache) always are.
    Where what the base set cannot be read, the defaults hold, with a `remark`: a change may be what
    mends it.
    """
    if pair.base_settings is None:
        return here
    try:
        there = _read_settings(pair.base_settings, f"pyproject.toml of {pair.base_side.name}")
    except UsageError as error:
        there = Settings(remark=f"{error}; the defaults hold in its place")
    return dataclasses.replace(
        here,
        severities=there.severities,
        select=there.select,
        ignore=there.ignore,
        fail_on=there.fail_on,
        gates=there.gates,
        remark=there.remark,
    )


def _read_settings(text: bytes, shown: str) -> Settings:
    try:
        read = tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"'{shown}' cannot be read: {error}") from None
    tool = read.get("tool")
    return settings_of(tool.get("slaspec", {}) if isinstance(tool, dict) else {}, Path(shown))


def nearest_pyproject(start: Path) -> Path | None:
    """The `pyproject.toml` of a folder, or of the nearest one above it."""
    folder = start.resolve()
    files = (each / "pyproject.toml" for each in (folder, *folder.parents))
    return next((file for file in files if file.is_file()), None)


def read_pyproject(file: Path) -> dict[str, Any]:
    """The tables of a file; `UsageError` where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"'{file}' cannot be read: {error}") from None
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None


def settings_of(table: Any, file: Path) -> Settings:
    """The settings of the table `[tool.slaspec]`; raises as `settings_near` does."""
    try:
        return _settings(table, file.parent)
    except UsageError as error:
        raise UsageError(f"'{file}': [tool.slaspec] {error}") from None


def _settings(table: Any, folder: Path) -> Settings:
    if not isinstance(table, dict):
        raise UsageError("is a table of settings")
    for key in table:
        _require_known(key, KEYS, "key")
    fail_on = _text(table, "fail-on") or "error"
    _require_known(fail_on, (*SEVERITIES, NEVER), "severity for 'fail-on'")
    select = _rules(table, "select")
    baseline, cache = _text(table, "baseline"), _text(table, "cache")
    return Settings(
        _severities(table.get("severity", {})),
        (*select, *READING) if select else (),  # a file that cannot be read is never passed over
        _rules(table, "ignore"),
        fail_on,
        None if baseline is None else folder / baseline,
        cache=None if cache is None else folder / cache,
        gates=_gates(table.get("gates", {})),
    )


def _severities(said: Any) -> dict[str, str]:
    if not isinstance(said, dict):
        raise UsageError('severity is a table of rules, as {P003 = "error"}')
    found: dict[str, str] = {}
    for word in sorted(said, key=lambda word: (len(_ids_of(word)) == 1, len(word))):
        if not isinstance(said[word], str):
            raise UsageError(f"severity of '{word}' is one of: {', '.join((*SEVERITIES, OFF))}")
        _require_known(said[word], (*SEVERITIES, OFF), f"severity for '{word}'")
        found.update(dict.fromkeys(_settable(word), str(said[word])))
    return found


def _gates(said: Any) -> GateSettings:
    if not isinstance(said, dict):
        raise UsageError('gates is a table, as {backing_broken = "warn"}')
    for key in said:
        _require_known(key, GATES, "gate")
    standard = GateSettings()
    made: dict[str, Any] = {
        key: (_limits if isinstance(getattr(standard, key), Limits) else _choice)(key, said[key])
        for key in said
    }
    return dataclasses.replace(standard, **made)


def _choice(gate: str, said: Any) -> Any:
    if not isinstance(said, str):
        raise UsageError(f"gates: {gate} is one of: {', '.join(CHOICES)}")
    _require_known(said, CHOICES, f"choice for '{gate}'")
    return said


def _limits(gate: str, said: Any) -> Limits:
    if said == OFF:
        return Limits()
    if not isinstance(said, dict) or not said:
        raise UsageError(f'gates: {gate} is {{warn = "25%", deny = "50%"}}, one of them, or "off"')
    for key in said:
        _require_known(key, ("warn", "deny"), f"limit of '{gate}'")
    limits = Limits(**{key: _limit(gate, text) for key, text in said.items()})
    warn, deny = limits.warn, limits.deny
    if warn and deny and warn.unit == deny.unit and warn.figure > deny.figure:
        raise UsageError(
            f"gates: {gate} denies from {deny.text} on, and would warn from {warn.text}"
        )
    return limits


def _limit(gate: str, text: Any) -> Limit:
    from slaspec.errors import QuantityError
    from slaspec.language.currencies import MINOR_UNITS
    from slaspec.language.quantities import Amount

    try:
        amount = Amount(text) if isinstance(text, str) else None
    except QuantityError:
        amount = None
    if amount is None or amount.value < 0 or amount.unit not in (PERCENT, *MINOR_UNITS):
        raise UsageError(f'gates: a limit of {gate} is written like "25%" or "1000.00 EUR"')
    return Limit(amount.text, amount.value, amount.unit)


def _rules(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    said = table.get(key, [])
    if not isinstance(said, list) or not all(isinstance(word, str) for word in said):
        raise UsageError(f'{key} is a list of rules, as ["M", "D041"]')
    for word in said:
        _settable(word) if key == "ignore" else _ids_of(word)
    return tuple(said)


def _settable(word: str) -> tuple[str, ...]:
    """The rules of a word; those about the text of a file are not for a project to set."""
    ids = _ids_of(word)
    if ids[0].startswith(READING):
        raise UsageError(
            f"cannot set '{word}': a file whose text or form is wrong is not judged at all, so"
            " this stays an error"
        )
    return ids


def _text(table: Mapping[str, Any], key: str) -> str | None:
    said = table.get(key)
    if said is not None and (not isinstance(said, str) or not said):
        raise UsageError(f"{key} is a text")
    return said


def _require_known(word: str, known: Iterable[str], what: str) -> None:
    known = tuple(known)
    if word not in known:
        near = difflib.get_close_matches(word, known, 1, 0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(known)}"
        raise UsageError(f"has no {what} '{word}'; {hint}")


def _ids_of(word: str) -> tuple[str, ...]:
    from slaspec.checks.selection import ids_of

    return ids_of(word)


def _severity(word: str) -> Severity:
    return next(severity for severity in SEVERITIES if severity == word)
