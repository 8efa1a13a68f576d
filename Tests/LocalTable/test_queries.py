"""Queries: key conditions, filters, projections, pages and directions."""

import unittest

from support import (
    B, INVALID, L, M, N, S, SS, TableTest, attributes, definition, expressions, index, key_schema, plain_item, refusal,
    write_all)


class QueryTest(TableTest):
    TABLE = definition("p", "r", {"p": "S", "r": "N"})

    def query(self, condition="p = :p", values=None, names=None, **more):
        values = {"p": S("group"), **(values or {})} if ":p" in condition else values
        return self.db.query(TableName=self.table, **{
            "KeyConditionExpression": condition, "ConsistentRead": True, **expressions(values, names), **more})

    def numbers(self, *arguments, **more):
        return [int(item["r"]["N"]) for item in self.query(*arguments, **more)["Items"]]


class KeyConditions(QueryTest):
    @classmethod
    def fill(cls):
        write_all(cls.table, [{"p": S("group"), "r": N(number)} for number in range(-5, 6)])
        write_all(cls.table, [{"p": S("neighbour"), "r": N(0)}])

    def test_choose_a_group_in_the_order_of_its_range_keys(self):
        self.assertEqual(self.numbers(), list(range(-5, 6)))
        self.assertEqual(self.numbers(ScanIndexForward=False), list(range(5, -6, -1)))

    def test_know_every_comparison(self):
        for condition, expected in [
            ("r = :v", [2]), ("r < :v", list(range(-5, 2))), ("r <= :v", list(range(-5, 3))), ("r > :v", [3, 4, 5]),
            ("r >= :v", [2, 3, 4, 5]), ("r BETWEEN :v AND :w", [2, 3, 4]),
        ]:
            with self.subTest(condition):
                values = {"v": N(2), "w": N(4)} if ":w" in condition else {"v": N(2)}
                self.assertEqual(self.numbers(f"p = :p AND {condition}", values), expected)
                self.assertEqual(self.numbers(f"({condition}) and (p = :p)", values), expected)
                self.assertEqual(
                    self.numbers(f"p = :p AND {condition}", values, ScanIndexForward=False), expected[::-1])

    def test_take_names_and_the_value_on_either_side(self):
        self.assertEqual(self.numbers("#p = :p AND #r > :v", {"v": N(3)}, {"p": "p", "r": "r"}), [4, 5])
        self.assertEqual(self.numbers(":p = p AND :v < r", {"v": N(3)}), [4, 5])

    def test_find_nothing_where_nothing_is(self):
        found = self.query("p = :p AND r > :v", {"v": N(5)})
        self.assertEqual((found["Items"], found["Count"], found["ScannedCount"]), ([], 0, 0))
        self.assertNotIn("LastEvaluatedKey", found)

    def test_need_the_whole_hash_key_by_equality(self):
        for condition, says in [
            ("r = :v", "Query condition missed key schema element: p"),
            ("p > :p", "Query key condition not supported"),
            ("p BETWEEN :p AND :p", "Query key condition not supported"),
            ("begins_with(p, :p)", "Query key condition not supported"),
            ("p = :p AND x = :v", ""),
        ]:
            with self.subTest(condition), refusal(INVALID, says):
                self.query(condition, {"v": N(1)} if ":v" in condition else None)

    def test_are_simple(self):
        for condition in ("p = :p OR r = :v", "p = :p AND NOT r = :v", "p = :p AND r <> :v", "p = :p AND r IN (:v)",
                          "p = :p AND attribute_exists(r) AND r = :v", "p = :p AND contains(r, :v)",
                          "p = :p AND r > :v AND r < :v", "p = :p AND size(r) = :v", "p = :p AND r = :v AND", "",
                          "p = :p AND r.x = :v", "p = :p AND r[0] = :v", "p = :p AND r = p AND r = :v"):
            with self.subTest(condition), refusal(INVALID, ""):
                self.query(condition, {"v": N(1)} if ":v" in condition else None)

    def test_say_what_is_wrong_with_them(self):
        for condition, says in [
            ("p = :p OR r = :v", "Invalid operator used in KeyConditionExpression: OR"),
            ("p = :p AND attribute_exists(r) AND r = :v",
             "Invalid operator used in KeyConditionExpression: attribute_exists"),
            ("p = :p AND contains(r, :v)", "Invalid operator used in KeyConditionExpression: contains"),
            ("p = :p AND r > :v AND r < :v",
             "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key"),
            ("p = :p r = :v", 'Invalid KeyConditionExpression: Syntax error; token: "r", near: ":p r ="'),
            ("p = :undefined AND r = :v", "An expression attribute value used in expression is not defined; "
                                          "attribute value: :undefined"),
        ]:
            with self.subTest(condition), refusal(INVALID, says):
                self.query(condition, {"v": N(1)})

    def test_have_values_of_the_keys_types(self):
        says = "One or more parameter values were invalid: Condition parameter type does not match schema type"
        for condition, values in [("p = :v", {"v": N(1)}), ("p = :p AND r = :v", {"v": S("1")}),
                                  ("p = :p AND r BETWEEN :v AND :w", {"v": N(1), "w": S("2")})]:
            with self.subTest(condition), refusal(INVALID, "" if ":w" in condition else says):
                self.query(condition, values)
        with refusal(INVALID, "operator or function: begins_with, operand type: N"):
            self.query("p = :p AND begins_with(r, :v)", {"v": N(1)})

    def test_have_bounds_in_order(self):
        with refusal(INVALID, "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"):
            self.query("p = :p AND r BETWEEN :v AND :w", {"v": N(2), "w": N(1)})

    def test_can_not_be_done_without(self):
        with refusal(INVALID, "Either the KeyConditions or KeyConditionExpression parameter must be specified"):
            self.db.query(TableName=self.table)


