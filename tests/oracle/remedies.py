"""
The money of a scheme, the slow and plain way: on the words of the contract, in fractions.

Shares no code with the product. A contract is its plain data; a measured value is a mapping of
`target objective window first last verdict value counted met down`, where `value` is a fraction of
one and `down` are seconds.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor, inf

PLACES = {"EUR": 2, "JPY": 0, "KWD": 3}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def settle(contract, measured, rows):
    """Minor units by (window, target, objective, remedy, record); a bonus is negative."""
    dues = sorted(_dues(contract, measured, rows), key=lambda due: due["order"])
    _combine(dues)
    _convert_points(contract, dues, rows)
    windows = sorted({due["window"] for due in dues})
    for window in windows:
        for bonus in (False, True):
            side = [d for d in dues if d["window"] == window and d["bonus"] == bonus]
            _settle_side(contract, side, rows, bonus)
    return {due["name"]: due["paid"] * (-1 if due["bonus"] else 1) for due in dues}


def _dues(contract, measured, rows):
    remedies = {remedy["id"]: remedy for remedy in contract["remedies"]}
    for t, target in enumerate(contract["targets"]):
        names = list(target["objectives"]) if "objectives" in target else ["all"]
        for m in measured:
            if m["target"] != target["id"]:
                continue
            for b, bound in enumerate(target["remedies"]):
                binding = {"remedy": bound} if isinstance(bound, str) else bound
                remedy = remedies[binding["remedy"]]
                bonus = remedy.get("nature") == "bonus"
                if "symmetric" in remedy["rate"]:
                    bonus = m["verdict"] == "met"
                part = _part(contract, remedy, m)
                rate = _rate(contract, remedy, m, bonus) if part is not None else None
                if rate is None:
                    continue
                figure, unit = rate
                if "points" in binding:
                    figure = Fraction(binding["points"])
                figure *= Fraction(binding.get("weight", 1))
                exact, points = Fraction(0), Fraction(0)
                if "points" in remedy:
                    points = figure
                elif unit in PLACES:
                    exact = figure
                else:
                    whole = _base(contract, remedy["base"], m, part, rows)
                    whole *= _percent(binding.get("allocation", "100%"))
                    if unit == "hours":
                        figure = figure / (_hours(contract, m) * part)
                    exact = figure * whole
                each = remedy["for_each"] == "record"
                for record in m["missed_ids"] if each else [""]:
                    yield {
                        "order": (m["first"], t, names.index(m["objective"]), b, record),
                        "name": (m["window"], m["target"], m["objective"], remedy["id"], record),
                        "window": m["window"],
                        "record": record,
                        "bonus": bonus,
                        "remedy": remedy,
                        "part": part,
                        "m": m,
                        "service": target["service"],
                        "points": points,
                        "exact": exact * 10 ** PLACES[contract["currency"]],
                    }


def _combine(dues):
    """Of the lines of a group in a window (of one service) all but the highest become nothing."""
    for due in dues:
        terms = due["remedy"].get("combine")
        if terms is None or terms["take"] == "sum":
            continue
        rivals = [
            other
            for other in dues
            if other["remedy"].get("combine") == terms
            and (other["window"], other["bonus"]) == (due["window"], due["bonus"])
            and (terms["per"] == "window" or other["service"] == due["service"])
        ]
        highest = max(other["exact"] for other in rivals)
        winner = next(other for other in rivals if other["exact"] == highest)
        due["wins"] = winner is due
    for due in dues:
        if not due.get("wins", True):
            due["exact"] = Fraction(0)


def _convert_points(contract, dues, rows):
    for window in {due["window"] for due in dues}:
        pool = [d for d in dues if d["window"] == window and "points" in d["remedy"]]
        if not pool:
            continue
        one, total = pool[0], sum(due["points"] for due in pool)
        convert = one["remedy"]["points"]["convert"]
        if "per_point" in convert:
            figure, unit = _worth(convert["per_point"])
            figure *= total
        else:
            figure, unit = Fraction(0), None
            for rung in convert["ladder"]:
                if total >= _number(rung["at_or_above"]):
                    figure, unit = _worth(rung["pays"])
        if unit is not None and unit not in PLACES:
            if unit == "hours":
                figure = figure / (_hours(contract, one["m"]) * one["part"])
            figure *= _base(contract, one["remedy"]["base"], one["m"], one["part"], rows)
        worth = figure * 10 ** PLACES[contract["currency"]]
        rule = _rounding(contract, one)
        if rule["at"] == "total":
            for due in pool:
                due["exact"] = worth * due["points"] / total if total else Fraction(0)
        else:
            _allot(pool, _round(worth, rule["mode"]), [due["points"] for due in pool])
            for due in pool:
                due["exact"] = Fraction(due["left"])


def _part(contract, remedy, m):
    """The part of the window's charge that counts, or None where nothing is paid."""
    term = contract["effective"]
    first, last = date.fromisoformat(m["first"]), date.fromisoformat(m["last"])
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    begins = date.fromisoformat(term["from"])
    ends = date.fromisoformat(term.get("through", "9999-12-31"))
    inside = [day for day in days if begins <= day <= ends]
    paid_from = date.fromisoformat(term.get("credits_from", "0001-01-01"))
    if not inside or m["verdict"] in ("not_measured", "excused") or inside[-1] < paid_from:
        return None
    if len(inside) == len(days):
        return Fraction(1)
    rule = remedy.get("partial_window", contract["interpretation"].get("partial_window"))
    if rule == "not_judged":
        return None
    return Fraction(1) if rule["charge"] == "full" else Fraction(len(inside), len(days))


