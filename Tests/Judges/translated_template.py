"""Checks the template in CloudFormation's form: translated by SAM's own code, linted, counted, and compared with the
sources.

Its declarations must match what functions use: routes, environment variables, and IAM actions by name.
(Tests/Packaging/test_policies.py checks by running each function that it has exactly the actions it uses.)
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import boto3
import samtranslator.parser.parser
import samtranslator.translator.translator
from samcli.yamlhelper import yaml_parse
from samtranslator.public.exceptions import InvalidDocumentException

import inventory

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGION = "eu-west-1"
# CloudFormation allows 500 resources in a stack; the margin is for an urgent alarm.
MOST_RESOURCES = 450
# The maximum length of a template in S3, where SAM stores it; 51,200 bytes apply to one inside the request.
MOST_BYTES = 1024 * 1024
# Variables that functions read and no template sets: Lambda sets them, or a user trying something out.
SET_ELSEWHERE = {
    "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "DYNAMODB_ENDPOINT", "FIXED_TIME", "SSL_CERT_FILE",
}
# The method of a catch-all route in SAM's output.
ANY_METHOD = "x-amazon-apigateway-any-method"
# The places where sources read a setting by its name.
READ = re.compile(r'(?:\bsettings\[|\bsettings\.required\(|\bsettings\.flag\(|\bgetenv\()"([A-Z][A-Z0-9_]*)"')
# Possible names of settings that are passed on.
NAMED = re.compile(r'"([A-Z][A-Z0-9_]*)"')
IMPORT = re.compile(r"^(?:(?:@\w+|\w+) )*?import (?:\w+ )?(\w+)", flags=re.MULTILINE)
# Lambda's own actions under a function's role, which no source names.
LAMBDAS_OWN = {
    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
    "logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage",
}
# The folders of the clients whose calls need permissions.
CLIENTS = {"dynamodb": "DynamoDB", "ses": "AWS"}


def translated() -> dict:
    """Returns the template after SAM's translation, with its code somewhere in S3."""
    template = yaml_parse((ROOT / "template.yaml").read_text())
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/function.zip"
    translator = samtranslator.translator.translator.Translator(
        managed_policy_map={}, sam_parser=samtranslator.parser.parser.Parser(),
        boto_session=boto3.session.Session(region_name=REGION))
    try:
        return translator.translate(sam_template=template, parameter_values={})
    except InvalidDocumentException as error:
        sys.exit("\n".join(cause.message for cause in error.causes))


def of_type(template: dict, kind: str) -> dict[str, dict]:
    return {
        name: resource.get("Properties", {}) for name, resource in template["Resources"].items()
        if resource["Type"] == kind}


def lint(text: str) -> list[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        cfn_lint = pathlib.Path(sys.executable).parent / "cfn-lint"
        done = subprocess.run(
            [cfn_lint, "--format", "parseable", "--regions", REGION, "--", file.name], capture_output=True, text=True)
        return [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]


def size(template: dict, text: str) -> list[str]:
    found = []
    if (count := len(template["Resources"])) > MOST_RESOURCES:
        found.append(f"the stack has {count} resources; at most {MOST_RESOURCES} are foreseen, and 500 allowed")
    if (length := len(text.encode())) > MOST_BYTES:
        found.append(f"the template has {length} bytes; CloudFormation takes {MOST_BYTES} from S3")
    return found


def routes(template: dict) -> list[str]:
    """Returns the routes that SAM made in addition to the inventory's, and settings of routes that don't exist."""
    (api,) = of_type(template, "AWS::ApiGatewayV2::Api").values()
    made = {
        path if path == inventory.DEFAULT_ROUTE else f"{method.replace(ANY_METHOD, 'any').upper()} {path}"
        for path, methods in api["Body"]["paths"].items() for method in methods if method != "parameters"}
    wanted = {
        source for sources in inventory.deployed().values() for source in sources
        if source == inventory.DEFAULT_ROUTE or " /" in source}
    found = [f"SAM makes no route {route}" for route in sorted(wanted - made)]
    found += [f"SAM makes a route {route} that no function has" for route in sorted(made - wanted)]
    for stage in of_type(template, "AWS::ApiGatewayV2::Stage").values():
        # API Gateway refuses the whole stage for one of them.
        found += [
            f"RouteSettings: there is no route {key}" for key in stage.get("RouteSettings", {}) if key not in made]
    return found


def sources(folder: pathlib.Path) -> str:
    return "\n".join(path.read_text() for path in sorted(folder.rglob("*.swift")))


def linked(function: str, area: str) -> dict[str, str]:
    """Returns the sources of a function, its own and those of all modules it imports: folder -> text."""
    found, open_ends = {}, [f"Functions/{area}/{function}"]
    while open_ends:
        name = open_ends.pop()
        if name not in found and (ROOT / "Sources" / name).is_dir():
            found[name] = sources(ROOT / "Sources" / name)
            open_ends += IMPORT.findall(found[name])
    return found


def variables(template: dict) -> list[str]:
    """Returns variables that a function gets and never reads, and settings that are read but not set.

    Variables given to all functions must be used by some of them.
    """
    found, read, given = [], {}, set()
    functions = of_type(template, "AWS::Lambda::Function")
    shared = set.intersection(*(set(function["Environment"]["Variables"]) for function in functions.values()))
    idle = set(shared)
    for function, area in sorted(inventory.folders().items()):
        text = "\n".join(linked(function, area).values())
        own = functions[function]["Environment"]["Variables"].keys()
        named = set(NAMED.findall(text))
        found += [f"{function} is given {name}, which it never reads" for name in sorted(own - shared - named)]
        idle -= named
        read |= {name: function for name in READ.findall(text)}
        given |= own
    found += [f"all functions are given {name}, which none reads" for name in sorted(idle)]
    return found + [
        f"{read[name]} reads {name}, which template.yaml sets nowhere"
        for name in sorted(read.keys() - given - SET_ELSEWHERE)]


def actions(template: dict) -> list[str]:
    """Returns the actions that no client of the project requests."""
    asked = {
        f"{service}:{name}" for service, folder in CLIENTS.items()
        for name in re.findall(r'"([A-Z][A-Za-z]+)"', sources(ROOT / "Sources" / folder))}
    found = []
    for role, properties in sorted(of_type(template, "AWS::IAM::Role").items()):
        if role.removesuffix("Role") not in inventory.folders():
            found.append(f"{role} is a role of no function: SAM made it, or it is left over")
        for policy in properties.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                found += [
                    f"{role} allows {action}, which nothing asks for" for action in statement["Action"]
                    if action not in asked | LAMBDAS_OWN]
    return found


if __name__ == "__main__":
    template = translated()
    text = json.dumps(template)
    problems = lint(text) + size(template, text) + routes(template) + variables(template) + actions(template)
    print("\n".join(problems) or f"{len(template['Resources'])} resources, {len(text.encode())} bytes")
    sys.exit(1 if problems else 0)
