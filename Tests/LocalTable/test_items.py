"""Items: values of any type and size come back unchanged, and everything else is refused."""

import unittest

from support import (
    B, BS, INVALID, L, M, N, NS, NULL, S, SS, TRUE, FALSE, TableTest, definition, plain, refusal)


class Values(TableTest):
    TABLE = definition()

    def kept(self, value):
        self.put({"a": value})
        return self.get()["a"]

    def test_every_type_comes_back_as_it_was(self):
        for value in [
            S("text"), S(""), S("ä€😀\u0000\u001f\"\\/"), S("e\u0301"), S("\ufeff\u2028"), S("x" * 70_000),
            B(b"\x00\xff"), B(b""), TRUE, FALSE, NULL,
            L(), M(), L(L(), M(), S("")), M(a=M(a=M(a=NULL))), L(NS(1, 2), SS("")),
            SS("b", "a", "ä"), NS(3, -1, "0.5"), BS(b"\x00", b"", b"\xff"),
        ]:
            with self.subTest(str(value)[:40]):
                self.assertEqual(self.kept(value), plain(value))

    def test_texts_that_look_the_same_stay_different(self):
        self.put({"a": S("é"), "b": S("e\u0301"), "é": N(1), "e\u0301": N(2)})
        found = self.get()
        self.assertEqual((found["a"], found["b"]), (S("é"), S("e\u0301")))
        self.assertEqual((found["é"], found["e\u0301"]), (N(1), N(2)))

    def test_attribute_names_may_be_anything_but_nothing(self):
        names = [" ", "a.b", "a[0]", "#a", ":a", "😀", "\"", "__proto__", "x" * 1_000]
        self.put({name: S(name) for name in names})
        self.assertEqual(self.get(), {"p": self.p} | {name: S(name) for name in names})
        with refusal(INVALID):
            self.put({"": S("x")})

    def test_lists_keep_their_order_and_doubles(self):
        value = L(*[N(number % 7) for number in range(500)])
        self.assertEqual(self.kept(value), value)

    def test_sets_must_have_members(self):
        for kind in ("SS", "NS", "BS"):
            for value in ({kind: []}, L({kind: []}), M(x={kind: []})):
                with self.subTest(str(value)), refusal(INVALID, "empty"):
                    self.put({"a": value})

    def test_sets_can_not_hold_a_member_twice(self):
        for value in (SS("a", "b", "a"), BS(b"a", b"a"), NS("1", "1.0"), NS("100", "1e2"), NS("0", "-0")):
            with self.subTest(str(value)), refusal(INVALID, "contains duplicates"):
                self.put({"a": value})

    def test_sets_do_not_mix_types(self):
        with refusal("SerializationException"):
            self.put({"a": {"SS": ["a", {"S": "b"}]}})

    def test_null_is_true_or_nothing(self):
        with refusal(INVALID, "Null attribute value types must have the value of true"):
            self.put({"a": {"NULL": False}})

    def test_a_value_has_one_type(self):
        for value, says in [
            ({}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
            ({"S": "a", "N": "1"}, "Supplied AttributeValue has more than one datatypes set"),
            (L({}), "Supplied AttributeValue is empty"), (M(x={}), "Supplied AttributeValue is empty"),
            (M(x={"S": "a", "BOOL": True}), "more than one datatypes"),
        ]:
            with self.subTest(str(value)), refusal(INVALID, says):
                self.put({"a": value})

    def test_documents_nest_thirty_two_levels_deep_and_no_deeper(self):
        def nested(levels):
            value = S("x")
            for level in range(levels):
                value = L(value) if level % 2 else M(m=value)
            return value
        self.assertEqual(self.kept(nested(31)), nested(31))
        for levels in (33, 200):
            with self.subTest(levels), refusal(INVALID, "Nesting Levels have exceeded supported limits"):
                self.put({"a": nested(levels)})


class Keys(TableTest):
    TABLE = definition("p", "r", {"p": "S", "r": "N"})
    MISMATCH = "The provided key element does not match the schema"

    def test_an_item_needs_its_whole_key(self):
        for item, says in [
            ({"p": S("x")}, "One or more parameter values were invalid: Missing the key r in the item"),
            ({"r": N(1)}, "One or more parameter values were invalid: Missing the key p in the item"),
            ({}, "Missing the key p in the item"),
        ]:
            with self.subTest(item), refusal(INVALID, says):
                self.db.put_item(TableName=self.table, Item=item)

    def test_an_item_s_key_has_the_types_of_the_table(self):
        for item, says in [
            ({"p": N(1), "r": N(1)}, "Type mismatch for key p expected: S actual: N"),
            ({"p": S("x"), "r": S("1")}, "Type mismatch for key r expected: N actual: S"),
            ({"p": NULL, "r": N(1)}, "Type mismatch for key p expected: S actual: NULL"),
            ({"p": S("x"), "r": NS(1)}, "Type mismatch for key r expected: N actual: NS"),
        ]:
            with self.subTest(item), refusal(INVALID, says):
                self.db.put_item(TableName=self.table, Item=item)

    def test_a_key_is_exactly_the_attributes_of_the_schema(self):
        for key in [{"p": S("x")}, {"r": N(1)}, {}, {"p": S("x"), "r": S("1")}, {"p": S("x"), "r": N(1), "z": N(1)},
                    {"p": S("x"), "z": N(1)}]:
            for operation in (self.db.get_item, self.db.delete_item, self.db.update_item):
                with self.subTest(operation.__name__, key=key), refusal(INVALID, self.MISMATCH):
                    operation(TableName=self.table, Key=key)

    def test_a_key_can_not_be_empty(self):
        says = ("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                "empty string value. Key: p")
        with refusal(INVALID, says):
            self.db.put_item(TableName=self.table, Item={"p": S(""), "r": N(1)})
        for operation in (self.db.get_item, self.db.delete_item, self.db.update_item):
            with self.subTest(operation.__name__), refusal(INVALID, says):
                operation(TableName=self.table, Key={"p": S(""), "r": N(1)})

    def test_a_hash_key_has_two_thousand_forty_eight_bytes_at_most(self):
        fits = {"p": S("ä" * 1024), "r": N(1)}
        self.db.put_item(TableName=self.table, Item=fits)
        self.assertEqual(
            self.db.get_item(TableName=self.table, Key=fits, ConsistentRead=True)["Item"], fits)
        for operation, name in [(self.db.put_item, "Item"), (self.db.get_item, "Key"), (self.db.delete_item, "Key")]:
            with self.subTest(operation.__name__), refusal(INVALID, "Size of hashkey has exceeded the maximum size"):
                operation(TableName=self.table, **{name: {"p": S("a" + "ä" * 1024), "r": N(1)}})

    def test_numbers_that_are_equal_are_one_key(self):
        self.put({"r": N("10"), "a": S("first")})
        self.put({"r": N("1e1"), "a": S("second")})
        self.assertEqual(self.get({"r": N("10.00")}), {"p": self.p, "r": N(10), "a": S("second")})


class BinaryKeys(TableTest):
    TABLE = definition("p", "r", {"p": "S", "r": "B"})

    def test_a_range_key_has_a_thousand_twenty_four_bytes_at_most(self):
        self.put({"r": B(b"\xff" * 1024)})
        self.assertIsNotNone(self.get({"r": B(b"\xff" * 1024)}))
        with refusal(INVALID, "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"):
            self.put({"r": B(b"\xff" * 1025)})

    def test_a_binary_key_can_not_be_empty(self):
        with refusal(INVALID, "cannot contain an empty binary value. Key: r"):
            self.put({"r": B(b"")})

    def test_binary_keys_are_ordered_as_unsigned_bytes(self):
        keys = [b"\x00", b"\x00\x00", b"\x01", b"\x7f\xff", b"\x80", b"\xff", b"\xff\x00"]
        for key in reversed(keys):
            self.put({"r": B(key)})
        found = self.db.query(
            TableName=self.table, KeyConditionExpression="p = :p", ExpressionAttributeValues={":p": self.p},
            ConsistentRead=True)["Items"]
        self.assertEqual([item["r"]["B"] for item in found], keys)


class Sizes(TableTest):
    TABLE = definition()
    LIMIT = 400 * 1024

    def filler(self, size, name="a"):
        """Returns an attribute that gives this test's item an exact size in bytes."""
        return {name: S("x" * (size - len("p") - len(self.p["S"]) - len(name)))}

    def test_an_item_has_four_hundred_kilobytes_at_most_names_included(self):
        self.put(self.filler(self.LIMIT))
        self.assertEqual(len(self.get()["a"]["S"]), self.LIMIT - 34)
        for item in (self.filler(self.LIMIT + 1), {**self.filler(self.LIMIT - 1), "bc": S("")}):
            with refusal(INVALID, "Item size has exceeded the maximum allowed size"):
                self.put(item)

    def test_characters_count_as_their_bytes(self):
        with refusal(INVALID, "Item size has exceeded the maximum allowed size"):
            self.put({"a": S("€" * (self.LIMIT // 3))})

    def test_an_update_can_not_make_an_item_too_large(self):
        self.put(self.filler(self.LIMIT - 10))
        with refusal(INVALID, "Item size to update has exceeded the maximum allowed size"):
            self.update("SET b = :b", {"b": S("x" * 20)})
        self.assertNotIn("b", self.get())
        self.update("REMOVE a SET b = :b", {"b": S("x" * 20)})
        self.assertEqual(self.get(), {"p": self.p, "b": S("x" * 20)})


class Replacing(TableTest):
    TABLE = definition()

    def test_putting_replaces_the_whole_item(self):
        self.put({"a": N(1), "b": N(2)})
        self.put({"c": N(3)})
        self.assertEqual(self.get(), {"p": self.p, "c": N(3)})

    def test_deleting_what_is_not_there_is_no_error(self):
        self.assertNotIn("Attributes", self.delete(ReturnValues="ALL_OLD"))

    def test_what_is_not_there_is_answered_without_an_item(self):
        self.assertNotIn("Item", self.db.get_item(TableName=self.table, Key={"p": self.p}, ConsistentRead=True))

    def test_a_read_sees_the_last_write(self):
        for number in range(50):
            self.put({"n": N(number)})
            self.assertEqual(self.get()["n"], N(number))


if __name__ == "__main__":
    unittest.main()
