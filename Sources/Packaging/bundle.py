"""Lays out one function for Lambda: bundle.py EXECUTABLE SOURCE_FOLDER TARGET

Writes TARGET/bootstrap and what it reads beside itself, and TARGET.zip of the same; touches nothing that is up to date.
Equal contents make an equal zip, byte for byte: no times, no owners, one order.
"""

import pathlib
import sys
import zipfile

import zones

ZONES = pathlib.Path("/usr/share/zoneinfo")
CERTIFICATES = pathlib.Path("/usr/share/ca-certificates/mozilla")
# Who signs for AWS's own hosts: five certificates, which load in a twentieth of the time of a whole bundle.
AMAZON_ROOTS = [
    "Amazon_Root_CA_1.crt",
    "Amazon_Root_CA_2.crt",
    "Amazon_Root_CA_3.crt",
    "Amazon_Root_CA_4.crt",
    "Starfield_Services_Root_Certificate_Authority_-_G2.crt",
]


def contents(executable: pathlib.Path, source: pathlib.Path) -> dict[str, bytes]:
    files = {
        "amazon-roots.pem": b"".join((CERTIFICATES / name).read_bytes() for name in AMAZON_ROOTS),
        "bootstrap": executable.read_bytes(),
    }
    for name in needed_zones(source):
        if name == "*":
            files["zones"] = zones.archive()
        else:
            files[f"zoneinfo/{name}"] = (ZONES / name).read_bytes()
    return dict(sorted(files.items()))


def needed_zones(source: pathlib.Path) -> list[str]:
    """The zones that a function can need, * for all, out of the list beside its area's functions.

    Each line has a zone and, unless all functions need it, those that do.
    """
    listed = source.parent / "zones"
    lines = [line.split() for line in listed.read_text().splitlines()] if listed.is_file() else []
    return [zone for zone, *functions in lines if not functions or source.name in functions]


def is_current(target: pathlib.Path, files: dict[str, bytes]) -> bool:
    present = {str(path.relative_to(target)): path for path in target.rglob("*") if path.is_file()}
    return present.keys() == files.keys() and all(present[name].read_bytes() == files[name] for name in files)


def write(target: pathlib.Path, files: dict[str, bytes]) -> None:
    for path in sorted(target.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o755 if name == "bootstrap" else 0o644)


def write_zip(path: pathlib.Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name == "bootstrap" else 0o644) << 16
            entry.create_system = 3
            archive.writestr(entry, content)


def main(executable: str, source: str, target: str) -> None:
    folder = pathlib.Path(target)
    archive = folder.with_name(folder.name + ".zip")
    files = contents(pathlib.Path(executable), pathlib.Path(source))
    if archive.is_file() and is_current(folder, files):
        return
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, files)
    write_zip(archive, files)
    print(f"{folder.name}: {archive.stat().st_size / 1e6:.2f} MB zipped, {len(files['bootstrap']) / 1e6:.1f} MB on disk")


if __name__ == "__main__":
    main(*sys.argv[1:])
