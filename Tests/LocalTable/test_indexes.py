"""Global indexes: sparse, projected, sorted by their own keys and eventually correct."""

import unittest

from support import (
    B, INVALID, N, NULL, S, TableTest, attributes, client, definition, eventually, expressions, index, key_schema,
    refusal, status_of, write_all)


class IndexTest(TableTest):
    TABLE = definition(
        AttributeDefinitions=attributes(p="S", g="S", n="N"), GlobalSecondaryIndexes=[
            index("all", "g", "n"), index("keys", "g", "n", projection="KEYS_ONLY"),
            index("some", "g", include=["a", "b"])])

    def query(self, name="all", group=None, condition="", values=None, **more):
        return self.db.query(TableName=self.table, **{
            "IndexName": name, "KeyConditionExpression": f"g = :g{condition}",
            **expressions({"g": group or self.p, **(values or {})}), **more})

    def settles(self, expected, name="all", **more):
        """Expects the eventual result of a query on the index."""
        eventually(lambda: self.query(name, **more)["Items"], expected)

    def item(self, name, **more):
        return {"p": S(f"{self.p['S']}-{name}"), "g": self.p, **more}


class Following(IndexTest):
    def test_items_appear_move_and_vanish(self):
        item = self.item("x", n=N(1), a=S("a"))
        self.db.put_item(TableName=self.table, Item=item)
        self.settles([item])
        item = {**item, "n": N(2), "a": S("b")}
        self.db.put_item(TableName=self.table, Item=item)
        self.settles([item])
        elsewhere = S(self.p["S"] + "-elsewhere")
        self.db.put_item(TableName=self.table, Item={**item, "g": elsewhere})
        self.settles([])
        self.settles([{**item, "g": elsewhere}], group=elsewhere)
        self.db.delete_item(TableName=self.table, Key={"p": item["p"]})
        self.settles([], group=elsewhere)

    def test_items_without_the_index_s_keys_are_not_in_it(self):
        self.db.put_item(TableName=self.table, Item=self.item("whole", n=N(1)))
        self.db.put_item(TableName=self.table, Item=self.item("half"))
        self.settles([self.item("whole", n=N(1))])
        eventually(lambda: self.query("some")["Count"], 2)
        self.db.update_item(TableName=self.table, Key={"p": self.item("whole")["p"]}, UpdateExpression="REMOVE n")
        self.settles([])

    def test_projections_hold_what_they_say(self):
        item = self.item("x", n=N(1), a=S("a"), b=S("b"), c=S("c"))
        self.db.put_item(TableName=self.table, Item=item)
        self.settles([item])
        self.settles([{name: item[name] for name in "pgn"}], "keys")
        self.settles([{name: item[name] for name in "pgab"}], "some")

    def test_many_items_share_a_key(self):
        items = [self.item(number, n=N(7)) for number in range(30)]
        write_all(self.table, items)
        eventually(lambda: self.query()["Count"], 30)
        found, start = [], {}
        while True:
            page = self.query(Limit=7, **start)
            found += page["Items"]
            if "LastEvaluatedKey" not in page:
                break
            self.assertEqual(set(page["LastEvaluatedKey"]), {"p", "g", "n"})
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        self.assertEqual(sorted(item["p"]["S"] for item in found), sorted(item["p"]["S"] for item in items))

    def test_order_is_that_of_the_index_in_both_directions(self):
        write_all(self.table, [self.item(number, n=N(number * number - 9)) for number in range(6)])
        eventually(lambda: self.query()["Count"], 6)
        ordered = [-9, -8, -5, 0, 7, 16]
        self.assertEqual([int(item["n"]["N"]) for item in self.query()["Items"]], ordered)
        self.assertEqual([int(item["n"]["N"]) for item in self.query(ScanIndexForward=False)["Items"]], ordered[::-1])
        found = self.query(condition=" AND n BETWEEN :a AND :b", values={"a": N(-8), "b": N(0)})["Items"]
        self.assertEqual([int(item["n"]["N"]) for item in found], [-8, -5, 0])

    def test_scans_find_what_is_in_it_alone(self):
        table = self.own_table(
            AttributeDefinitions=attributes(p="S", g="S"), GlobalSecondaryIndexes=[index("all", "g")])
        write_all(table, [{"p": S("in"), "g": S("x")}, {"p": S("out")}])
        eventually(lambda: self.db.scan(TableName=table, IndexName="all")["Items"], [{"p": S("in"), "g": S("x")}])


