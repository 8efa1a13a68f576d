"""Consumed capacity: the cost of each operation, in units of 1 KB written and 4 KB read."""

import unittest

from support import (
    L, M, N, NULL, S, SS, TRUE, TableTest, attributes, definition, eventually, expressions, index, key_schema)

TOTAL = {"ReturnConsumedCapacity": "TOTAL"}


class CapacityTest(TableTest):
    TABLE = definition()

    def filler(self, size, name="a"):
        """Returns attributes that give this test's item an exact size in bytes."""
        return {name: S("x" * (size - 33 - len(name)))}

    def units(self, answer):
        self.assertEqual(set(answer["ConsumedCapacity"]), {"TableName", "CapacityUnits"})
        return answer["ConsumedCapacity"]["CapacityUnits"]


class Writing(CapacityTest):
    def test_is_told_only_when_asked(self):
        self.assertNotIn("ConsumedCapacity", self.put())
        self.assertNotIn("ConsumedCapacity", self.put(ReturnConsumedCapacity="NONE"))
        self.assertEqual(self.put(**TOTAL)["ConsumedCapacity"], {"TableName": self.table, "CapacityUnits": 1.0})

    def test_rounds_up_to_kilobytes(self):
        for size, units in [(100, 1), (1024, 1), (1025, 2), (2048, 2), (10_241, 11)]:
            with self.subTest(size):
                self.delete()
                self.assertEqual(self.units(self.put(self.filler(size), **TOTAL)), units)

    def test_counts_the_larger_of_old_and_new(self):
        self.put(self.filler(5_000))
        self.assertEqual(self.units(self.put({"a": N(1)}, **TOTAL)), 5)
        self.assertEqual(self.units(self.put(self.filler(3_000), **TOTAL)), 3)
        self.assertEqual(self.units(self.update("SET b = :v", {"v": N(1)}, **TOTAL)), 3)
        self.assertEqual(self.units(self.delete(**TOTAL)), 3)
        self.assertEqual(self.units(self.delete(**TOTAL)), 1)

    def test_counts_bytes_of_text_and_every_type_s_own_size(self):
        for value, size in [(S("ä" * 10), 20), (TRUE, 1), (NULL, 1), (SS("abc", "de"), 5), (N(1), 2), (N("1234"), 3),
                            (N("-1234"), 4), (L(), 3), (M(), 3), (L(S("abc")), 7), (M(ab=S("c")), 7)]:
            with self.subTest(str(value)):
                rest = 1024 - 33 - len("v") - size
                self.delete()
                fits = self.put({"v": value, "a": S("x" * (rest - 1))}, **TOTAL)
                self.assertEqual(self.units(fits), 1)
                self.delete()
                self.assertEqual(self.units(self.put({"v": value, "a": S("x" * rest)}, **TOTAL)), 2)

    def test_counts_each_item_of_a_batch(self):
        requests = [{"PutRequest": {"Item": {"p": S(self.p["S"] + end), "a": S("x" * 1_500)}}} for end in "abc"]
        (found,) = self.db.batch_write_item(RequestItems={self.table: requests}, **TOTAL)["ConsumedCapacity"]
        self.assertEqual(found, {"TableName": self.table, "CapacityUnits": 6.0})


