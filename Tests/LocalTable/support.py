"""Shared code for the tests of a DynamoDB: its endpoint, tables for tests, values in the protocol's form, refusals.

DYNAMODB_ENDPOINT names the endpoint (without it: AWS), the usual variables of AWS the credentials.
"""

import contextlib
import functools
import os
import time
import types
import unittest
import urllib.request
import uuid

import boto3
import botocore.config
import botocore.exceptions

import differences

ENDPOINT = os.environ.get("DYNAMODB_ENDPOINT") or None
REGION = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "eu-west-1"
CONDITION_FAILED = "ConditionalCheckFailedException"
INVALID = "ValidationException"


@functools.cache
def target() -> str:
    """Returns the target under test: aws, ministack or local."""
    if ENDPOINT is None:
        return "aws"
    with contextlib.suppress(OSError):
        # Other targets may be healthy at any path, with different answers.
        health = urllib.request.urlopen(f"{ENDPOINT}/_ministack/health", timeout=5).read()
        if health.lstrip().startswith(b"{"):
            return "ministack"
    return "local"


@functools.cache
def client(service: str = "dynamodb"):
    """Returns a botocore client that checks and retries nothing, so that the service sees exactly the test's request.
    """
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, config=botocore.config.Config(
        parameter_validation=False, read_timeout=30, max_pool_connections=32,
        retries={"total_max_attempts": 4 if ENDPOINT is None else 1, "mode": "standard"}))


# Values in the protocol's form.

def S(text):
    return {"S": text}


def N(number):
    return {"N": str(number)}


def B(data):
    return {"B": data}


def SS(*members):
    return {"SS": list(members)}


def NS(*members):
    return {"NS": [str(member) for member in members]}


def BS(*members):
    return {"BS": list(members)}


def L(*members):
    return {"L": list(members)}


def M(**members):
    return {"M": members}


TRUE, FALSE, NULL = {"BOOL": True}, {"BOOL": False}, {"NULL": True}


def plain(value):
    """Returns a value with its sets sorted: the service returns them in any order."""
    (kind, content), = value.items()
    if kind in ("SS", "NS", "BS"):
        return {kind: sorted(content)}
    if kind == "L":
        return {kind: [plain(member) for member in content]}
    if kind == "M":
        return {kind: {name: plain(member) for name, member in content.items()}}
    return value


def plain_item(item):
    return None if item is None else {name: plain(value) for name, value in item.items()}


@contextlib.contextmanager
def refusal(code, text="", error=botocore.exceptions.ClientError):
    """Expects a refusal with this code and a message that contains this text; yields the response afterwards."""
    told = types.SimpleNamespace(response=None)
    try:
        yield told
    except error as caught:
        told.response = caught.response
        found = caught.response["Error"]
        if found["Code"] != code or text not in found["Message"]:
            raise AssertionError(f"expected {code}: …{text}…\ngot {found['Code']}: {found['Message']}") from None
        return
    raise AssertionError(f"done instead of refused with {code}: …{text}…")


def eventually(find, expected, seconds=10):
    """Waits until the result is the expected one, and fails with the last result."""
    deadline = time.monotonic() + seconds
    while (found := find()) != expected:
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds} s: {found!r}\nexpected: {expected!r}")
        time.sleep(0.02 if ENDPOINT else 0.5)


def key_schema(hash, range=None):
    elements = [{"AttributeName": hash, "KeyType": "HASH"}]
    return elements + ([{"AttributeName": range, "KeyType": "RANGE"}] if range else [])


def attributes(**kinds):
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in kinds.items()]


def index(name, hash, range=None, include=None, projection="ALL"):
    shape = {"ProjectionType": "INCLUDE", "NonKeyAttributes": include} if include else {"ProjectionType": projection}
    return {"IndexName": name, "KeySchema": key_schema(hash, range), "Projection": shape}


def definition(hash="p", range=None, kinds=None, **more):
    """Returns a table's definition; its keys are strings unless `kinds` says otherwise."""
    kinds = kinds or {name: "S" for name in (hash, range) if name}
    return {
        "TableName": unique_name(), "KeySchema": key_schema(hash, range), "AttributeDefinitions": attributes(**kinds),
        "BillingMode": "PAY_PER_REQUEST", **more}


def unique_name():
    return f"stranger-{uuid.uuid4().hex}"


def status_of(table):
    try:
        return client().describe_table(TableName=table)["Table"]["TableStatus"]
    except client().exceptions.ResourceNotFoundException:
        return "GONE"


def make_table(wanted):
    client().create_table(**wanted)
    eventually(lambda: status_of(wanted["TableName"]), "ACTIVE", seconds=120)
    return wanted["TableName"]


def drop_table(table):
    """Deletes the table, in whatever state a test has left it."""
    with contextlib.suppress(client().exceptions.ResourceNotFoundException):
        eventually(lambda: status_of(table) in ("ACTIVE", "GONE"), True, seconds=300)
        client().delete_table(TableName=table)


class TableTest(unittest.TestCase):
    """Tests that share one table per class, each with its own keys; those in differences.py must fail."""

    TABLE = None
    maxDiff = None

    def __init__(self, method="runTest"):
        super().__init__(method)
        name = f"{type(self).__module__}.{type(self).__name__}.{method}"
        self.__unittest_expecting_failure__ = name in differences.KNOWN[target()]

    @classmethod
    def setUpClass(cls):
        cls.db = client()
        if cls.TABLE:
            wanted = {**cls.TABLE, "TableName": unique_name()}
            cls.addClassCleanup(drop_table, wanted["TableName"])
            cls.table = make_table(wanted)
            cls.fill()

    @classmethod
    def fill(cls):
        """Fills the class's table before its tests."""

    def setUp(self):
        """Makes a hash key for this test alone."""
        self.p = S(uuid.uuid4().hex)

    def own_table(self, **wanted):
        """Creates a table for this test alone."""
        wanted = {**definition(), **wanted}
        self.addCleanup(drop_table, wanted["TableName"])
        return make_table(wanted)

    def put(self, item=None, **more):
        """Puts an item under this test's key."""
        return self.db.put_item(TableName=self.table, Item={"p": self.p, **(item or {})}, **more)

    def get(self, key=None, **more):
        found = self.db.get_item(
            TableName=self.table, Key={"p": self.p, **(key or {})}, **{"ConsistentRead": True, **more})
        return plain_item(found.get("Item"))

    def update(self, expression=None, values=None, names=None, key=None, **more):
        more = expressions(values, names) | ({} if expression is None else {"UpdateExpression": expression}) | more
        return self.db.update_item(TableName=self.table, Key={"p": self.p, **(key or {})}, **more)

    def delete(self, key=None, **more):
        return self.db.delete_item(TableName=self.table, Key={"p": self.p, **(key or {})}, **more)


def expressions(values=None, names=None):
    """Returns a request's placeholders: values by their names without the colon, names by theirs without the #."""
    found = {}
    if values is not None:
        found["ExpressionAttributeValues"] = {f":{name}": value for name, value in values.items()}
    if names is not None:
        found["ExpressionAttributeNames"] = {f"#{name}": value for name, value in names.items()}
    return found


def write_all(table, items):
    """Puts many items, in as few requests as the service allows."""
    for start in range(0, len(items), 25):
        left = {table: [{"PutRequest": {"Item": item}} for item in items[start:start + 25]]}
        while left:
            left = client().batch_write_item(RequestItems=left)["UnprocessedItems"]
