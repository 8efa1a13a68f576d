"""Each function may do in the table what it does, and nothing more; and the template stays deployable as it grows.

Every function is run through its ways, on a table of its own; what it asks is taken from its log and held against its
policy.
"""

import collections
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

import boto3
import boto3.dynamodb.types
import cfnlint.decode.cfn_yaml

import stand_ins
import ways

ROOT = pathlib.Path(__file__).resolve().parents[2]
AREAS = {path.name: path.parent.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir()}
FUNCTIONS = sorted(AREAS)
# Actions that know no resource and have to be given for all of them.
FOR_ALL_RESOURCES = {"dynamodb:ListStreams"}
# What Lambda itself does under a function's role, to hand it the records of a stream.
FOR_STREAMS = {
    ("dynamodb:DescribeStream", "stream"), ("dynamodb:GetRecords", "stream"),
    ("dynamodb:GetShardIterator", "stream"), ("dynamodb:ListStreams", "*"),
}
# What a function's log says it asks, and the services that its role names for that.
SERVICES = {"DynamoDB is asked": "dynamodb", "SES is asked": "ses"}
# The sender's identity is its address or its whole domain, whichever is verified.
IDENTITY = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/"
SENDER = [
    {"Fn::Sub": IDENTITY + "${MailFrom}"},
    {"Fn::Sub": [
        IDENTITY + "${Domain}", {"Domain": {"Fn::Select": [1, {"Fn::Split": ["@", {"Ref": "MailFrom"}]}]}}]},
]
ENDPOINTS_FORESEEN = 60
MOST_RESOURCES = 500


def template() -> dict:
    return cfnlint.decode.cfn_yaml.load(str(ROOT / "template.yaml"))


def resources() -> dict:
    return template()["Resources"]


