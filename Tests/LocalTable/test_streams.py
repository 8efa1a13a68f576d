"""Streams: every change of an item in order, in the requested view."""

import unittest

from support import (
    INVALID, N, S, TableTest, client, definition, eventually, plain_item, refusal, status_of, unique_name)


def streamed(view="NEW_AND_OLD_IMAGES"):
    return definition(StreamSpecification={"StreamEnabled": True, "StreamViewType": view})


class StreamTest(TableTest):
    def setUp(self):
        super().setUp()
        self.streams = client("dynamodbstreams")

    def arn(self, table):
        return self.db.describe_table(TableName=table)["Table"]["LatestStreamArn"]

    def shards(self, arn):
        return self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]

    def iterator(self, arn, kind="TRIM_HORIZON", **more):
        return self.streams.get_shard_iterator(
            StreamArn=arn, ShardId=self.shards(arn)[0]["ShardId"], ShardIteratorType=kind, **more)["ShardIterator"]

    def records(self, arn, **more):
        """Returns the stream's records so far, page by page up to an empty page."""
        found, iterator = [], self.iterator(arn, **more)
        while iterator:
            page = self.streams.get_records(ShardIterator=iterator)
            if not page["Records"]:
                break
            found += page["Records"]
            iterator = page.get("NextShardIterator")
        return found

    def settled(self, arn, count):
        eventually(lambda: len(self.records(arn)), count, seconds=30)
        return self.records(arn)

    def write(self, table):
        """Puts, changes, leaves unchanged, changes and deletes an item, which a last update does not recreate."""
        self.db.put_item(TableName=table, Item={"p": S("x"), "n": N(1)})
        self.db.put_item(TableName=table, Item={"p": S("x"), "n": N(2)})
        self.db.put_item(TableName=table, Item={"p": S("x"), "n": N(2)})
        self.db.update_item(TableName=table, Key={"p": S("x")}, UpdateExpression="REMOVE absent")
        self.db.update_item(TableName=table, Key={"p": S("x")}, UpdateExpression="REMOVE n")
        self.db.delete_item(TableName=table, Key={"p": S("x")})
        self.db.delete_item(TableName=table, Key={"p": S("x")})
        self.db.update_item(TableName=table, Key={"p": S("x")}, UpdateExpression="REMOVE n")


class Records(StreamTest):
    def test_tell_each_real_change_once_and_in_order(self):
        table = self.own_table(**streamed())
        self.write(table)
        found = self.settled(self.arn(table), 4)
        self.assertEqual([one["eventName"] for one in found], ["INSERT", "MODIFY", "MODIFY", "REMOVE"])
        images = [(plain_item(one["dynamodb"].get("OldImage")), plain_item(one["dynamodb"].get("NewImage")))
                  for one in found]
        one, two, none = {"p": S("x"), "n": N(1)}, {"p": S("x"), "n": N(2)}, {"p": S("x")}
        self.assertEqual(images, [(None, one), (one, two), (two, none), (none, None)])
        numbers = [int(one["dynamodb"]["SequenceNumber"]) for one in found]
        self.assertEqual(numbers, sorted(set(numbers)))
        self.assertEqual(len({one["eventID"] for one in found}), 4)

    def test_say_where_they_come_from(self):
        table = self.own_table(**streamed())
        self.db.put_item(TableName=table, Item={"p": S("x"), "n": N(1)})
        (found,) = self.settled(self.arn(table), 1)
        self.assertEqual((found["eventVersion"], found["eventSource"]), ("1.1", "aws:dynamodb"))
        self.assertEqual(found["awsRegion"], self.db.meta.region_name)
        self.assertEqual(found["dynamodb"]["Keys"], {"p": S("x")})
        self.assertEqual(found["dynamodb"]["StreamViewType"], "NEW_AND_OLD_IMAGES")
        self.assertGreater(found["dynamodb"]["SizeBytes"], 0)
        self.assertIn("ApproximateCreationDateTime", found["dynamodb"])
        self.assertNotIn("userIdentity", found)

    def test_show_what_the_view_has(self):
        for view, images in [("KEYS_ONLY", set()), ("NEW_IMAGE", {"NewImage"}), ("OLD_IMAGE", {"OldImage"})]:
            with self.subTest(view):
                table = self.own_table(**streamed(view))
                self.write(table)
                found = self.settled(self.arn(table), 4)
                for one in found:
                    self.assertEqual(one["dynamodb"]["Keys"], {"p": S("x")})
                    self.assertLessEqual(set(one["dynamodb"]) & {"NewImage", "OldImage"}, images)
                self.assertEqual(set(found[1]["dynamodb"]) & {"NewImage", "OldImage"}, images)

    def test_come_of_batches_and_transactions_too_but_not_of_failures(self):
        table = self.own_table(**streamed())
        self.db.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": {"p": S("a")}}}]})
        put = {"TableName": table, "Item": {"p": S("b")}, "ConditionExpression": "attribute_not_exists(p)"}
        self.db.transact_write_items(TransactItems=[{"Put": put}])
        with refusal("TransactionCanceledException"):
            self.db.transact_write_items(TransactItems=[
                {"Put": {"TableName": table, "Item": {"p": S("c")}}}, {"Put": put}])
        with refusal("ConditionalCheckFailedException"):
            self.db.put_item(**put)
        found = self.settled(self.arn(table), 2)
        self.assertEqual({one["dynamodb"]["Keys"]["p"]["S"] for one in found}, {"a", "b"})


