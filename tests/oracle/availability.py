"""
Availability second by second, in plain Python; shares no code with the product.

Everything is a list with one entry per second of a short horizon `[first, last)`, in which all
outages lie. Nothing is known, and nothing down, outside of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@cache
def clock(second, zone):
    """What the clock on the wall shows: a naive datetime."""
    return (EPOCH + timedelta(seconds=second)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class Oracle:
    """
    `outages` are (begin, end, weight); `monitored` are spans, None for all time.

    `metric` has unmonitored, minimum, quantum (of, aligned, down_if) or None, fixed, and
    exclusions: (id, hours, at_most, per, shrinks), already in the order in which they apply.
    Hours are `24x7` or (zone, first minute, last minute) of every day.
    """

    def __init__(self, first, last, outages, monitored, metric, *, zone, term, as_of):
        self.first, self.last, self.zone = first, last, zone
        self.metric, self.term = metric, term
        seconds = range(first, last)
        self.watched = [monitored is None or any(a <= t < b for a, b in monitored) for t in seconds]
        self.known = [term[0] <= t < as_of for t in seconds]
        self.weight = [
            max((w for a, b, w in outages if a <= t < min(b, as_of)), default=Fraction(0))
            if self.watched[t - first]
            else Fraction(metric["unmonitored"] == "down" and self.known[t - first])
            for t in seconds
        ]
        self._drop_short()
        if metric["quantum"] is not None:
            self.weight = self._slots(*metric["quantum"])

    def _runs(self):
        """Each run of seconds that are down, as positions."""
        begin = None
        for i, weight in enumerate([*self.weight, Fraction(0)]):
            if weight > 0 and begin is None:
                begin = i
            elif weight == 0 and begin is not None:
                yield begin, i
                begin = None

    def _drop_short(self):
        for begin, end in list(self._runs()):
            if end - begin < self.metric["minimum"]:
                self.weight[begin:end] = [Fraction(0)] * (end - begin)

    def _slots(self, length, aligned, down_if):
        choose = min if down_if == "wholly" else max
        found = [Fraction(0)] * len(self.weight)
        slots = self._clock_slots(length) if aligned == "clock" else self._own_slots(length)
        for begin, end, own in slots:
            chosen = choose(own)
            for i in range(begin, end):
                found[i] = max(found[i], chosen)
        return found

    def _clock_slots(self, length):
        begin, before = 0, None
        for i in range(len(self.weight)):
            shown = clock(self.first + i, self.zone)
            number, rest = divmod((shown - datetime(1970, 1, 1)).total_seconds(), length)
            if before is not None and (rest == 0 or number != before):
                yield begin, i, self.weight[begin:i]
                begin = i
            before = number

    def _own_slots(self, length):
        """Slots of each outage for itself: what follows is another outage's, or up."""
        for begin, end in self._runs():
            for slot in range(begin, end, length):
                own = self.weight[slot : min(slot + length, end)]
                yield slot, slot + length, own + [Fraction(0)] * (length - len(own))

    def _open(self, hours):
        if hours == "24x7":
            return [True] * len(self.weight)
        zone, opens, closes = hours
        shown = (clock(t, zone) for t in range(self.first, self.last))
        return [opens <= each.hour * 60 + each.minute < closes for each in shown]

    def _period(self, second, per):
        day = clock(second, self.zone).date()
        if per == "week":
            return day - timedelta(days=day.weekday())
        return {"month": (day.year, day.month), "year": day.year}[per]

    def up_time(self, hours, span, *, whole_counts):
        """(down, counted, excluded by reason, whether nobody watched) of one span."""
        seconds = range(self.first, self.last)
        inside = [span[0] <= t < span[1] for t in seconds]
        ours = [self.term[0] <= t < self.term[1] for t in seconds]
        open_now = self._open(hours)
        counted = [o and (whole_counts or mine) for o, mine in zip(open_now, ours, strict=True)]
        served = [i for i in range(len(inside)) if inside[i] and open_now[i] and ours[i]]
        nobody = bool(served) and not any(self._is_watched(i) for i in served)
        down = [c and mine and w > 0 for c, mine, w in zip(counted, ours, self.weight, strict=True)]
        excluded, shrunk = {}, 0
        if self.metric["unmonitored"] == "excluded":
            gone = [i for i in range(len(inside)) if counted[i] and not self._is_watched(i)]
            shrunk = self._take("unmonitored", gone, inside, excluded)
            for i in gone:
                counted[i] = down[i] = False
        for id, own_hours, at_most, per, shrinks in self.metric["exclusions"]:
            gone = self._excused(own_hours, at_most, per, shrinks, counted, down)
            taken = self._take(id, gone, inside, excluded)
            for i in gone:
                down[i] = False
                if shrinks:
                    counted[i] = False
            shrunk += taken if shrinks else 0
        own = sum(c and i for c, i in zip(counted, inside, strict=True))
        fixed = self.metric["fixed"]
        cost = sum(
            (w for w, d, i in zip(self.weight, down, inside, strict=True) if d and i), Fraction(0)
        )
        return cost, own if fixed is None else max(0, fixed - shrunk), excluded, nobody

    def _is_watched(self, i):
        return self.watched[i] or not self.known[i]

    def _take(self, reason, gone, inside, excluded):
        seconds = sum(inside[i] for i in gone)
        if seconds:
            excluded[reason] = seconds
        return seconds

    def _excused(self, hours, at_most, per, shrinks, counted, down):
        open_now = self._open(hours)
        wanted = counted if shrinks and at_most is None else down
        used, gone = {}, []
        for i, t in enumerate(range(self.first, self.last)):
            if not (wanted[i] and open_now[i]):
                continue
            if at_most is not None:
                period = self._period(t, per)
                used[period] = used.get(period, 0) + 1
                if used[period] > at_most:
                    continue
            gone.append(i)
        return gone