class Refused(IndexTest):
    def test_consistent_reads(self):
        says = "Consistent reads are not supported on global secondary indexes"
        with refusal(INVALID, says):
            self.query(ConsistentRead=True)
        with refusal(INVALID, says):
            self.db.scan(TableName=self.table, IndexName="all", ConsistentRead=True)

    def test_unknown_indexes(self):
        for find in (lambda: self.query("none"), lambda: self.db.scan(TableName=self.table, IndexName="none")):
            with refusal(INVALID, "The table does not have the specified index: none"):
                find()

    def test_attributes_that_are_not_projected(self):
        for more in ({"Select": "ALL_ATTRIBUTES"}, {"ProjectionExpression": "c"}):
            with self.subTest(more), refusal(INVALID, "One or more parameter values were invalid: "):
                self.query("some", **more)
        with refusal(INVALID, "Select type ALL_ATTRIBUTES is not supported for global secondary index some because its "
                              "projection type is not ALL"):
            self.query("some", Select="ALL_ATTRIBUTES")

    def test_the_table_s_key_instead_of_the_index_s(self):
        with refusal(INVALID, "Query condition missed key schema element: g"):
            self.db.query(TableName=self.table, IndexName="all", KeyConditionExpression="p = :p",
                          **expressions({"p": S("x")}))

    def test_filters_on_the_index_s_keys_but_not_on_the_table_s(self):
        says = "Filter Expression can only contain non-primary key attributes: Primary key attribute: n"
        with refusal(INVALID, says):
            self.query(FilterExpression="n > :v", values={"v": N(1)})
        self.query(FilterExpression="p <> :v", values={"v": S("x")})

    def test_items_whose_index_keys_have_the_wrong_type(self):
        for name, value, expected, actual in [("g", N(1), "S", "N"), ("n", S("1"), "N", "S"), ("g", NULL, "S", "NULL")]:
            with self.subTest(name, value=value), refusal(
                    INVALID, f"One or more parameter values were invalid: Type mismatch for Index Key {name} "
                             f"Expected: {expected} Actual: {actual} IndexName: "):
                self.db.put_item(TableName=self.table, Item={"p": self.p, name: value})
        self.assertIsNone(self.get())

    def test_empty_index_keys(self):
        says = "cannot contain an empty string value"
        with refusal(INVALID, f"A value specified for a secondary index key is not supported. The AttributeValue for a "
                              f"key attribute {says}. IndexName: "):
            self.put({"g": S("")})
        with refusal(INVALID, says):
            self.update("SET g = :v", {"v": S("")})
        self.assertIsNone(self.get())

    def test_index_keys_that_are_too_long(self):
        with refusal(INVALID, "2048"):
            self.put({"g": S("x" * 2049)})

    def test_starting_keys_without_the_table_s_key(self):
        with refusal(INVALID, "The provided starting key is invalid"):
            self.query(ExclusiveStartKey={"g": self.p, "n": N(1)})


class MadeLater(TableTest):
    TABLE = definition()

    def test_an_index_finds_what_was_there_before_it_and_can_be_deleted(self):
        table = self.own_table()
        write_all(table, [{"p": S(str(number)), **({"g": S("x")} if number % 2 else {})} for number in range(10)])
        self.db.update_table(
            TableName=table, AttributeDefinitions=attributes(p="S", g="S"),
            GlobalSecondaryIndexUpdates=[{"Create": index("by-g", "g")}])

        def states():
            found = client().describe_table(TableName=table)["Table"].get("GlobalSecondaryIndexes", [])
            return [one["IndexStatus"] for one in found]
        eventually(states, ["ACTIVE"], seconds=900)
        found = self.db.query(TableName=table, IndexName="by-g", KeyConditionExpression="g = :g",
                              **expressions({"g": S("x")}))["Items"]
        self.assertEqual(sorted(item["p"]["S"] for item in found), ["1", "3", "5", "7", "9"])
        eventually(lambda: status_of(table), "ACTIVE", seconds=300)
        self.db.update_table(TableName=table, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-g"}}])
        eventually(states, [], seconds=900)
        with refusal(INVALID, "The table does not have the specified index: by-g"):
            self.db.scan(TableName=table, IndexName="by-g")

    def indexed(self, items, wanted, **kinds):
        """Returns the contents of an index created after these items."""
        table = self.own_table()
        write_all(table, items)
        self.db.update_table(
            TableName=table, AttributeDefinitions=attributes(**kinds),
            GlobalSecondaryIndexUpdates=[{"Create": wanted}])
        eventually(lambda: [one["IndexStatus"] for one in client().describe_table(TableName=table)["Table"].get(
            "GlobalSecondaryIndexes", [])], ["ACTIVE"], seconds=900)
        return lambda: sorted(item["p"]["S"] for item in self.db.scan(TableName=table, IndexName="by-g")["Items"])

    def test_items_of_the_wrong_type_from_before_are_left_out(self):
        items = [{"p": S("a"), "g": S("x")}, {"p": S("b"), "g": N(1)}]
        eventually(self.indexed(items, index("by-g", "g"), g="S"), ["a"])

    def test_items_from_before_whose_values_can_be_no_keys_are_left_out(self):
        texts = [S("x"), S(""), S("x" * 1024), S("x" * 1025), S("x" * 2048), S("x" * 2049)]
        items = [{"p": S(str(place)), "g": text} for place, text in enumerate(texts)]
        eventually(self.indexed(items, index("by-g", "g"), g="S"), ["0", "2", "3", "4"])
        bytes_ = [B(b"x"), B(b""), B(b"x" * 1024), B(b"x" * 1025)]
        items = [{"p": S(str(place)), "g": value} for place, value in enumerate(bytes_)]
        eventually(self.indexed(items, index("by-g", "p", "g"), p="S", g="B"), ["0", "2"])


class RangeAsHash(TableTest):
    TABLE = definition("p", "r", KeySchema=key_schema("p", "r"), GlobalSecondaryIndexes=[index("turned", "r", "p")])

    def test_an_index_may_turn_the_table_s_key_around(self):
        self.put({"r": S("row")})
        eventually(lambda: self.db.query(
            TableName=self.table, IndexName="turned", KeyConditionExpression="r = :r AND p = :p",
            **expressions({"r": S("row"), "p": self.p}))["Items"], [{"p": self.p, "r": S("row")}])


if __name__ == "__main__":
    unittest.main()
