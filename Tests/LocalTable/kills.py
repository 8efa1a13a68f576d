"""Checks that acknowledged writes survive LocalTable's death, and that its guarantees hold under many clients: a
durable one is killed at random moments during writes, and another is asked to end.

.build/venv/bin/python Tests/LocalTable/kills.py

Takes a few seconds; SOAK=N makes N times as many kills, and a minute of 64 clients. It prints its seed, and SEED=N
repeats a run as far as processes are reproducible. TABLE_EXECUTABLE names the program (else .build/debug/Table).
"""

import collections
import json
import multiprocessing
import os
import pathlib
import random
import sys
import tempfile
import time
import unittest
import uuid

import boto3
import botocore.config
import botocore.exceptions

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Judges"))

import with_local_table  # noqa: E402 (the path above is where it is)

SOAK = int(os.environ.get("SOAK") or 1)
ROUNDS = 3 * SOAK
CLIENTS, CROWD = (4, 8) if SOAK == 1 else (8, 64)
CROWD_SECONDS = 1.5 if SOAK == 1 else 60
ACCOUNTS, EACH = 6, 1_000
TABLE = "kills"


def connect(endpoint, keys):
    """Returns a client that does not retry: a retry must allow for the first attempt having succeeded."""
    return boto3.client(
        "dynamodb", endpoint_url=endpoint, region_name=with_local_table.REGION,
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"], aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
        config=botocore.config.Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1}))


def key(name):
    return {"p": {"S": name}}


class Work:
    """The work of one client until the server is gone; each client writes its acknowledgements to a file."""

    def __init__(self, endpoint, keys, journal, client, seed):
        self.db, self.source, self.client = connect(endpoint, keys), random.Random(seed), client
        # Line by line, so that no acknowledgement stays in this process's buffer.
        self.journal = open(journal, "a", buffering=1)

    def run(self):
        steps = [self.count, self.take_place, self.transfer, self.put]
        try:
            while True:
                self.source.choice(steps)()
        except (botocore.exceptions.BotoCoreError, ConnectionError):
            return

    def note(self, **what):
        self.journal.write(json.dumps(what) + "\n")

    def count(self):
        """Increments this client's own counter from the value read; the value shows what was done."""
        name = f"counter-{self.client}"
        found = self.db.get_item(TableName=TABLE, Key=key(name), ConsistentRead=True).get("Item", {"n": {"N": "0"}})
        old = int(found["n"]["N"])
        self.note(intent="count", value=old + 1)
        self.db.update_item(
            TableName=TABLE, Key=key(name), UpdateExpression="SET n = :new",
            ConditionExpression="attribute_not_exists(p) OR n = :old",
            ExpressionAttributeValues={":new": {"N": str(old + 1)}, ":old": {"N": str(old)}})
        self.note(done="count", value=old + 1)

    def take_place(self):
        """Takes one of an event's places, if any are left: the place and the count in one transaction."""
        event, who = f"event-{self.source.randrange(20)}", uuid.uuid4().hex
        token = uuid.uuid4().hex
        done = self.transact(token, {"Put": {
            "TableName": TABLE, "Item": {**key(f"place-{event}-{who}"), "event": {"S": event}},
            "ConditionExpression": "attribute_not_exists(p)",
        }}, {"Update": {
            "TableName": TABLE, "Key": key(event), "UpdateExpression": "ADD taken :one",
            "ConditionExpression": "attribute_not_exists(taken) OR taken < :capacity",
            "ExpressionAttributeValues": {":one": {"N": "1"}, ":capacity": {"N": "8"}},
        }})
        if done:
            self.note(done="place", name=f"place-{event}-{who}")

    def transfer(self):
        """Moves an amount from one account to another, with a receipt in the same transaction."""
        source, target = self.source.sample(range(ACCOUNTS), 2)
        amount, receipt = str(self.source.randint(1, 50)), f"receipt-{uuid.uuid4().hex}"
        done = self.transact(uuid.uuid4().hex, {"Update": {
            "TableName": TABLE, "Key": key(f"account-{source}"), "UpdateExpression": "SET n = n - :amount",
            "ConditionExpression": "n >= :amount", "ExpressionAttributeValues": {":amount": {"N": amount}},
        }}, {"Update": {
            "TableName": TABLE, "Key": key(f"account-{target}"), "UpdateExpression": "SET n = n + :amount",
            "ExpressionAttributeValues": {":amount": {"N": amount}},
        }}, {"Put": {"TableName": TABLE, "Item": {
            **key(receipt), "source": {"N": str(source)}, "target": {"N": str(target)}, "amount": {"N": amount}}}})
        if done:
            self.note(done="transfer", name=receipt)

    def put(self):
        """Puts an item with an index entry and a certain size."""
        name = f"item-{uuid.uuid4().hex}"
        item = {**key(name), "g": {"S": str(self.client)}, "filler": {"S": "x" * self.source.randint(0, 20_000)}}
        self.db.put_item(TableName=TABLE, Item=item)
        self.note(done="put", name=name, length=len(item["filler"]["S"]))

    def transact(self, token, *actions):
        """Returns whether the transaction was done; a conflict or a failed condition counts as not done."""
        try:
            self.db.transact_write_items(TransactItems=list(actions), ClientRequestToken=token)
            return True
        except self.db.exceptions.TransactionCanceledException as cancelled:
            codes = {reason["Code"] for reason in cancelled.response["CancellationReasons"]}
            if not codes <= {"None", "ConditionalCheckFailed", "TransactionConflict"}:
                raise
            return False


