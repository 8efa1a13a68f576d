"""The packaged functions, run with what template.yaml gives them through all that they do."""

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
# What each function is run through, so that it does all it ever does: what is in the table before, and the samples that
# it is sent one after the other, each at a time. The mail service takes what comes.
WAYS = dict(collections.ChainMap(*ways.BY_AREA.values()))


@functools.cache
def template() -> dict:
    return cfnlint.decode.cfn_yaml.load(str(ROOT / "template.yaml"))


def resources() -> dict:
    return template()["Resources"]


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


def environment(function: str) -> dict[str, str]:
    """What the template gives the function, by the parameters' defaults; its table is the one of its own name."""
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    variables = variables | resources()[function]["Properties"]["Environment"]["Variables"]
    return {name: value(node, {"Table": function, "AWS::StackName": STACK}) for name, node in variables.items()}


def value(node, names: dict[str, str]) -> str:
    """What stands in the template, with these names and the parameters resolved."""
    names = {name: parameter.get("Default") for name, parameter in template()["Parameters"].items()} | names
    match node:
        case {"Ref": name}:
            return str(names[name])
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{([\w:]+)\}", lambda match: str(names[match[1]]), text)
        case _:
            return str(node)


@functools.cache
def log(function: str) -> str:
    """What the function logs on all its ways."""
    items, samples = WAYS[function]
    table(function, items)
    return "".join(run(function, sent(sample, items), moment) for sample, moment in samples)


def written(log) -> str:
    """The whole log of one call: the line of metrics ends it, and comes after the answer."""
    deadline = time.monotonic() + 10
    while True:
        # Reading at a place leaves alone where the function writes on.
        text = os.pread(log.fileno(), 1 << 24, 0).decode()
        if '"_aws"' in text and text.endswith("\n"):
            return text
        assert time.monotonic() < deadline, f"no line of metrics comes: {text}"
        time.sleep(0.002)


def run(function: str, event: bytes, moment: str) -> str:
    """The log of the packaged function answering that event at that moment, on the table of its name."""
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
    # Who is called by no route answers without a status.
    # What is there already is a way, too: before it is refused, a function looks whether it was the one that made it.
    # And a method that a path lacks is what one function is there to refuse.
    status = answer.get("statusCode", 200)
    assert (status < 300 or status in (405, 409)) and not answer.get("batchItemFailures"), text
    return text