class TextKeys(QueryTest):
    TABLE = definition("p", "r")
    KEYS = ["", " ", "A", "a", "a b", "aa", "ab", "b", "é", "\uffff", "😀"]

    @classmethod
    def fill(cls):
        write_all(cls.table, [{"p": S("group"), "r": S(text)} for text in cls.KEYS if text])

    def texts(self, *arguments, **more):
        return [item["r"]["S"] for item in self.query(*arguments, **more)["Items"]]

    def test_are_ordered_by_their_utf_8_bytes(self):
        self.assertEqual(self.texts(), sorted(self.KEYS[1:], key=lambda text: text.encode()))
        self.assertEqual(self.texts()[-2:], ["\uffff", "😀"])

    def test_are_found_by_their_beginning(self):
        for beginning, expected in [("a", ["a", "a b", "aa", "ab"]), ("aa", ["aa"]), ("c", []), ("\uffff", ["\uffff"]),
                                    ("😀", ["😀"])]:
            with self.subTest(beginning):
                self.assertEqual(self.texts("p = :p AND begins_with(r, :v)", {"v": S(beginning)}), expected)

    def test_can_not_be_asked_for_without_a_text(self):
        with refusal(INVALID, "One or more parameter values are not valid"):
            self.query("p = :p AND r = :v", {"v": S("")})


class ByteKeys(QueryTest):
    TABLE = definition("p", "r", {"p": "S", "r": "B"})

    def test_begin_with_bytes_up_to_the_last_one(self):
        keys = [b"\xfe", b"\xff", b"\xff\x00", b"\xff\xff", b"\xff\xff\xff"]
        write_all(self.table, [{"p": S("group"), "r": B(key)} for key in keys])
        for beginning, expected in [(b"\xff", keys[1:]), (b"\xff\xff", keys[3:]), (b"\xfe", keys[:1])]:
            with self.subTest(beginning):
                found = self.query("p = :p AND begins_with(r, :v)", {"v": B(beginning)})["Items"]
                self.assertEqual([item["r"]["B"] for item in found], expected)