class Iterators(StreamTest):
    def test_begin_at_either_end_or_at_a_record(self):
        table = self.own_table(**streamed())
        for number in range(5):
            self.db.put_item(TableName=table, Item={"p": S("x"), "n": N(number)})
        arn = self.arn(table)
        found = self.settled(arn, 5)
        number = found[2]["dynamodb"]["SequenceNumber"]

        def numbers(**more):
            return [one["dynamodb"]["NewImage"]["n"]["N"] for one in self.records(arn, **more)]
        self.assertEqual(numbers(kind="AT_SEQUENCE_NUMBER", SequenceNumber=number), ["2", "3", "4"])
        self.assertEqual(numbers(kind="AFTER_SEQUENCE_NUMBER", SequenceNumber=number), ["3", "4"])
        self.assertEqual(numbers(kind="LATEST"), [])
        page = self.streams.get_records(ShardIterator=self.iterator(arn), Limit=2)
        self.assertEqual(len(page["Records"]), 2)
        rest = self.streams.get_records(ShardIterator=page["NextShardIterator"])
        self.assertEqual([one["dynamodb"]["NewImage"]["n"]["N"] for one in rest["Records"]], ["2", "3", "4"])

    def test_begin_at_the_number_that_the_shard_is_said_to_begin_with(self):
        table, other = self.own_table(**streamed()), self.own_table(**streamed())
        arn = self.arn(table)
        start = self.shards(arn)[0]["SequenceNumberRange"]["StartingSequenceNumber"]
        for name in (other, table):
            self.db.put_item(TableName=name, Item={"p": S("x")})
        self.settled(arn, 1)
        for number in (start, self.shards(arn)[0]["SequenceNumberRange"]["StartingSequenceNumber"]):
            self.assertEqual(len(self.records(arn, kind="AT_SEQUENCE_NUMBER", SequenceNumber=number)), 1)

    def test_at_the_latest_see_what_comes_after_them(self):
        table = self.own_table(**streamed())
        arn = self.arn(table)
        self.db.put_item(TableName=table, Item={"p": S("before")})
        self.settled(arn, 1)
        iterator = self.iterator(arn, "LATEST")
        self.db.put_item(TableName=table, Item={"p": S("after")})
        found = []

        def follow():
            nonlocal iterator
            page = self.streams.get_records(ShardIterator=iterator)
            iterator = page["NextShardIterator"]
            found.extend(one["dynamodb"]["Keys"]["p"]["S"] for one in page["Records"])
            return found
        eventually(follow, ["after"], seconds=30)

    def test_are_refused_when_they_make_no_sense(self):
        arn = self.arn(self.own_table(**streamed()))
        shard = self.shards(arn)[0]["ShardId"]
        for more in ({"ShardIteratorType": "AT_SEQUENCE_NUMBER"}, {"ShardIteratorType": "FIRST"}, {}):
            with self.subTest(more), refusal(INVALID):
                self.streams.get_shard_iterator(StreamArn=arn, ShardId=shard, **more)
        with refusal("ResourceNotFoundException"):
            self.streams.get_shard_iterator(
                StreamArn=arn, ShardId="shardId-00000000000000000000-00000000", ShardIteratorType="LATEST")
        with refusal(INVALID):
            self.streams.get_records(ShardIterator="nonsense")


class Streams(StreamTest):
    def test_are_described_with_the_table_they_are_of(self):
        table = self.own_table(**streamed())
        described = self.db.describe_table(TableName=table)["Table"]
        self.assertEqual(described["StreamSpecification"],
                         {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
        arn, label = described["LatestStreamArn"], described["LatestStreamLabel"]
        self.assertEqual(arn, f"{described['TableArn']}/stream/{label}")
        self.assertRegex(label, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$")
        found = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]
        self.assertEqual((found["StreamArn"], found["StreamLabel"], found["TableName"]), (arn, label, table))
        self.assertEqual(found["StreamViewType"], "NEW_AND_OLD_IMAGES")
        self.assertEqual(found["KeySchema"], described["KeySchema"])
        eventually(lambda: self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["StreamStatus"], "ENABLED",
                   seconds=120)

    def test_are_listed_by_table(self):
        table, other = self.own_table(**streamed()), self.own_table(**streamed())
        for name in (table, other):
            listed = self.streams.list_streams(TableName=name)["Streams"]
            self.assertEqual([(one["TableName"], one["StreamArn"]) for one in listed], [(name, self.arn(name))])

    def test_are_switched_on_and_off(self):
        table = self.own_table()
        self.assertNotIn("LatestStreamArn", self.db.describe_table(TableName=table)["Table"])
        on = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
        self.db.update_table(TableName=table, StreamSpecification=on)
        eventually(lambda: status_of(table), "ACTIVE", seconds=120)
        arn = self.arn(table)
        with refusal(INVALID, "already has an enabled stream"):
            self.db.update_table(TableName=table, StreamSpecification=on)
        self.db.put_item(TableName=table, Item={"p": S("x")})
        self.settled(arn, 1)
        self.db.update_table(TableName=table, StreamSpecification={"StreamEnabled": False})
        eventually(lambda: status_of(table), "ACTIVE", seconds=120)
        found = self.db.describe_table(TableName=table)["Table"]
        self.assertNotIn("StreamSpecification", found)
        self.assertEqual(found["LatestStreamArn"], arn)
        self.db.put_item(TableName=table, Item={"p": S("y")})
        # Its contents stay readable for a day.
        self.assertEqual(len(self.records(arn)), 1)

    def test_that_are_not_there_are_not_found(self):
        known = self.arn(self.own_table(**streamed()))
        arn = known.replace(known.split("/")[1], unique_name())
        with refusal("ResourceNotFoundException"):
            self.streams.describe_stream(StreamArn=arn)


if __name__ == "__main__":
    unittest.main()
