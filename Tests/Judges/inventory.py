"""Every function is in all the places where it must be, under one name: folder, target, sample and template."""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def folders() -> dict[str, str]:
    """The functions' folders: name -> area."""
    return {path.name: path.parent.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir()}


def targets() -> set[str]:
    description = subprocess.run(
        ["swift", "package", "--package-path", str(ROOT), "describe", "--type", "json"],
        check=True, capture_output=True, text=True).stdout
    return {
        target["name"] for target in json.loads(description)["targets"]
        if target["path"].startswith("Sources/Functions/")
    }


def kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def deployed() -> set[str]:
    """The functions of the template: what stands before a line with their type."""
    text = (ROOT / "template.yaml").read_text()
    return set(re.findall(r"^  (\w+):\n    Type: AWS::Serverless::Function$", text, re.MULTILINE))


def problems() -> list[str]:
    found = []
    in_folders, in_package, in_template = folders(), targets(), deployed()
    for name in sorted(in_folders.keys() | in_package | in_template):
        places = {"Sources/Functions": in_folders, "Package.swift": in_package, "template.yaml": in_template}
        missing = [place for place, names in places.items() if name not in names]
        if missing:
            found.append(f"{name} is missing in {' and '.join(missing)}")
    samples = {path.stem for path in (ROOT / "events").glob("*.json")}
    for name in sorted(in_folders):
        folder = ROOT / "Sources/Functions" / in_folders[name] / name
        if kebab(name) not in samples:
            found.append(f"{name} has no sample events/{kebab(name)}.json")
        for file in ("main.swift", f"{name}Handler.swift"):
            if not (folder / file).is_file():
                found.append(f"{name} has no {file}")
    for sample in sorted(samples):
        if not any(sample == kebab(name) or sample.startswith(kebab(name) + "-") for name in in_folders):
            found.append(f"events/{sample}.json belongs to no function")
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or f"{len(folders())} functions, each in every place")
    sys.exit(1 if found else 0)
