"""Each function may do in the table what it does in the tests, and nothing more.

While the tests run, every function notes what it asks of the table (a line of its log for each operation; of a
transaction, one for each of its actions). This compares the notes with the policies in template.yaml.
"""

import json
import pathlib
import sys

import cfnlint.decode.cfn_yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTES = ROOT / ".build/operations"
# Actions that know no resource and must be given for all of them: none so far.
FOR_ALL_RESOURCES: set[str] = set()
# SAM makes a permission for each route, and the API has a stage and a deployment of its own.
MADE_BY_SAM = 1
ENDPOINTS_FORESEEN = 60
MOST_RESOURCES = 500


def template() -> dict:
    return cfnlint.decode.cfn_yaml.load(str(ROOT / "template.yaml"))


def statements(role: dict) -> list[dict]:
    return [
        statement for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def actions(statement: dict) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else list(action)


def noted(function: str) -> set[str]:
    file = NOTES / f"{function}.json"
    return set(json.loads(file.read_text())) if file.is_file() else set()


def wildcards(name: str, role: dict) -> list[str]:
    found = []
    for statement in statements(role):
        for action in actions(statement):
            if "*" in action:
                found.append(f"{name} allows {action}")
            if statement["Resource"] == "*" and action not in FOR_ALL_RESOURCES:
                found.append(f"{name} allows {action} on every resource")
    if role["Properties"].get("ManagedPolicyArns"):
        found.append(f"{name} has managed policies")
    return found


def problems() -> list[str]:
    resources = template()["Resources"]
    functions = [name for name, resource in resources.items() if resource["Type"] == "AWS::Serverless::Function"]
    found = []
    for function in functions:
        role = resources[f"{function}Role"]
        found += wildcards(f"{function}Role", role)
        allowed = {
            action.removeprefix("dynamodb:") for statement in statements(role) for action in actions(statement)
            if action.startswith("dynamodb:")
        }
        for action in sorted(allowed - noted(function)):
            found.append(f"{function} may {action} and never does in the tests")
        for action in sorted(noted(function) - allowed):
            found.append(f"{function} does {action} and may not")
    each = (sum(name.startswith(tuple(functions)) for name in resources) / len(functions)) + MADE_BY_SAM
    others = sum(not name.startswith(tuple(functions)) for name in resources) + 2
    foreseen = round(others + each * ENDPOINTS_FORESEEN)
    if foreseen > MOST_RESOURCES:
        found.append(f"{ENDPOINTS_FORESEEN} endpoints would make {foreseen} resources, more than {MOST_RESOURCES}")
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or "every function may do what it does, and nothing more")
    sys.exit(1 if found else 0)