class Reading(CapacityTest):
    def read(self, **more):
        return self.db.get_item(TableName=self.table, Key={"p": self.p}, **{**TOTAL, **more})

    def test_rounds_up_to_four_kilobytes_and_halves_without_consistency(self):
        for size, units in [(100, 1), (4096, 1), (4097, 2), (8193, 3)]:
            with self.subTest(size):
                self.put(self.filler(size))
                self.assertEqual(self.units(self.read(ConsistentRead=True)), units)
                eventually(lambda: self.units(self.read()), units / 2)

    def test_has_a_price_for_nothing_too(self):
        self.assertEqual(self.units(self.read(ConsistentRead=True)), 1)
        self.assertEqual(self.units(self.read()), 0.5)

    def test_is_not_cheaper_for_a_part(self):
        self.put(self.filler(9_000))
        self.assertEqual(self.units(self.read(ConsistentRead=True, ProjectionExpression="p")), 3)

    def test_rounds_each_item_of_a_batch(self):
        keys = [{"p": S(self.p["S"] + end)} for end in "abc"]
        for key in keys:
            self.db.put_item(TableName=self.table, Item={**key, "a": S("x" * 5_000)})
        (found,) = self.db.batch_get_item(
            RequestItems={self.table: {"Keys": keys, "ConsistentRead": True}}, **TOTAL)["ConsumedCapacity"]
        self.assertEqual(found, {"TableName": self.table, "CapacityUnits": 6.0})

    def test_is_double_in_transactions(self):
        self.put(self.filler(5_000))
        place = {"TableName": self.table, "Key": {"p": self.p}}
        (found,) = self.db.transact_get_items(TransactItems=[{"Get": place}], **TOTAL)["ConsumedCapacity"]
        self.assertEqual(found["CapacityUnits"], 4.0)
        (found,) = self.db.transact_write_items(
            TransactItems=[{"Update": {**place, "UpdateExpression": "REMOVE b"}}], **TOTAL)["ConsumedCapacity"]
        self.assertEqual(found["CapacityUnits"], 10.0)


class Finding(TableTest):
    TABLE = definition(
        "p", "r", KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(p="S", r="N", g="S", h="S"),
        GlobalSecondaryIndexes=[index("by-g", "g"), index("by-h", "h", projection="KEYS_ONLY")])

    @classmethod
    def fill(cls):
        for number in range(10):
            cls.db.put_item(TableName=cls.table, Item={
                "p": S("group"), "r": N(number), "a": S("x" * 1_000), **({"even": N(1)} if number % 2 == 0 else {})})

    def query(self, **more):
        return self.db.query(TableName=self.table, **{
            "KeyConditionExpression": "p = :p", "ConsistentRead": True, **TOTAL, **expressions({"p": S("group")}),
            **more})["ConsumedCapacity"]["CapacityUnits"]

    def test_adds_what_was_read_up_before_it_rounds(self):
        self.assertEqual(self.query(), 3)
        self.assertEqual(self.query(Limit=4), 1)
        self.assertEqual(self.query(Select="COUNT"), 3)
        eventually(lambda: self.query(ConsistentRead=False), 1.5)

    def test_charges_for_what_a_filter_left_out(self):
        self.assertEqual(self.query(FilterExpression="attribute_exists(even)"), 3)
        self.assertEqual(self.query(ProjectionExpression="r"), 3)

    def test_tells_table_and_indexes_apart_when_asked(self):
        found = self.put({"r": N(1), "g": S("x"), "a": S("x" * 1_500)}, ReturnConsumedCapacity="INDEXES")
        self.assertEqual(found["ConsumedCapacity"], {
            "TableName": self.table, "CapacityUnits": 4.0, "Table": {"CapacityUnits": 2.0},
            "GlobalSecondaryIndexes": {"by-g": {"CapacityUnits": 2.0}}})

    def test_charges_an_index_only_for_what_changes_in_it(self):
        def cost(expression, **values):
            found = self.update(expression, values or None, key={"r": N(1)}, ReturnConsumedCapacity="INDEXES")
            return {name: units["CapacityUnits"] for name, units
                    in found["ConsumedCapacity"].get("GlobalSecondaryIndexes", {}).items()}
        self.assertEqual(cost("SET h = :v", v=S("x")), {"by-h": 1.0})
        self.assertEqual(cost("SET a = :v", v=S("other")), {})
        # A different key removes one entry and adds another.
        self.assertEqual(cost("SET h = :v", v=S("y")), {"by-h": 2.0})
        self.assertEqual(cost("REMOVE h"), {"by-h": 1.0})

    def test_charges_a_query_of_an_index_to_the_index(self):
        self.put({"r": N(1), "g": self.p})
        found = self.db.query(TableName=self.table, IndexName="by-g", KeyConditionExpression="g = :g",
                              ReturnConsumedCapacity="INDEXES", **expressions({"g": self.p}))["ConsumedCapacity"]
        self.assertEqual(found, {
            "TableName": self.table, "CapacityUnits": 0.5, "Table": {"CapacityUnits": 0.0},
            "GlobalSecondaryIndexes": {"by-g": {"CapacityUnits": 0.5}}})


if __name__ == "__main__":
    unittest.main()