class Paging(QueryTest):
    @classmethod
    def fill(cls):
        write_all(cls.table, [{"p": S("group"), "r": N(number), "even": N(1 - number % 2)} for number in range(30)])

    def pages(self, **more):
        start, pages = {}, []
        while True:
            page = self.query(**start, **more)
            pages.append(page)
            if "LastEvaluatedKey" not in page:
                return pages
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def test_goes_through_everything_once_in_either_direction(self):
        for forward in (True, False):
            for limit in (1, 7, 10, 29, 31):
                with self.subTest(limit=limit, forward=forward):
                    found = [int(item["r"]["N"]) for page in self.pages(Limit=limit, ScanIndexForward=forward)
                             for item in page["Items"]]
                    self.assertEqual(found, list(range(30)) if forward else list(range(29, -1, -1)))

    def test_ends_with_a_page_of_none_when_the_limit_was_just_reached(self):
        pages = self.pages(Limit=10)
        self.assertEqual([page["Count"] for page in pages], [10, 10, 10, 0])
        self.assertEqual(pages[0]["LastEvaluatedKey"], {"p": S("group"), "r": N(9)})

    def test_counts_what_was_read_before_the_filter(self):
        pages = self.pages(Limit=10, FilterExpression="even = :one",
                           **expressions({"p": S("group"), "one": N(1)}))
        self.assertEqual([(page["Count"], page["ScannedCount"]) for page in pages], [(5, 10)] * 3 + [(0, 0)])

    def test_starts_after_a_key_that_is_not_there(self):
        found = self.numbers(ExclusiveStartKey={"p": S("group"), "r": N("27.5")})
        self.assertEqual(found, [28, 29])
        found = self.numbers(ExclusiveStartKey={"p": S("group"), "r": N("1.5")}, ScanIndexForward=False)
        self.assertEqual(found, [1, 0])

    def test_starts_only_with_a_key_of_what_is_asked_for(self):
        for start in ({"p": S("group")}, {"p": S("group"), "r": S("1")}, {"p": S("group"), "r": N(1), "x": N(1)}):
            with self.subTest(start), refusal(INVALID, "The provided starting key is invalid"):
                self.query(ExclusiveStartKey=start)
        with refusal(INVALID, "The provided starting key is outside query boundaries based on provided conditions"):
            self.query(ExclusiveStartKey={"p": S("neighbour"), "r": N(1)})
        with refusal(INVALID, "The provided starting key does not match the range key predicate"):
            self.query("p = :p AND r > :v", {"v": N(5)}, ExclusiveStartKey={"p": S("group"), "r": N(1)})

    def test_needs_limits_of_one_at_least(self):
        for limit in (0, -1):
            with self.subTest(limit), refusal(INVALID, "Member must have value greater than or equal to 1"):
                self.query(Limit=limit)


class LargePages(QueryTest):
    @classmethod
    def fill(cls):
        for number in range(12):
            cls.db.put_item(TableName=cls.table, Item={
                "p": S("group"), "r": N(number), "filler": S("x" * 200_000)})

    def test_end_at_one_megabyte_before_filter_and_projection(self):
        for more in ({}, {"ProjectionExpression": "r"}, {"Select": "COUNT"},
                     {"FilterExpression": "attribute_not_exists(filler)"}):
            with self.subTest(more):
                page = self.query(**more)
                read = page["ScannedCount"]
                # Whether the item that crosses the megabyte is the last of its page or the first of the next.
                self.assertIn(read, (5, 6))
                self.assertEqual(page["LastEvaluatedKey"], {"p": S("group"), "r": N(read - 1)})
                self.assertEqual(page["Count"], 0 if "FilterExpression" in more else read)

    def test_go_on_where_they_ended_backwards_too(self):
        page, found = self.query(ScanIndexForward=False), []
        while "LastEvaluatedKey" in page:
            found += page["Items"]
            page = self.query(ScanIndexForward=False, ExclusiveStartKey=page["LastEvaluatedKey"])
        self.assertEqual([int(item["r"]["N"]) for item in found + page["Items"]], list(range(11, -1, -1)))


