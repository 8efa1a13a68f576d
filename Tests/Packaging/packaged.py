"""The packaged functions, run through all their paths with the settings of template.yaml."""

import collections
import functools
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

import boto3
import boto3.dynamodb.types
import cfnlint.decode.cfn_yaml

import stand_ins
import ways

ROOT = pathlib.Path(__file__).resolve().parents[2]
STACK = "convene"
AREAS = {path.name: path.parent.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir()}
FUNCTIONS = sorted(AREAS)
# For each function, the runs that make it do all it ever does: the table's initial items, and the samples sent in turn,
# each at a time. The mail service accepts everything.
WAYS = dict(collections.ChainMap(*ways.BY_AREA.values()))


@functools.cache
def template() -> dict:
    return cfnlint.decode.cfn_yaml.load(str(ROOT / "template.yaml"))


def resources() -> dict:
    return template()["Resources"]


def table(name: str, items: list[dict]) -> None:
    """Creates the template's table with these items."""
    definition = resources()["Table"]["Properties"]
    parts = ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"]
    database = boto3.resource(
        "dynamodb", endpoint_url=os.environ["DYNAMODB_ENDPOINT"], region_name=os.environ["AWS_REGION"])
    made = database.create_table(TableName=name, **{part: definition[part] for part in parts})
    made.wait_until_exists()
    for item in items:
        made.put_item(Item=item)
    # The index lags, and a function that finds nothing in it does nothing more.
    indexed = sum("GSI1PK" in item for item in items)
    deadline = time.monotonic() + 30
    while made.scan(IndexName="GSI1", Select="COUNT")["Count"] < indexed:
        assert time.monotonic() < deadline, "the index never shows what is in the table"
        time.sleep(0.02)


def sent(sample: str, items: list[dict]) -> bytes:
    """Returns the sample as sent; a stream's has all entries in the outbox."""
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


def environment(function: str) -> dict[str, str]:
    """Returns the template's environment for the function, with the parameters' defaults and a table of its own."""
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    variables = variables | resources()[function]["Properties"]["Environment"]["Variables"]
    return {name: value(node, {"Table": function, "AWS::StackName": STACK}) for name, node in variables.items()}


def value(node, names: dict[str, str]) -> str:
    """Returns a value of the template, with these names and the parameters resolved."""
    names = {name: parameter.get("Default") for name, parameter in template()["Parameters"].items()} | names
    match node:
        case {"Ref": name}:
            return str(names[name])
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{([\w:]+)\}", lambda match: str(names[match[1]]), text)
        case {"Fn::If": ["MakesUserPool", own, _]}:
            # With the parameters' defaults the users are the stack's own.
            return value(own, names)
        case _:
            return str(node)


@functools.cache
def log(function: str) -> str:
    """Returns the function's log of all its paths."""
    items, samples = WAYS[function]
    table(function, items)
    return "".join(run(function, sent(sample, items), moment) for sample, moment in samples)


def written(log) -> str:
    """Returns the complete log of one call, which ends with the line of metrics, written after the answer."""
    deadline = time.monotonic() + 10
    while True:
        # Reading at an offset does not move the position at which the function writes.
        text = os.pread(log.fileno(), 1 << 24, 0).decode()
        if '"_aws"' in text and text.endswith("\n"):
            return text
        assert time.monotonic() < deadline, f"no line of metrics comes: {text}"
        time.sleep(0.002)


def run(function: str, event: bytes, moment: str) -> str:
    """Returns the log of the packaged function answering that event at that moment, on its own table."""
    api, mail = stand_ins.RuntimeAPI(), stand_ins.MailService()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([ROOT / ".build/lambda" / function / "bootstrap"], stderr=log, env={
            **os.environ,
            **environment(function),
            "AWS_LAMBDA_LOG_LEVEL": "DEBUG",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}",
            "FIXED_TIME": moment,
            "SES_ENDPOINT": f"http://127.0.0.1:{mail.port}",
        })
        try:
            answer = api.invoke(event)
            text = written(log)
        finally:
            process.kill()
            process.wait()
            api.stop()
            mail.stop()
    # Functions without a route answer without a status. A conflict is a path, too: before it refuses, a function checks
    # whether it made the existing item itself. And refusing missing methods is one function's only task.
    status = answer.get("statusCode", 200)
    assert (status < 300 or status in (405, 409)) and not answer.get("batchItemFailures"), text
    return text
