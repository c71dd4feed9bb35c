"""Windows: stretches of time that a moment lies in, with or without a known zone.

Zones are never guessed.  Where one of two windows has a zone and the other has none, they are
compared as far as it holds wherever on earth the other one is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

__all__ = ["Window", "day_window", "end_window", "moment_window", "read_zone"]

_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""How far local time may be ahead of UTC, and behind it."""


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to ``end``, both included, in local time; ``zone`` is None where unknown."""

    start: datetime
    end: datetime
    zone: tzinfo | None = None

    def _bounds(self, known: bool) -> tuple[datetime, datetime]:
        """Start and end for a comparison: in UTC, or in local time where no zone is known."""
        if not known:
            return self.start, self.end
        if self.zone is None:
            return self.start - _EAST, self.end + _WEST
        return _in_utc(self.start, self.zone), _in_utc(self.end, self.zone)

    def _both(self, other: Window) -> tuple[datetime, datetime, datetime, datetime]:
        known = self.zone is not None or other.zone is not None
        return (*self._bounds(known), *other._bounds(known))

    def before(self, other: Window) -> bool:
        """Whether all of it lies before all of ``other``."""
        _, end, start, _ = self._both(other)
        return end < start

    def meets(self, other: Window) -> bool:
        """Whether some moment may lie in both."""
        return not self.before(other) and not other.before(self)


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return moment


def day_window(first: date, last: date | None = None, zone: tzinfo | None = None) -> Window:
    """From the beginning of a day to the end of it, or of ``last``."""
    return Window(datetime.combine(first, time()), datetime.combine(last or first, time.max), zone)


def end_window(value: date | datetime, zone: tzinfo | None) -> Window:
    """When something ends: as :func:`moment_window`, and a time with the minute before it.

    What ends at midnight sharp, in whatever zone, ends with the day before.
    """
    window = moment_window(value, zone)
    if isinstance(value, datetime):
        return Window(window.start - timedelta(minutes=1), window.end, window.zone)
    return window


def moment_window(value: date | datetime, zone: tzinfo | None) -> Window:
    """A day, or a moment as it stands; ``zone`` is for a value that names none."""
    if not isinstance(value, datetime):
        return day_window(value, zone=zone)
    local = value.replace(tzinfo=None)
    return Window(local, local, value.tzinfo or zone)


def read_zone(name: str | None) -> tzinfo | None:
    """The zone of the fact ``zone`` (``Europe/London``), or None where there is none such."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