def _rate(contract, remedy, m, bonus):
    """What is paid as a figure and its unit: a part of the base, hours of service, a currency."""
    rate = remedy["rate"]
    value = _judged(contract, m)
    if "ladder" in rate:
        return _rung(rate, m, value, bonus)
    if remedy["for_each"] == "record":
        return _worth(rate["flat"])
    if m["verdict"] != ("met" if bonus else "missed"):
        return None
    if "flat" in rate:
        return _worth(rate["flat"])
    quantity, trigger = remedy.get("quantity", {}), remedy.get("trigger", {})
    size = _size(contract, remedy, m, value, bonus)
    if "grace" in trigger and size <= _number(trigger["grace"]):
        return None
    if "deadband" in trigger and size <= _number(trigger["deadband"]):
        return None
    taken = [trigger.get("deadband"), rate.get("symmetric", {}).get("deadband")]
    taken += [quantity.get("from"), quantity.get("allowance")]
    left = size - sum(_number(text) for text in taken if text)
    left = max(left, 0)
    if "at_most" in quantity:
        left = min(left, _number(quantity["at_most"]))
    if "lost_time" in rate:
        if not left:
            return None
        if "forfeits_over" in rate and size > _number(rate["forfeits_over"]):
            return Fraction(1), "part"
        return rate["lost_time"] * left / 3600, "hours"
    steps = left / _number(quantity.get("step", "1"))
    count = quantity.get("count", "prorata")
    steps = {"whole": floor, "commenced": ceil, "prorata": Fraction}[count](steps)
    if steps == 0 and not ("first" in rate and left > 0):
        return None
    if "forfeits_over" in rate and size > _number(rate["forfeits_over"]):
        return Fraction(1), "part"
    if "first" in rate:
        first, unit = _worth(rate["first"])
        return first + steps * _worth(rate["then"])[0], unit
    figure, unit = _worth(rate.get("per_step") or rate["symmetric"]["per_step"])
    return figure * steps, unit


def _judged(contract, m):
    """The value in per cent as the contract rounds it."""
    if m["value"] is None:
        return None
    value = m["value"] * 100
    rule = contract["interpretation"].get("round_measured", "exact")
    if rule == "exact":
        return value
    return Fraction(_round(value * 10 ** rule["places"], rule["mode"]), 10 ** rule["places"])


def _rung(rate, m, value, bonus):
    compared = m["down"] if rate["over"] == "duration" else value
    if compared is None:
        return None
    hits = [rung["pays"] for rung in rate["ladder"] if _hits(rung, compared)]
    if not hits:
        return None
    best = max(hits, key=lambda pays: _number(pays)) if bonus else hits[-1]
    return _worth(best)


def _size(contract, remedy, m, value, bonus):
    of = remedy.get("quantity", {}).get("of")
    if "lost_time" in remedy["rate"] or of == "duration":
        return m["down"]
    if of == "occurrences":
        return Fraction(m["counted"] - m["met"])
    [target] = [t for t in contract["targets"] if t["id"] == m["target"]]
    objective = target.get("objective") or target["objectives"][m["objective"]]
    edge = next(_percent(v) * 100 for k, v in objective.items() if k != "within")
    if of == "excess_records":
        good = max(
            Fraction(m["met"]), _percent(remedy["quantity"].get("floor", "0%")) * m["counted"]
        )
        return max(edge / 100 * m["counted"] - good, Fraction(0))
    worse = value - edge if "at_most" in objective else edge - value
    return max(-worse if bonus else worse, Fraction(0))


def _worth(text):
    number = _number(text)
    if text.endswith("%"):
        return number / 100, "part"
    if text.endswith("x"):
        return number, "part"
    if "service" in text:
        return number * (24 if "day" in text else 1), "hours"
    return number, text.split()[1]  # a currency, or points


def _hours(contract, m):
    """The hours of service that a whole window stands for."""
    rule = contract["interpretation"]["prorate"]
    days = (
        date.fromisoformat(m["last"]).toordinal() - date.fromisoformat(m["first"]).toordinal() + 1
    )
    if rule == "calendar_days":
        return days * 24
    months = 3 if "Q" in m["window"] else {4: 12, 7: 1}[len(m["window"])]
    return months * (720 if rule == "thirtieths" else 672)


def _number(text):
    """A figure without its unit; times in seconds."""
    for unit, seconds in (("min", 60), ("h", 3600), ("s", 1)):
        if text.endswith(unit) and text.removesuffix(unit).isdigit():
            return Fraction(text.removesuffix(unit)) * seconds
    return Fraction(text.split()[0].rstrip("%px"))


