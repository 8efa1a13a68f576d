"""Prints time zone cases with the results of Python's zoneinfo, as an independent judge for Scheduling.

python3 zoneinfo_cases.py FOLDER COUNT SEED

One case per line, fields separated by spaces, moments in seconds since 1970:

at      ZONE MOMENT -> OFFSET ABBREVIATION
wall    ZONE LOCAL-TIME -> MOMENT
next    ZONE DAY-OF-WEEK HOUR MINUTE AFTER -> MOMENT
current ZONE DAY-OF-WEEK HOUR MINUTE LASTING NOW -> MOMENT or none

Half of the moments are within hours of a change of the zone's clocks, where mistakes are likely.
"""

import random
import struct
import sys
import zoneinfo
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST = int(datetime(1900, 1, 1, tzinfo=timezone.utc).timestamp())
LAST = int(datetime(2100, 1, 1, tzinfo=timezone.utc).timestamp())
ODD = ["UTC", "Etc/GMT+5", "Etc/GMT-14", "US/Central", "EST5EDT", "Europe/Dublin", "Africa/Casablanca",
       "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein", "America/Argentina/Buenos_Aires"]


def zone_names(folder):
    with open(folder + "/zone1970.tab", encoding="utf-8") as table:
        names = {line.split("\t")[2].strip() for line in table if not line.startswith("#")}
    return sorted(names.union(ODD))


def to_utc(seconds):
    return EPOCH + timedelta(seconds=seconds)


def to_seconds(moment):
    # Through UTC: Python subtracts local times, not moments, when both have the same zone.
    return int((moment.astimezone(timezone.utc) - EPOCH).total_seconds())


def listed_changes(folder, name):
    """Returns the transition times in the file's block of 64-bit times."""
    with open(folder + "/" + name, "rb") as file:
        data = file.read()
    isut, isstd, leap, times, types, chars = struct.unpack(">6l", data[20:44])
    second = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    count = struct.unpack(">l", data[second + 32:second + 36])[0]
    return struct.unpack(f">{count}q", data[second + 44:second + 44 + count * 8])


def later_changes(zone, years):
    """Returns the changes of some years after the list, found by halving the months in which the offset changes."""
    for year in years:
        for month in range(1, 13):
            low = to_seconds(datetime(year, month, 1, tzinfo=timezone.utc))
            high = low + 31 * 86400
            before = to_utc(low).astimezone(zone).utcoffset()
            if to_utc(high).astimezone(zone).utcoffset() == before:
                continue
            while high - low > 1:
                middle = (low + high) // 2
                if to_utc(middle).astimezone(zone).utcoffset() == before:
                    low = middle
                else:
                    high = middle
            yield high


class Place:
    def __init__(self, folder, name, chance):
        self.name = name
        self.zone = zoneinfo.ZoneInfo(name)
        changes = [at for at in listed_changes(folder, name) if FIRST <= at <= LAST]
        changes += later_changes(self.zone, [chance.randint(2038, 2099)])
        self.changes = changes or [0]

    def start(self, date, hour, minute):
        # fold=0 follows the rule: the offset before a gap, the earlier moment of an overlap.
        wall = datetime(date.year, date.month, date.day, hour, minute, tzinfo=self.zone, fold=0)
        return to_seconds(wall)

    def starts(self, day_of_week, hour, minute, near):
        today = to_utc(near).astimezone(self.zone)
        for days in range(-21, 22):
            date = today.date() + timedelta(days=days)
            if date.isoweekday() % 7 == day_of_week:
                yield self.start(date, hour, minute)


def cases(place, chance):
    """Yields one case of each kind around a change, or around a random moment."""
    change = chance.choice(place.changes)
    is_near = chance.random() < 0.6
    moment = change + chance.randint(-100_000, 100_000) if is_near else chance.randint(FIRST, LAST)
    if is_near and chance.random() < 0.2:
        moment = change - chance.randint(0, 1)
    local = to_utc(moment).astimezone(place.zone)
    abbreviation = local.tzname()
    yield f"at {place.name} {moment} -> {int(local.utcoffset().total_seconds())} {abbreviation}"

    # Around the local times before and after the change, so that many fall into the gap or overlap.
    around = local if not is_near else to_utc(change - 1).astimezone(place.zone) + timedelta(
        seconds=chance.choice([-1, 1]) * chance.randint(0, chance.choice([60, 7200, 90_000])))
    wall = around.replace(tzinfo=None, fold=0, microsecond=0)
    yield f"wall {place.name} {wall.isoformat()} -> {to_seconds(wall.replace(tzinfo=place.zone))}"

    day = chance.choice([wall.isoweekday() % 7, chance.randint(0, 6)])
    hour, minute = chance.choice([(wall.hour, wall.minute), (chance.randint(0, 23), chance.randint(0, 59))])
    starts = sorted(place.starts(day, hour, minute, moment))
    after = chance.choice([moment, chance.choice(starts[1:-1]) - chance.randint(-1, 1)])
    starts = sorted(place.starts(day, hour, minute, after))
    expected = min(start for start in starts if start > after)
    yield f"next {place.name} {day} {hour} {minute} {after} -> {expected}"

    lasting = chance.choice([1, 45, 90, 1440, 3000, 10_080, 20_000, chance.randint(1, 12_000)])
    latest = max(start for start in starts if start <= after)
    now = chance.choice([after, latest + lasting * 60 - chance.randint(0, 1)])
    latest = max(start for start in place.starts(day, hour, minute, now) if start <= now)
    running = latest if now < latest + lasting * 60 else "none"
    yield f"current {place.name} {day} {hour} {minute} {lasting} {now} -> {running}"


def main():
    folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    zoneinfo.reset_tzpath(to=[folder])
    chance = random.Random(seed)
    places = [Place(folder, name, chance) for name in zone_names(folder)]
    lines = []
    while len(lines) < count:
        lines += cases(places[len(lines) // 4 % len(places)], chance)
    print("\n".join(lines[:count]))


main()