def statements(role: dict) -> list[dict]:
    return [
        statement for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def actions(statement: dict) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else list(action)


def subjects(statement: dict) -> list[str]:
    """What a statement is about, as functions call it in their log."""
    resource = statement["Resource"]
    if resource == SENDER:
        return ["sender"]
    return [subject(one) for one in resource] if isinstance(resource, list) else [subject(resource)]


def subject(resource) -> str:
    """One resource by its name in logs; as it stands in the template where it has none."""
    match resource:
        case "*":
            return "*"
        case {"Fn::GetAtt": ["Table", "Arn"]}:
            return "table"
        case {"Fn::GetAtt": ["Table", "StreamArn"]}:
            return "stream"
        case {"Fn::Sub": str(text)} if text.startswith("${Table.Arn}/index/"):
            return text.removeprefix("${Table.Arn}/")
        case _:
            return json.dumps(resource)


def allowed(role: dict) -> set[tuple[str, str]]:
    """The actions that a role allows in these services, each with what it is allowed for."""
    return {
        (action, subject) for statement in statements(role) for action in actions(statement)
        if action.split(":")[0] in SERVICES.values() for subject in subjects(statement)
    }


def asked(log: str) -> set[tuple[str, str]]:
    """The permissions that a function's log says it needed, each with what it needed it for."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return {
        (f"{SERVICES[line['message']]}:{permission}", line["fields"].get("resource", "sender")) for line in lines
        if line.get("message") in SERVICES for permission in line["fields"]["permissions"]
    }


def table(name: str, items: list[dict]) -> None:
    """Makes a table as the template has it, with these items."""
    definition = resources()["Table"]["Properties"]
    parts = ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"]
    database = boto3.resource(
        "dynamodb", endpoint_url=os.environ["DYNAMODB_ENDPOINT"], region_name=os.environ["AWS_REGION"])
    made = database.create_table(TableName=name, **{part: definition[part] for part in parts})
    made.wait_until_exists()
    for item in items:
        made.put_item(Item=item)
    # The index lags, and who finds nothing in it asks for no more.
    indexed = sum("GSI1PK" in item for item in items)
    deadline = time.monotonic() + 30
    while made.scan(IndexName="GSI1", Select="COUNT")["Count"] < indexed:
        assert time.monotonic() < deadline, "the index never shows what is in the table"
        time.sleep(0.02)


def sent(sample: str, items: list[dict]) -> bytes:
    """The sample as it is sent; the stream tells of all entries that are in the outbox."""
    content = json.loads((ROOT / "events" / f"{sample}.json").read_text())
    if sample == "dispatch-outbox":
        (record,) = content["Records"]
        entries = [item for item in items if item["SK"] == "OUTBOX"]
        content["Records"] = [
            record | {"dynamodb": record["dynamodb"] | {
                "Keys": {name: {"S": item[name]} for name in ("PK", "SK")}, "NewImage": serialized(item)}}
            for item in entries]
    return json.dumps(content).encode()


def serialized(item: dict) -> dict:
    return boto3.dynamodb.types.TypeSerializer().serialize(item)["M"]


def run(function: str, event: bytes, time: str) -> str:
    """The log of the packaged function answering that event at that time, on the table of its name."""
    api, mail = stand_ins.RuntimeAPI(), stand_ins.MailService()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([ROOT / ".build/lambda" / function / "bootstrap"], stderr=log, env={
            **os.environ,
            "AWS_LAMBDA_LOG_LEVEL": "DEBUG",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}",
            "EDUCATION_TABLE": function,
            "FIXED_TIME": time,
            "MAIL_FROM": "Convene <post@convene.example>",
            "SES_ENDPOINT": f"http://127.0.0.1:{mail.port}",
            "WEB_BASE_URL": "https://convene.example",
        })
        try:
            answer = api.invoke(event)
        finally:
            process.kill()
            process.wait()
            api.stop()
            mail.stop()
        log.seek(0)
        text = log.read()
    # Who is called by no route answers without a status.
    # What is there already is a way, too: before it is refused, a function looks whether it was the one that made it.
    # And a method that a path lacks is what one function is there to refuse.
    status = answer.get("statusCode", 200)
    assert (status < 300 or status in (405, 409)) and not answer.get("batchItemFailures"), text
    return text


class Policies(unittest.TestCase):
    def test_every_function_has_its_ways_its_role_and_its_place_in_the_template(self):
        deployed = sorted(
            name for name, resource in resources().items() if resource["Type"] == "AWS::Serverless::Function")
        self.assertEqual(deployed, FUNCTIONS, "template.yaml and Sources/Functions differ")
        self.assertEqual(
            {function: area for area, functions in ways.BY_AREA.items() for function in functions},
            {function: area.lower() for function, area in AREAS.items()}, "ways/ and Sources/Functions differ")
        for function in FUNCTIONS:
            properties = resources()[function]["Properties"]
            self.assertEqual(properties["CodeUri"], f".build/lambda/{function}")
            self.assertEqual(properties["Role"], {"Fn::GetAtt": [f"{function}Role", "Arn"]})

    def test_every_area_has_an_alarm_that_sees_each_of_its_functions(self):
        for function, area in AREAS.items():
            variables = resources()[function]["Properties"]["Environment"]["Variables"]
            self.assertEqual(variables.get("AREA"), area, function)
            self.assertEqual(
                resources()[f"{area}Alarm"]["Properties"]["Dimensions"], [{"Name": "Area", "Value": area}], area)

    def test_every_function_may_do_what_it_does_and_nothing_more(self):
        for function, (items, samples) in collections.ChainMap(*ways.BY_AREA.values()).items():
            with self.subTest(function):
                table(function, items)
                needed = set().union(*(asked(run(function, sent(sample, items), time)) for sample, time in samples))
                if "DynamoDB" in [event["Type"] for event in resources()[function]["Properties"]["Events"].values()]:
                    needed |= FOR_STREAMS
                self.assertEqual(allowed(resources()[f"{function}Role"]), needed)

    def test_no_role_allows_more_than_it_names(self):
        for name, resource in resources().items():
            if resource["Type"] != "AWS::IAM::Role":
                continue
            self.assertNotIn("ManagedPolicyArns", resource["Properties"], name)
            for statement in statements(resource):
                # Nothing is denied, inverted or bound to a condition, which would make it less than it reads.
                self.assertEqual(set(statement), {"Effect", "Action", "Resource"}, name)
                self.assertEqual(statement["Effect"], "Allow", name)
                for action in actions(statement):
                    self.assertNotIn("*", action, name)
                    if action not in FOR_ALL_RESOURCES:
                        self.assertNotIn("*", json.dumps(statement["Resource"]), name)

    def test_an_issuer_without_an_audience_lets_nobody_in(self):
        audience = template()["Parameters"]["OidcAudience"]
        self.assertNotRegex("", audience["AllowedPattern"])
        self.assertRegex(audience["Default"], audience["AllowedPattern"])

    def test_the_stack_has_room_for_the_endpoints_to_come(self):
        own = [name for name in resources() if name.startswith(tuple(FUNCTIONS))]
        # SAM adds a permission for each route, and a stage for the API.
        each = len(own) / len(FUNCTIONS) + 1
        others = len(resources()) - len(own) + 1
        self.assertLess(others + each * ENDPOINTS_FORESEEN, MOST_RESOURCES)


if __name__ == "__main__":
    unittest.main()