def _hits(rung, value):
    """`value` is in per cent, or in seconds for a rung of time."""
    [(key, text)] = ((key, text) for key, text in rung.items() if key != "pays")
    edge = _number(text)
    if key == "below":
        return value < edge
    if key == "at_or_below":
        return value <= edge
    if key == "above":
        return value > edge
    return value >= edge


def _base(contract, base, m, part, rows):
    if "at_risk" in base:
        inner = _base(contract, base["of"], m, part, rows)
        return inner * _percent(base["at_risk"]) * _percent(base.get("pool", "100%"))
    if "all_charges" in base:
        lines = contract["services"]
        return sum(
            _stated(line["charge"], m, part)
            if "amount" in line["charge"]
            else Fraction(rows[m["window"], line["service"]])
            for line in lines
        )
    service = base.get("charge", base.get("service"))
    if (m["window"], service) in rows:
        return Fraction(rows[m["window"], service])
    lines = [line for line in contract["services"] if line["service"] == service]
    return sum(_stated(line["charge"], m, part) for line in lines)


def _stated(charge, m, part):
    kind = {4: "year", 7: "month"}.get(len(m["window"]), "week")
    kind = "quarter" if "Q" in m["window"] else kind
    amount = _money(charge["amount"])
    if charge["per"] != kind:
        amount = amount / MONTHS[charge["per"]] * MONTHS[kind]
    return amount * part


def _settle_side(contract, side, rows, bonus):
    rounding = [_rounding(contract, due) for due in side]
    total = next((rule for rule in rounding if rule and rule["at"] == "total"), None)
    for due, rule in zip(side, rounding, strict=True):
        due["left"] = due["exact"]
        if rule and rule["at"] == "line":
            due["left"] = Fraction(_round(due["exact"], rule["mode"]))
    for remedy in {due["remedy"]["id"]: due["remedy"] for due in side}.values():
        own = [due for due in side if due["remedy"] is remedy]
        for cap in remedy.get("caps", ()):
            most = _limit(contract, cap, own[0], rows)
            if cap["per"] == "record":
                for record in {due["record"] for due in own}:
                    lines = [due for due in own if due["record"] == record]
                    _cut(lines, most, total)
                    for due in lines:
                        due["alone"] = min(most, due.get("alone", most))
                continue
            _cut(own, most, total)
            for due in own:
                due["most"] = min(most, due.get("most", most))
    for cap in contract.get("caps", ()) if side and not bonus else ():
        _cut(side, _limit(contract, cap, side[0], rows), total)
    if total:
        whole = sum(due["left"] for due in side)
        _allot(side, _round(whole, total["mode"]), [due["left"] for due in side])
    total = sum(due["left"] for due in side)
    for due in side:
        due["paid"] = int(due["left"])
        assert due["paid"] == due["left"]
        minimum = due["remedy"].get("minimum_payable")
        if minimum:
            least = _money(minimum["more_than"]) * 10 ** PLACES[contract["currency"]]
            if not (total if minimum["of"] == "statement" else due["left"]) > least:
                due["paid"] = 0


def _rounding(contract, due):
    return due["remedy"].get("rounding", contract["interpretation"].get("rounding"))


def _limit(contract, cap, due, rows):
    if cap["at_most"].endswith("%"):
        most = _percent(cap["at_most"]) * _base(contract, cap["of"], due["m"], due["part"], rows)
    else:
        most = _money(cap["at_most"])
    return floor(most * 10 ** PLACES[contract["currency"]])


def _cut(dues, most, total):
    whole = sum(due["left"] for due in dues)
    if whole <= most:
        return
    if total:
        for due in dues:
            due["left"] = due["left"] * most / whole
    else:
        _allot(dues, most, [due["left"] for due in dues])


def _allot(dues, units, shares):
    """One unit after the other to the line that is furthest below its exact part."""
    whole = sum(shares)
    exact = [units * share / whole if whole else Fraction(0) for share in shares]
    for due, part in zip(dues, exact, strict=True):
        due["left"] = floor(part)
    for _ in range(units - sum(due["left"] for due in dues)):
        open_ = [i for i, due in enumerate(dues) if due["left"] < exact[i] and _room(due, dues)]
        best = max(open_, key=lambda i: (exact[i] - dues[i]["left"], -i))
        dues[best]["left"] += 1


def _room(due, dues):
    own = [other for other in dues if other["remedy"] is due["remedy"]]
    same = [other for other in own if other["record"] == due["record"]]
    within = sum(other["left"] for other in own) < due.get("most", inf)
    return within and sum(other["left"] for other in same) < due.get("alone", inf)


def _round(value, mode):
    ways = {"down": floor, "up": ceil, "half_even": round}
    return ways[mode](value) if mode in ways else floor(value + Fraction(1, 2))


def _percent(text):
    return Fraction(text.rstrip("%")) / 100


def _money(text):
    return Fraction(text.split()[0])
