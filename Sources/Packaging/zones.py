"""Packs all time zones into one small file, for functions whose callers name a zone.

The first line has the size of the index in bytes; then comes the index, a line for each name with its zone's start and
number of bytes; then the zones, each once, as TZif files. They leave out anything that their closing rules imply, and
anything long before 1970, the first possible year of an event.

The system's own files are cut here: `zic -b slim`, of the C library's release 2.36, gets America/Ojinaga wrong.
"""

import bisect
import datetime
import io
import pathlib
import struct
import zoneinfo

FOLDER = pathlib.Path("/usr/share/zoneinfo")
COUNTS = struct.Struct(">6I")
# 1968: the state of the clocks at that time is kept, and all later changes.
EARLIEST = -63_158_400
WEEK = 7 * 24 * 3600


def names() -> list[str]:
    """Returns the names in the database: zones and links."""
    lines = [line.split() for line in (FOLDER / "tzdata.zi").read_text().splitlines()]
    return sorted({line[1] for line in lines if line[0] == "Z"} | {line[2] for line in lines if line[0] == "L"})


def header(transitions: int, types: int, letters: int) -> bytes:
    return b"TZif2" + bytes(15) + COUNTS.pack(0, 0, 0, transitions, types, letters)


def file(times: tuple[int, ...], kinds: bytes, types: bytes, letters: bytes, footer: bytes) -> bytes:
    # The first block is for readers of version 1, which ends in 2037; here it is empty.
    return (
        header(0, 1, 1) + bytes(7) + header(len(times), len(types) // 6, len(letters))
        + struct.pack(f">{len(times)}q", *times) + kinds + types + letters + footer)


def cut(content: bytes) -> bytes:
    """Returns the zone without its unneeded parts; the rest is equivalent from 1968 on."""
    utc, standard, leap, count, types, letters = COUNTS.unpack_from(content, 20)
    rest = content[44 + count * 5 + types * 6 + letters + leap * 8 + standard + utc:]
    utc, standard, leap, count, types, letters = COUNTS.unpack_from(rest, 20)
    rest = rest[44:]
    times, rest = struct.unpack_from(f">{count}q", rest), rest[count * 8:]
    kinds, rest = rest[:count], rest[count:]
    types, rest = rest[:types * 6], rest[types * 6:]
    letters, footer = rest[:letters], rest[letters + leap * 12 + standard + utc:]
    first = max(bisect.bisect_right(times, EARLIEST) - 1, 0)
    last = count
    if footer != b"\n\n":
        whole = zoneinfo.ZoneInfo.from_file(io.BytesIO(content))
        rule = zoneinfo.ZoneInfo.from_file(io.BytesIO(file((), b"", types[:6], letters, footer)))
        while last > first + 1 and agree(whole, rule, times[last - 2], times[last - 1]):
            last -= 1
    # Before the first transition of a file, its first type applies.
    used = set(kinds[first:last]) | (set() if count > 0 and times[first] <= EARLIEST else {0})
    return file(times[first:last], *without_unused(sorted(used), kinds[first:last], types, letters), footer)


def without_unused(used: list[int], kinds: bytes, types: bytes, letters: bytes) -> tuple[bytes, bytes, bytes]:
    """Returns the transitions, types and letters with only these types."""
    kept, names = b"", b""
    for number in used:
        offset, is_daylight_saving, place = struct.unpack_from(">lBB", types, number * 6)
        name = letters[place:letters.index(0, place) + 1]
        if name not in names:
            names += name
        kept += struct.pack(">lBB", offset, is_daylight_saving, names.index(name))
    return bytes(used.index(kind) for kind in kinds), kept, names


def agree(one: zoneinfo.ZoneInfo, other: zoneinfo.ZoneInfo, start: int, end: int) -> bool:
    """Returns whether both clocks agree from one moment to another, inclusive."""
    moments = [start, *range(start + WEEK, end, WEEK), end - 1, end]
    return all(shown(one, moment) == shown(other, moment) for moment in moments)


def shown(zone: zoneinfo.ZoneInfo, moment: int) -> tuple:
    time = datetime.datetime.fromtimestamp(moment, zone)
    return time.utcoffset(), time.tzname(), bool(time.dst())


def archive() -> bytes:
    zones = {name: cut((FOLDER / name).read_bytes()) for name in names()}
    content, places = b"", {}
    for zone in sorted(set(zones.values())):
        places[zone] = f"{len(content)} {len(zone)}"
        content += zone
    index = "".join(f"{name} {places[zone]}\n" for name, zone in zones.items()).encode()
    return b"%d\n" % len(index) + index + content
