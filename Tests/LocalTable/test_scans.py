"""Scans: everything once, in pages and in segments."""

import unittest

from support import INVALID, N, S, TableTest, definition, expressions, refusal, write_all


class Scans(TableTest):
    TABLE = definition()
    COUNT = 120

    @classmethod
    def fill(cls):
        write_all(cls.table, [{"p": S(f"item-{number}"), "n": N(number)} for number in range(cls.COUNT)])

    def pages(self, **more):
        start = {}
        while True:
            page = self.db.scan(TableName=self.table, ConsistentRead=True, **start, **more)
            yield page
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def numbers(self, **more):
        return [int(item["n"]["N"]) for page in self.pages(**more) for item in page["Items"]]

    def test_find_everything_once_whatever_the_limit(self):
        for more in ({}, {"Limit": 1}, {"Limit": 7}, {"Limit": 1_000}):
            with self.subTest(more):
                self.assertEqual(sorted(self.numbers(**more)), list(range(self.COUNT)))

    def test_come_in_one_order_that_is_not_that_of_the_keys(self):
        first = self.numbers()
        self.assertEqual(self.numbers(Limit=13), first)
        keys = [f"item-{number}" for number in first]
        self.assertNotEqual(keys, sorted(keys))

    def test_segments_share_everything_among_them(self):
        for total in (1, 2, 5, 50):
            with self.subTest(total):
                parts = [self.numbers(Segment=part, TotalSegments=total) for part in range(total)]
                self.assertEqual(sorted(number for part in parts for number in part), list(range(self.COUNT)))
                if total == 5:
                    self.assertTrue(all(parts), "a segment has nothing of 120")

    def test_segments_have_pages_too(self):
        parts = [self.numbers(Segment=part, TotalSegments=3, Limit=4) for part in range(3)]
        self.assertEqual(sorted(number for part in parts for number in part), list(range(self.COUNT)))

    def test_a_segment_goes_on_only_from_a_key_of_its_own(self):
        start = next(self.pages(Segment=0, TotalSegments=2, Limit=1))["LastEvaluatedKey"]
        with refusal(INVALID, "The provided starting key is invalid"):
            self.db.scan(TableName=self.table, Segment=1, TotalSegments=2, ExclusiveStartKey=start)

    def test_segments_are_numbered_from_zero_below_their_total(self):
        for more, says in [
            ({"Segment": 0}, "The TotalSegments parameter is required but was not present in the request when Segment "
                             "parameter is present"),
            ({"TotalSegments": 2}, "The Segment parameter is required but was not present in the request when "
                                   "parameter TotalSegments is present"),
            ({"Segment": 2, "TotalSegments": 2}, "The Segment parameter is zero-based and must be less than parameter "
                                                 "TotalSegments: Segment: 2 is not less than TotalSegments: 2"),
            ({"Segment": -1, "TotalSegments": 2}, "Member must have value greater than or equal to 0"),
            ({"Segment": 0, "TotalSegments": 0}, "Member must have value greater than or equal to 1"),
            ({"Segment": 0, "TotalSegments": 1_000_001}, "Member must have value less than or equal to 1000000"),
        ]:
            with self.subTest(more), refusal(INVALID, says):
                self.db.scan(TableName=self.table, **more)

    def test_filters_count_what_was_read(self):
        found = self.db.scan(TableName=self.table, ConsistentRead=True, FilterExpression="n < :v",
                             **expressions({"v": N(10)}))
        self.assertEqual((found["Count"], found["ScannedCount"]), (10, self.COUNT))

    def test_filters_may_be_about_keys(self):
        found = self.db.scan(TableName=self.table, ConsistentRead=True, FilterExpression="begins_with(p, :v)",
                             **expressions({"v": S("item-11")}))
        self.assertEqual(found["Count"], 11)

    def test_counting_gives_no_items(self):
        found = self.db.scan(TableName=self.table, ConsistentRead=True, Select="COUNT")
        self.assertEqual(found["Count"], self.COUNT)
        self.assertNotIn("Items", found)

    def test_project(self):
        found = self.db.scan(TableName=self.table, ConsistentRead=True, ProjectionExpression="n", Limit=3)["Items"]
        self.assertEqual([set(item) for item in found], [{"n"}] * 3)

    def test_start_with_proper_keys_alone(self):
        for start in ({}, {"p": N(1)}, {"n": N(1)}, {"p": S("item-1"), "n": N(1)}):
            with self.subTest(start), refusal(INVALID, "" if not start else "The provided starting key is invalid"):
                self.db.scan(TableName=self.table, ExclusiveStartKey=start)

    def test_go_on_after_an_item_that_was_deleted(self):
        table = self.own_table()
        write_all(table, [{"p": S(str(number))} for number in range(20)])
        page = self.db.scan(TableName=table, Limit=5, ConsistentRead=True)
        self.db.delete_item(TableName=table, Key=page["LastEvaluatedKey"])
        rest = self.db.scan(TableName=table, ExclusiveStartKey=page["LastEvaluatedKey"], ConsistentRead=True)
        self.assertEqual(rest["Count"], 15)
        self.assertFalse({item["p"]["S"] for item in page["Items"]} & {item["p"]["S"] for item in rest["Items"]})


class LargeScans(TableTest):
    TABLE = definition()

    @classmethod
    def fill(cls):
        for number in range(8):
            cls.db.put_item(TableName=cls.table, Item={"p": S(str(number)), "filler": S("x" * 300_000)})

    def test_end_their_pages_at_one_megabyte(self):
        counts, start = [], {}
        while True:
            page = self.db.scan(TableName=self.table, ConsistentRead=True, ProjectionExpression="p", **start)
            counts.append(page["ScannedCount"])
            if "LastEvaluatedKey" not in page:
                break
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        self.assertEqual(sum(counts), 8)
        self.assertTrue(all(count <= 4 for count in counts), counts)


if __name__ == "__main__":
    unittest.main()
