"""Checks that every function is in all required places: folder, target, sample, template and the API's document.

It must have the same name in all of them, and its samples the route, stream or schedule of the template; every route
but the default one must be in the document. No target of Package.swift may declare an import it does not use.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The route for requests that match no other.
DEFAULT_ROUTE = "$default"
# The callers of functions without a route.
OTHER_SOURCES = {"DynamoDB": "the stream", "Schedule": "a schedule"}


def folders() -> dict[str, str]:
    """Returns the functions' folders: name -> area."""
    return {path.name: path.parent.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir()}


def targets() -> list[dict]:
    description = subprocess.run(
        ["swift", "package", "--package-path", str(ROOT), "describe", "--type", "json"],
        capture_output=True, text=True)
    if description.returncode != 0:
        # It names the target without a folder, or whatever else is wrong with Package.swift.
        sys.exit(description.stderr.strip())
    return json.loads(description.stdout)["targets"]


def is_function(target: dict) -> bool:
    return target["path"].startswith("Sources/Functions/")


def not_imported(target: dict) -> list[str]:
    """Returns the imports that the target declares and never uses.

    Functions and tests are left out: all functions share one list of allowed imports, and a library's tests get those
    of the library.
    """
    if is_function(target) or target["type"] == "test":
        return []
    code = "\n".join((ROOT / target["path"] / file).read_text() for file in target["sources"])
    imported = set(re.findall(r"^(?:(?:@\w+|\w+) )*?import (?:\w+ )?(\w+)", code, flags=re.MULTILINE))
    return sorted(set(target.get("target_dependencies", [])) - imported)


def kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def deployed() -> dict[str, list[str]]:
    """Returns the template's functions, which precede a line with their type, and their callers: name -> sources."""
    resources = re.split(r"^  (?=\w)", (ROOT / "template.yaml").read_text(), flags=re.MULTILINE)
    found = {}
    for text in resources:
        if match := re.match(r"(\w+):\n    Type: AWS::Serverless::Function\n", text):
            events = re.split(r"\bType: (?=HttpApi|DynamoDB|Schedule\b)", text)[1:]
            found[match[1]] = [called_by(event) for event in events]
    return found


def called_by(event: str) -> str:
    """What an event of the template is, from its type on; a route of an API without method and path is the default."""
    if not event.startswith("HttpApi"):
        return OTHER_SOURCES[re.match(r"\w+", event)[0]]
    place = re.search(r'Method: (\w+), Path: "([^"]+)"', event)
    return f"{place[1]} {place[2]}" if place else DEFAULT_ROUTE


def documented() -> dict[str, str]:
    """Returns the operations of the API's document, whose fragments are Swift literals: id -> route."""
    found = {}
    for path in sorted((ROOT / "Sources/Service/Document").glob("*.swift")):
        for literal in re.findall(r'#"""\n(.*?)\n *"""#', path.read_text(), flags=re.DOTALL):
            # Such a line continues on the next one, after the literal's own indentation.
            fragment = json.loads(re.sub(r"\\#\n {8}", "", literal))
            for route, item in fragment.get("paths", {}).items():
                found |= {operation["operationId"]: f"{method.upper()} {route}" for method, operation in item.items()}
    return found


def source(event: dict) -> str | None:
    """Returns a sample's source: a route, in either of API Gateway's formats, a stream or a schedule; None if there is
    none."""
    if "routeKey" in event:
        return event["routeKey"]
    if "Records" in event:
        return OTHER_SOURCES["DynamoDB"] if event["Records"][0]["eventSource"] == "aws:dynamodb" else None
    if event.get("detail-type") == "Scheduled Event":
        return OTHER_SOURCES["Schedule"]
    return f"{event['httpMethod']} {event['resource']}" if "resource" in event else None


def problems() -> list[str]:
    found = []
    package = targets()
    in_folders, in_template = folders(), deployed()
    in_package = {target["name"] for target in package if is_function(target)}
    for name in sorted(in_folders.keys() | in_package | in_template.keys()):
        places = {"Sources/Functions": in_folders, "Package.swift": in_package, "template.yaml": in_template}
        missing = [place for place, names in places.items() if name not in names]
        if missing:
            found.append(f"{name} is missing in {' and '.join(missing)}")
    for target in package:
        found += [f"{target['name']} imports {name} nowhere, but declares it" for name in not_imported(target)]
    in_document = documented()
    # What refuses all else is no endpoint, whatever other routes lead to it.
    routed = {
        name: " and ".join(sources) for name, sources in in_template.items()
        if DEFAULT_ROUTE not in sources and any(" /" in source for source in sources)}
    for name in sorted(in_document.keys() | routed.keys()):
        if in_document.get(name) != routed.get(name):
            found.append(
                f"{name} is at {in_document.get(name, 'no route')} in the API's document, but at "
                f"{routed.get(name, 'no route')} in template.yaml")
    samples = {path.stem: json.loads(path.read_text()) for path in (ROOT / "events").glob("*.json")}
    for name in sorted(in_folders):
        folder = ROOT / "Sources/Functions" / in_folders[name] / name
        if kebab(name) not in samples:
            found.append(f"{name} has no sample events/{kebab(name)}.json")
        for file in ("main.swift", f"{name}Handler.swift"):
            if not (folder / file).is_file():
                found.append(f"{name} has no {file}")
    for sample in sorted(samples):
        owners = [
            name for name in in_folders if sample == kebab(name) or sample.startswith(kebab(name) + "-")
        ]
        if not owners:
            found.append(f"events/{sample}.json belongs to no function")
            continue
        # Of ListMeetups and ListMeetupsByHost, the longer match.
        owner = max(owners, key=len)
        # A path parameter with another name there would be missing from every request.
        if owner in in_template and source(samples[sample]) not in in_template[owner]:
            found.append(
                f"events/{sample}.json came by {source(samples[sample])}, but template.yaml has {owner} "
                f"at {' and '.join(in_template[owner]) or 'no route'}")
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or f"{len(folders())} functions, each in every place")
    sys.exit(1 if found else 0)
