"""Answers to concurrent requests for the same item: LocalTable with --conflicts, or the service."""

import collections
import os
import pathlib
import sys
import tempfile
import threading
import time
import unittest

import boto3
import botocore.config

import support
from support import N, S, definition, drop_table, make_table, target

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Judges"))
import with_local_table  # noqa: E402

ONGOING = "Transaction is ongoing for the item"
SECONDS, THREADS = 20, 8


def settings():
    return botocore.config.Config(parameter_validation=False, retries={"total_max_attempts": 1})


class Conflicts(unittest.TestCase):
    """Threads that repeat the same request until the expected answer has come."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if target() == "local":
            # On a disk, where each commit takes a moment.
            folder = tempfile.TemporaryDirectory()
            cls.addClassCleanup(folder.cleanup)
            keys = with_local_table.random_keys()
            server, endpoint = with_local_table.start(
                ["--conflicts", "--data", os.path.join(folder.name, "table")], keys)
            cls.addClassCleanup(server.stdout.close)
            cls.addClassCleanup(server.wait)
            cls.addClassCleanup(server.terminate)
            cls.db = boto3.client(
                "dynamodb", endpoint_url=endpoint, region_name=with_local_table.REGION, config=settings(),
                aws_access_key_id=keys["AWS_ACCESS_KEY_ID"], aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"])
            cls.table = definition()["TableName"]
            cls.db.create_table(**{**definition(), "TableName": cls.table})
        else:
            cls.db = support.client()
            cls.table = make_table(definition())
            cls.addClassCleanup(drop_table, cls.table)

    def put(self, name):
        return {"Put": {"TableName": self.table, "Item": {"p": S(name), "n": N(1)}}}

    def check(self, name):
        return {"ConditionCheck": {
            "TableName": self.table, "Key": {"p": S(name)}, "ConditionExpression": "attribute_not_exists(nothing)"}}

    def key(self, name):
        return {"TableName": self.table, "Key": {"p": S(name)}}

    def write(self, *actions):
        return lambda: self.db.transact_write_items(TransactItems=list(actions))

    def race(self, *requests, until):
        """Sends all of them at the same time, until `until` holds for the refusals so far; returns those refusals."""
        refusals, done, lock = collections.defaultdict(list), threading.Event(), threading.Lock()
        deadline = time.monotonic() + SECONDS

        def work(number):
            while not done.is_set() and time.monotonic() < deadline:
                try:
                    requests[number % len(requests)]()
                except self.db.exceptions.ClientError as refused:
                    with lock:
                        refusals[refused.response["Error"]["Code"]].append(refused.response)
                        if until(refusals):
                            done.set()
        threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertTrue(done.is_set(), {code: len(responses) for code, responses in refusals.items()})
        return refusals

    def cancellations(self, refusals):
        """Returns the reasons of each cancelled transaction, after checking that all were conflicts."""
        self.assertEqual(set(refusals) - {"TransactionConflictException"}, {"TransactionCanceledException"})
        found = [response["CancellationReasons"] for response in refusals["TransactionCanceledException"]]
        for response, reasons in zip(refusals["TransactionCanceledException"], found, strict=True):
            self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)
            codes = ", ".join(reason["Code"] for reason in reasons)
            self.assertEqual(
                response["Error"]["Message"],
                f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]")
            for reason in reasons:
                self.assertIn(reason, [{"Code": "None"}, {"Code": "TransactionConflict", "Message": ONGOING}])
        return [[reason["Code"] == "TransactionConflict" for reason in reasons] for reasons in found]

    def test_a_transaction_is_cancelled_for_the_items_that_another_has(self):
        refusals = self.race(
            self.write(self.put("left"), self.put("shared")), self.write(self.put("shared"), self.put("right")),
            until=lambda found: len(found["TransactionCanceledException"]) > 20)
        taken = {tuple(reasons) for reasons in self.cancellations(refusals)}
        # Transactions of one kind share both items, those of different kinds share one.
        self.assertLessEqual(taken, {(True, True), (True, False), (False, True)})

    def test_a_condition_check_counts_as_much_as_a_write(self):
        for other in (self.check, self.put):
            with self.subTest(other.__name__):
                refusals = self.race(
                    self.write(self.check("checked"), self.put("one")), self.write(other("checked"), self.put("two")),
                    until=lambda found: len(found["TransactionCanceledException"]) > 20)
                self.assertTrue(all(reasons[0] for reasons in self.cancellations(refusals)))

    def test_a_single_write_is_rejected_during_a_transaction(self):
        kind = "TransactionConflictException"
        for name, single in {
            "put": lambda: self.db.put_item(TableName=self.table, Item={"p": S("single")}),
            "update": lambda: self.db.update_item(**self.key("single")),
            "delete": lambda: self.db.delete_item(**self.key("single")),
        }.items():
            with self.subTest(name):
                refusals = self.race(
                    self.write(self.put("single"), self.put("beside")), single, until=lambda found: found[kind])
                for response in refusals[kind]:
                    self.assertEqual(response["Error"], {"Code": kind, "Message": ONGOING})
                    self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_single_writes_do_not_conflict_and_neither_does_a_read(self):
        done, end = [], time.monotonic() + 1

        def work(number):
            while time.monotonic() < end:
                self.db.update_item(
                    **self.key("alone"), UpdateExpression="ADD n :one", ExpressionAttributeValues={":one": N(1)})
                self.db.get_item(**self.key("alone"), ConsistentRead=True)
                done.append(number)
        threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = self.db.get_item(**self.key("alone"), ConsistentRead=True)["Item"]
        self.assertEqual(found["n"], N(len(done)))

    def test_a_reading_transaction_is_cancelled_by_any_write(self):
        read = {"Get": self.key("read")}
        for name, write in {
            "transaction": self.write(self.put("read"), self.put("more")),
            "single": lambda: self.db.put_item(TableName=self.table, Item={"p": S("read")}),
        }.items():
            with self.subTest(name):
                refusals = self.race(
                    lambda: self.db.transact_get_items(TransactItems=[{"Get": self.key("calm")}, read]), write,
                    until=lambda found: any(
                        len(one["CancellationReasons"]) == 2 and one["CancellationReasons"][0]["Code"] == "None"
                        for one in found["TransactionCanceledException"]))
                self.assertIn([False, True], self.cancellations(refusals))


if __name__ == "__main__":
    unittest.main()