class Filters(QueryTest):
    @classmethod
    def fill(cls):
        write_all(cls.table, [
            {"p": S("group"), "r": N(1), "a": N(1), "m": M(x=S("in"))},
            {"p": S("group"), "r": N(2), "a": S("1")},
            {"p": S("group"), "r": N(3), "tags": SS("x", "y")},
        ])

    def test_leave_out_what_does_not_meet_them(self):
        for condition, values, expected in [
            ("a = :v", {"v": N(1)}, [1]), ("a <> :v", {"v": N(1)}, [2, 3]), ("attribute_exists(a)", {}, [1, 2]),
            ("m.x = :v", {"v": S("in")}, [1]), ("contains(tags, :v)", {"v": S("y")}, [3]),
            ("NOT contains(tags, :v)", {"v": S("y")}, [1, 2]),
            ("a = :v OR size(tags) = :w", {"v": N(1), "w": N(2)}, [1, 3]),
        ]:
            with self.subTest(condition):
                self.assertEqual(self.numbers("p = :p", values, FilterExpression=condition), expected)

    def test_are_not_about_keys(self):
        for name in ("p", "r"):
            with self.subTest(name), refusal(
                    INVALID, f"Filter Expression can only contain non-primary key attributes: "
                             f"Primary key attribute: {name}"):
                self.query("p = :p", {"v": N(1)}, FilterExpression=f"{name} = :v")

    def test_are_checked_even_where_nothing_is_found(self):
        values = {"p": S("nobody"), "v": N(1)}
        for condition, says in [
            ("a = :v AND", "Invalid FilterExpression: Syntax error"), ("", "can not be empty"),
            ("a = :v AND attribute_type(a, :v)", "Incorrect operand type"),
        ]:
            with self.subTest(condition), refusal(INVALID, says):
                self.query("p = :p", values if condition else {"p": S("nobody")}, FilterExpression=condition)


