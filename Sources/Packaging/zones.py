"""All of the world's time zones as one small file, for functions that are told the name of a zone by their callers.

A first line with the size of the index in bytes; the index, a line for each name with where its zone begins and how many
bytes it has; and the zones, each once, as TZif files. Left out of them is what their closing rule says anyway, and what
was long before 1970, the first year that an event may be in.

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
# 1968: what was in force then is kept, and all that came later.
EARLIEST = -63_158_400
WEEK = 7 * 24 * 3600


def names() -> list[str]:
    """The names of the database: zones and links."""
    lines = [line.split() for line in (FOLDER / "tzdata.zi").read_text().splitlines()]
    return sorted({line[1] for line in lines if line[0] == "Z"} | {line[2] for line in lines if line[0] == "L"})


def header(transitions: int, types: int, letters: int) -> bytes:
    return b"TZif2" + bytes(15) + COUNTS.pack(0, 0, 0, transitions, types, letters)


def file(times: tuple[int, ...], kinds: bytes, types: bytes, letters: bytes, footer: bytes) -> bytes:
    # The first block is for readers of the first version, which has nothing behind 2037; here it is empty.
    return (
        header(0, 1, 1) + bytes(7) + header(len(times), len(types) // 6, len(letters))
        + struct.pack(f">{len(times)}q", *times) + kinds + types + letters + footer)


def cut(content: bytes) -> bytes:
    """The zone without what nobody needs; what is left says the same from 1968 on."""
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
    # Before the first transition of a file, its first type is in force.
    used = set(kinds[first:last]) | (set() if count > 0 and times[first] <= EARLIEST else {0})
    return file(times[first:last], *without_unused(sorted(used), kinds[first:last], types, letters), footer)


def without_unused(used: list[int], kinds: bytes, types: bytes, letters: bytes) -> tuple[bytes, bytes, bytes]:
    """Kinds, types and letters with these types alone."""
    kept, names = b"", b""
    for number in used:
        offset, is_daylight_saving, place = struct.unpack_from(">lBB", types, number * 6)
        name = letters[place:letters.index(0, place) + 1]
        if name not in names:
            names += name
        kept += struct.pack(">lBB", offset, is_daylight_saving, names.index(name))
    return bytes(used.index(kind) for kind in kinds), kept, names


def agree(one: zoneinfo.ZoneInfo, other: zoneinfo.ZoneInfo, start: int, end: int) -> bool:
    """Whether both clocks show the same from one moment to another, the ends included."""
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
