"""Batches: many reads or writes in one request, each independent of the others."""

import unittest

from support import INVALID, N, S, TableTest, definition, expressions, plain_item, refusal


def put(number, **more):
    return {"PutRequest": {"Item": {"p": S(f"item-{number}"), "n": N(number), **more}}}


def delete(number):
    return {"DeleteRequest": {"Key": {"p": S(f"item-{number}")}}}


class Writing(TableTest):
    TABLE = definition()

    def write(self, *requests, **more):
        return self.db.batch_write_item(RequestItems={self.table: list(requests)}, **more)

    def there(self, number):
        return "Item" in self.db.get_item(
            TableName=self.table, Key={"p": S(f"item-{number}")}, ConsistentRead=True)

    def test_puts_and_deletes_in_one_request(self):
        self.write(put(1), put(2))
        self.assertEqual(self.write(put(3), delete(1))["UnprocessedItems"], {})
        self.assertEqual([self.there(number) for number in (1, 2, 3)], [False, True, True])

    def test_serves_several_tables(self):
        other = self.own_table()
        self.db.batch_write_item(RequestItems={self.table: [put(10)], other: [put(10), put(11)]})
        self.assertEqual(self.db.scan(TableName=other, ConsistentRead=True)["Count"], 2)
        self.assertTrue(self.there(10))

    def test_takes_twenty_five_requests_at_most(self):
        self.write(*[put(number) for number in range(100, 125)])
        with refusal(INVALID, "less than or equal to 25"):
            self.write(*[put(number) for number in range(200, 226)])
        self.assertFalse(self.there(200))

    def test_counts_the_requests_of_all_tables(self):
        other = self.own_table()
        with refusal(INVALID, "Too many items requested for the BatchWriteItem call"):
            self.db.batch_write_item(RequestItems={
                self.table: [put(number) for number in range(200, 213)], other: [put(number) for number in range(13)]})

    def test_touches_an_item_once(self):
        for pair in ((put(300), put(300)), (put(300), delete(300)), (delete(300), delete(300))):
            with self.subTest(pair), refusal(INVALID, "Provided list of item keys contains duplicates"):
                self.write(*pair)

    def test_does_nothing_when_one_request_is_wrong(self):
        wrong = [
            ({"PutRequest": {"Item": {"n": N(1)}}}, "The provided key element does not match the schema"),
            ({"PutRequest": {"Item": {"p": N(1)}}}, "The provided key element does not match the schema"),
            ({"PutRequest": {"Item": {"p": S("")}}}, "cannot contain an empty string value"),
            ({"DeleteRequest": {"Key": {"p": S("x"), "n": N(1)}}},
             "The provided key element does not match the schema"),
            (put(401, big=S("x" * 409_600)), "Item size has exceeded the maximum allowed size"),
            ({}, ""), ({**put(401), **delete(401)}, ""),
        ]
        for request, says in wrong:
            with self.subTest(says), refusal(INVALID, says):
                self.write(put(400), request)
        self.assertFalse(self.there(400))

    def test_needs_requests(self):
        for requests in ({}, {self.table: []}):
            with self.subTest(requests), refusal(INVALID):
                self.db.batch_write_item(RequestItems=requests)


class Reading(TableTest):
    TABLE = definition()

    @classmethod
    def fill(cls):
        for start in range(0, 100, 25):
            cls.db.batch_write_item(RequestItems={cls.table: [put(number) for number in range(start, start + 25)]})

    def read(self, keys, **more):
        return self.db.batch_get_item(RequestItems={
            self.table: {"Keys": [{"p": S(f"item-{number}")} for number in keys], "ConsistentRead": True, **more}})

    def test_finds_what_is_there_and_passes_over_the_rest(self):
        found = self.read([1, 5, 1_000])
        self.assertEqual(sorted(int(item["n"]["N"]) for item in found["Responses"][self.table]), [1, 5])
        self.assertEqual(found["UnprocessedKeys"], {})
        self.assertEqual(self.read([1_000])["Responses"], {self.table: []})

    def test_projects(self):
        found = self.read([7], ProjectionExpression="#n", **expressions(names={"n": "n"}))["Responses"][self.table]
        self.assertEqual([plain_item(item) for item in found], [{"n": N(7)}])

    def test_takes_a_hundred_keys_at_most(self):
        self.assertEqual(len(self.read(range(100))["Responses"][self.table]), 100)
        with refusal(INVALID, "less than or equal to 100"):
            self.read(range(101))

    def test_asks_for_an_item_once(self):
        with refusal(INVALID, "Provided list of item keys contains duplicates"):
            self.read([1, 1])

    def test_needs_proper_keys(self):
        for key in ({}, {"p": N(1)}, {"p": S("x"), "n": N(1)}):
            with self.subTest(key), refusal(INVALID, "The provided key element does not match the schema"):
                self.db.batch_get_item(RequestItems={self.table: {"Keys": [{"p": S("item-1")}, key]}})
        for requests in ({}, {self.table: {"Keys": []}}, {self.table: {}}):
            with self.subTest(requests), refusal(INVALID):
                self.db.batch_get_item(RequestItems=requests)

    def test_stops_at_sixteen_megabytes_and_tells_what_is_left(self):
        table = self.own_table()
        for number in range(45):
            self.db.put_item(TableName=table, Item={"p": S(f"item-{number}"), "filler": S("x" * 400_000)})
        wanted = {table: {"Keys": [{"p": S(f"item-{number}")} for number in range(45)], "ConsistentRead": True}}
        first = self.db.batch_get_item(RequestItems=wanted)
        left = first["UnprocessedKeys"][table]
        self.assertLessEqual(len(first["Responses"][table]), 42)
        self.assertIs(left["ConsistentRead"], True)
        second = self.db.batch_get_item(RequestItems=first["UnprocessedKeys"])
        names = {item["p"]["S"] for item in first["Responses"][table] + second["Responses"][table]}
        self.assertEqual(names, {f"item-{number}" for number in range(45)})


if __name__ == "__main__":
    unittest.main()