def work(*arguments):
    Work(*arguments).run()


class Kills(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.keys = pathlib.Path(folder.name), with_local_table.random_keys()
        self.seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(1 << 32))
        self.source = random.Random(self.seed)
        self.server = None
        self.addCleanup(self.kill)

    def start(self):
        self.server, self.endpoint = with_local_table.start(["--data", str(self.folder / "table.sqlite")], self.keys)
        self.db = connect(self.endpoint, self.keys)

    def kill(self):
        if self.server:
            self.server.kill()
            self.wait()

    def stop(self):
        """Asks the server to end, which it does after the work in progress."""
        self.server.terminate()
        self.assertEqual(self.wait(), 0)

    def wait(self):
        server, self.server = self.server, None
        server.stdout.close()
        return server.wait()

    def make_table(self):
        self.db.create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in "pg"],
            GlobalSecondaryIndexes=[{
                "IndexName": "by-g", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"}}])
        while self.db.describe_table(TableName=TABLE)["Table"]["TableStatus"] != "ACTIVE":
            time.sleep(0.01)
        for number in range(ACCOUNTS):
            self.db.put_item(TableName=TABLE, Item={**key(f"account-{number}"), "n": {"N": str(EACH)}})

    def run_clients(self, count, seconds, end):
        """Lets the clients work for a while, ends the server and waits until they have noticed."""
        # Forked from a process that has only imported, since a connection pool must not be shared.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["boto3", "with_local_table"])
        clients = [context.Process(target=work, args=(
            self.endpoint, self.keys, str(self.journal(number)), number, self.source.randrange(1 << 32)))
            for number in range(count)]
        sizes = self.journal_sizes(count)
        for one in clients:
            one.start()
        deadline = time.monotonic() + 60
        while self.journal_sizes(count) == sizes and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(seconds)
        end()
        for one in clients:
            one.join(timeout=60)
            self.assertEqual(one.exitcode, 0, "a client met what it should not have")

    def journal(self, client):
        return self.folder / f"journal-{client}"

    def journal_sizes(self, count):
        return [self.journal(number).stat().st_size if self.journal(number).exists() else 0
                for number in range(count)]

    def notes(self, client):
        return [json.loads(line) for line in self.journal(client).read_text().splitlines()]

    def items(self):
        found = {}
        for page in self.db.get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True):
            for item in page["Items"]:
                self.assertNotIn(item["p"]["S"], found, "a scan found it twice")
                found[item["p"]["S"]] = item
        return found

    def check(self, count):
        items = self.items()
        for client in range(count):
            notes = self.notes(client) if self.journal(client).exists() else []
            self.check_acknowledged(items, notes)
            self.check_counter(items, client, notes)
        self.check_places(items)
        self.check_accounts(items)
        self.check_index(items)
        return items

    def check_acknowledged(self, items, notes):
        for note in notes:
            if "name" in note:
                self.assertIn(note["name"], items, "acknowledged and gone")
            if note.get("done") == "put":
                self.assertEqual(len(items[note["name"]]["filler"]["S"]), note["length"])

    def check_counter(self, items, client, notes):
        """Checks that the counter is at least the last acknowledged value and at most the last attempted one."""
        found = int(items.get(f"counter-{client}", {"n": {"N": "0"}})["n"]["N"])
        done = max((note["value"] for note in notes if note.get("done") == "count"), default=0)
        tried = max((note["value"] for note in notes if note.get("intent") == "count"), default=0)
        self.assertTrue(done <= found <= tried, f"counter {client}: {done} <= {found} <= {tried}")

    def check_places(self, items):
        places = collections.Counter(item["event"]["S"] for item in items.values() if "event" in item)
        taken = {name: int(item["taken"]["N"]) for name, item in items.items() if "taken" in item}
        self.assertEqual(dict(places), taken)
        self.assertTrue(all(count <= 8 for count in taken.values()), taken)

    def check_accounts(self, items):
        expected = {f"account-{number}": EACH for number in range(ACCOUNTS)}
        for name, item in items.items():
            if name.startswith("receipt-"):
                amount = int(item["amount"]["N"])
                expected[f"account-{item['source']['N']}"] -= amount
                expected[f"account-{item['target']['N']}"] += amount
        self.assertEqual({name: int(items[name]["n"]["N"]) for name in expected}, expected)
        self.assertTrue(all(amount >= 0 for amount in expected.values()), expected)

    def check_index(self, items):
        found = {item["p"]["S"] for page in self.db.get_paginator("scan").paginate(TableName=TABLE, IndexName="by-g")
                 for item in page["Items"]}
        self.assertEqual(found, {name for name in items if name.startswith("item-")})

    def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(self):
        print(f"SEED={self.seed}", flush=True)
        self.start()
        self.make_table()
        for _ in range(ROUNDS):
            self.run_clients(CLIENTS, self.source.uniform(0.02, 0.5), self.kill)
            self.start()
            items = self.check(CLIENTS)
        self.assertGreater(len(items), ROUNDS, "the clients did next to nothing")

    def test_every_promise_holds_with_many_clients_at_once(self):
        print(f"SEED={self.seed}", flush=True)
        self.start()
        self.make_table()
        self.run_clients(CROWD, CROWD_SECONDS, self.stop)
        self.start()
        self.assertGreater(len(self.check(CROWD)), CROWD, "the clients did next to nothing")


if __name__ == "__main__":
    unittest.main()
