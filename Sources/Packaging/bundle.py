"""Lays out functions for Lambda, as many at once as there are cores: bundle.py [--zip] OBJCOPY BUILT TARGET SOURCE ...

For each function, with its sources in the folder SOURCE and its executable in BUILT, writes TARGET/<Function>/ with
bootstrap and the files that it reads from its folder, and with --zip also TARGET/<Function>.zip; leaves anything up to
date alone. Equal contents give an equal zip, byte for byte: no times, no owners, a fixed order.
"""

import argparse
import concurrent.futures
import functools
import multiprocessing
import os
import pathlib
import subprocess
import tempfile
import zipfile

import zones

ZONES = pathlib.Path("/usr/share/zoneinfo")
CERTIFICATES = pathlib.Path("/usr/share/ca-certificates/mozilla")
# The authorities for AWS's own hosts: five certificates, which load in a twentieth of the time of a whole bundle.
AMAZON_ROOTS = [
    "Amazon_Root_CA_1.crt",
    "Amazon_Root_CA_2.crt",
    "Amazon_Root_CA_3.crt",
    "Amazon_Root_CA_4.crt",
    "Starfield_Services_Root_Certificate_Authority_-_G2.crt",
]


# Tables for unwinding the stack are a tenth of each zip, but never used: Swift's errors don't need them, and a trap
# ends the process at once.
WITHOUT_UNWINDING = ["--remove-section", ".eh_frame", "--remove-section", ".eh_frame_hdr"]


@functools.cache
def all_zones() -> bytes:
    """Packs all time zones into one file, which takes two seconds."""
    return zones.archive()


def lean(executable: pathlib.Path, objcopy: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / executable.name
        subprocess.run([objcopy, *WITHOUT_UNWINDING, executable, copy], check=True)
        return copy.read_bytes()


def contents(bootstrap: bytes, source: pathlib.Path) -> dict[str, bytes]:
    files = {
        "amazon-roots.pem": b"".join((CERTIFICATES / name).read_bytes() for name in AMAZON_ROOTS),
        "bootstrap": bootstrap,
    }
    for name in needed_zones(source):
        if name == "*":
            files["zones"] = all_zones()
        else:
            files[f"zoneinfo/{name}"] = (ZONES / name).read_bytes()
    return dict(sorted(files.items()))


def needed_zones(source: pathlib.Path) -> list[str]:
    """Returns the zones that a function needs, * for all, from the list in its area's folder.

    Each line has a zone and, unless all functions need it, the functions that do.
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


def bundle(source: pathlib.Path, built: pathlib.Path, target: pathlib.Path, objcopy: str, is_zipped: bool) -> str:
    """Lays out one function; returns a message about it, empty if it was up to date."""
    folder, archive = target / source.name, target / f"{source.name}.zip"
    files = contents(lean(built / source.name, objcopy), source)
    said = []
    if not is_current(folder, files):
        # If anything goes wrong, an old archive must not look like the new one.
        archive.unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, files)
        said.append(f"{len(files['bootstrap']) / 1e6:.1f} MB on disk")
    if is_zipped and not archive.is_file():
        write_zip(archive, files)
        said.append(f"{archive.stat().st_size / 1e6:.2f} MB zipped")
    return f"{source.name}: {', '.join(said)}" if said else ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--zip", action="store_true")
    parser.add_argument("objcopy")
    parser.add_argument("built", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("sources", type=pathlib.Path, nargs="+", metavar="source")
    given = parser.parse_args()
    if any("*" in needed_zones(source) for source in given.sources):
        # Made before the processes that share it.
        all_zones()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:
        pending = [
            pool.submit(bundle, source, given.built, given.target, given.objcopy, given.zip)
            for source in given.sources]
        for said in [each.result() for each in pending]:
            if said:
                print(said)


if __name__ == "__main__":
    main()