class Projections(QueryTest):
    ITEM = {"p": S("group"), "r": N(1), "a": N(1), "m": M(x=N(1), y=M(z=N(2), w=N(3))), "l": L(N(0), N(1), M(k=N(2))),
            "a.b": S("dotted")}

    @classmethod
    def fill(cls):
        write_all(cls.table, [cls.ITEM])

    def projected(self, expression, names=None):
        key = {"p": S("group"), "r": N(1)}
        got = self.db.get_item(TableName=self.table, Key=key, ConsistentRead=True, ProjectionExpression=expression,
                               **expressions(names=names))["Item"]
        (found,) = self.query("p = :p", names=names, ProjectionExpression=expression)["Items"]
        self.assertEqual(plain_item(got), plain_item(found))
        return plain_item(found)

    def test_keep_what_is_named_and_not_even_the_key(self):
        for expression, expected in [
            ("a", {"a": N(1)}), ("p, a", {"p": S("group"), "a": N(1)}), ("absent", {}), ("a, absent.x", {"a": N(1)}),
            ("m.x", {"m": M(x=N(1))}), ("m.y.z, m.x", {"m": M(x=N(1), y=M(z=N(2)))}),
            ("l[1]", {"l": L(N(1))}), ("l[2].k, l[0]", {"l": L(N(0), M(k=N(2)))}), ("l[9]", {}), ("a.x", {}),
            ("m[0]", {}), ("l.x", {}), ("m", {"m": self.ITEM["m"]}),
        ]:
            with self.subTest(expression):
                self.assertEqual(self.projected(expression), expected)

    def test_tell_dots_in_names_from_dots_in_paths(self):
        self.assertEqual(self.projected("#d", {"d": "a.b"}), {"a.b": S("dotted")})
        self.assertEqual(self.projected("#m.#y.#z", {"m": "m", "y": "y", "z": "z"}), {"m": M(y=M(z=N(2)))})

    def test_can_not_overlap(self):
        for expression in ("a, a", "m, m.x", "l[0], l", "m.y.z, m.y"):
            with self.subTest(expression), refusal(
                    INVALID, "Invalid ProjectionExpression: Two document paths overlap with each other"):
                self.projected(expression)

    def test_are_paths_and_nothing_else(self):
        for expression in ("", "a,", ",a", "a b", "size(a)", ":v", "a = b", "l[x]", "*"):
            with self.subTest(expression), refusal(INVALID, "Invalid ProjectionExpression: "):
                self.projected(expression)

    def test_do_not_mix_with_attributes_to_get(self):
        with refusal(INVALID, "Can not use both expression and non-expression parameters in the same request: "
                              "Non-expression parameters: {AttributesToGet} "
                              "Expression parameters: {ProjectionExpression}"):
            self.db.get_item(TableName=self.table, Key={"p": S("group"), "r": N(1)}, ProjectionExpression="a",
                             AttributesToGet=["a"])

    def test_and_counting_exclude_each_other(self):
        found = self.query(Select="COUNT")
        self.assertEqual((found["Count"], found["ScannedCount"]), (1, 1))
        self.assertNotIn("Items", found)
        for select in ("COUNT", "ALL_ATTRIBUTES"):
            with self.subTest(select), refusal(INVALID, ""):
                self.query(Select=select, ProjectionExpression="a")
        self.assertEqual(self.query(Select="SPECIFIC_ATTRIBUTES", ProjectionExpression="a")["Items"], [{"a": N(1)}])

    def test_can_be_selected_only_where_they_make_sense(self):
        for select in ("SPECIFIC_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "EVERYTHING"):
            with self.subTest(select), refusal(INVALID, ""):
                self.query(Select=select)





class LocalIndexes(QueryTest):
    TABLE = definition(
        "p", "r", AttributeDefinitions=attributes(p="S", r="S", a="N"), LocalSecondaryIndexes=[
            index("by-a", "p", "a"), index("keys", "p", "a", projection="KEYS_ONLY")], KeySchema=key_schema("p", "r"))

    @classmethod
    def fill(cls):
        write_all(cls.table, [
            {"p": S("group"), "r": S("x"), "a": N(2), "b": N(0)}, {"p": S("group"), "r": S("y"), "a": N(1), "b": N(1)},
            {"p": S("group"), "r": S("z"), "b": N(2)},
        ])

    def test_order_by_another_attribute_and_leave_out_items_without_it(self):
        found = self.query(IndexName="by-a")["Items"]
        self.assertEqual([item["r"]["S"] for item in found], ["y", "x"])
        self.assertEqual(self.query("p = :p AND a > :v", {"v": N(1)}, IndexName="by-a")["Count"], 1)

    def test_give_what_they_project_and_fetch_the_rest_when_asked(self):
        self.assertEqual(self.query(IndexName="keys")["Items"][0], {"p": S("group"), "r": S("y"), "a": N(1)})
        found = self.query(IndexName="keys", Select="ALL_ATTRIBUTES")["Items"][0]
        self.assertEqual(found, {"p": S("group"), "r": S("y"), "a": N(1), "b": N(1)})
        self.assertEqual(self.query(IndexName="keys", ProjectionExpression="b")["Items"], [{"b": N(1)}, {"b": N(0)}])

    def test_fetch_for_a_filter_what_they_do_not_show(self):
        found = self.query("p = :p", {"v": N(1)}, IndexName="keys", FilterExpression="b = :v")
        self.assertEqual(found["Items"], [{"p": S("group"), "r": S("y"), "a": N(1)}])
        self.assertEqual(found["ScannedCount"], 2)

    def test_are_as_consistent_as_the_table(self):
        for number in range(20):
            self.put({"r": S("only"), "a": N(number)})
            found = self.query(values={"p": self.p}, IndexName="by-a")["Items"]
            self.assertEqual([item["a"] for item in found], [N(number)])

    def test_go_on_from_a_key_of_both(self):
        page = self.query(IndexName="by-a", Limit=1)
        self.assertEqual(page["LastEvaluatedKey"], {"p": S("group"), "r": S("y"), "a": N(1)})
        page = self.query(IndexName="by-a", Limit=1, ExclusiveStartKey=page["LastEvaluatedKey"])
        self.assertEqual(page["Items"][0]["r"], S("x"))
        with refusal(INVALID, "The provided starting key is invalid"):
            self.query(IndexName="by-a", ExclusiveStartKey={"p": S("group"), "r": S("y")})

    def test_must_be_there(self):
        with refusal(INVALID, "The table does not have the specified index: by-b"):
            self.query(IndexName="by-b")

    def test_refuse_items_whose_key_has_another_type(self):
        with refusal(INVALID, "Type mismatch for Index Key a Expected: N Actual: S IndexName: "):
            self.put({"r": S("x"), "a": S("1")})
        with refusal(INVALID):
            self.update("SET a = :v", {"v": S("x")}, key={"r": S("x")})

    def test_tell_the_size_of_their_collections_when_asked(self):
        metrics = self.put({"r": S("x")}, ReturnItemCollectionMetrics="SIZE")["ItemCollectionMetrics"]
        self.assertEqual(metrics["ItemCollectionKey"], {"p": self.p})
        low, high = metrics["SizeEstimateRangeGB"]
        self.assertLessEqual(low, high)


if __name__ == "__main__":
    unittest.main()
