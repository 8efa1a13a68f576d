"""Limits of expressions and requests."""

import unittest

from support import INVALID, L, M, N, S, TableTest, definition, expressions, refusal


class Expressions(TableTest):
    TABLE = definition()

    def condition(self, text, names=None, **values):
        self.put(ConditionExpression=text, **expressions(values or None, names))

    def test_have_four_thousand_ninety_six_bytes_at_most(self):
        start = "attribute_not_exists(a)"
        self.condition(start + " " * (4096 - len(start)))
        says = "Expression size has exceeded the maximum allowed size; expression size: 4097"
        with refusal(INVALID, f"Invalid ConditionExpression: {says}"):
            self.condition(start + " " * (4097 - len(start)))
        start = "SET a = :v"
        with refusal(INVALID, f"Invalid UpdateExpression: {says}"):
            self.update(start + " " * (4097 - len(start)), {"v": N(1)})

    def test_may_compare_with_a_hundred_values(self):
        def among(count):
            names = [f":v{number}" for number in range(count)]
            self.condition(f"attribute_not_exists(a) OR a IN ({', '.join(names)})",
                           **{name[1:]: N(1) for name in names})
        among(100)
        with refusal(INVALID, ""):
            among(101)

    def test_have_three_hundred_operators_at_most(self):
        names = {"a": "a"}
        self.condition(" AND ".join(["#a<>:v"] * 150), names, v=N(1))
        with refusal(INVALID, "The expression contains too many operators"):
            self.condition(" AND ".join(["#a<>:v"] * 160), names, v=N(1))

    def test_have_paths_of_thirty_two_steps_at_most(self):
        self.condition(f"attribute_not_exists({'.'.join(['a'] * 32)})")
        with refusal(INVALID, "nest"):
            self.condition(f"attribute_not_exists({'.'.join(['a'] * 40)})")

    def test_do_not_nest_without_end(self):
        for text in ("(" * 2_000 + "a = :v" + ")" * 2_000, "NOT " * 1_000 + "a = :v"):
            with self.subTest(text[:8]), refusal(INVALID, "Invalid ConditionExpression: "):
                self.condition(text, v=N(1))

    def test_have_placeholders_of_two_hundred_fifty_five_characters_at_most(self):
        self.condition("attribute_not_exists(#" + "n" * 254 + ")", {"n" * 254: "a"})
        with refusal(INVALID, ""):
            self.condition("attribute_not_exists(#" + "n" * 255 + ")", {"n" * 255: "a"})


class Requests(TableTest):
    TABLE = definition()

    def test_have_unknown_enumeration_values_refused(self):
        for member, more in [("returnConsumedCapacity", {"ReturnConsumedCapacity": "ALL"}),
                             ("returnItemCollectionMetrics", {"ReturnItemCollectionMetrics": "total"}),
                             ("returnValuesOnConditionCheckFailure",
                              {"ReturnValuesOnConditionCheckFailure": "ALL_NEW"})]:
            with self.subTest(member), refusal(
                    INVALID, f"at '{member}' failed to satisfy constraint: Member must satisfy enum value set: ["):
                self.put(**more)

    def test_have_all_their_violations_told_together(self):
        with refusal(INVALID, "2 validation errors detected: ") as told:
            self.put(ReturnValues="x", ReturnConsumedCapacity="y")
        message = told.response["Error"]["Message"]
        self.assertIn("Value 'x' at 'returnValues' failed to satisfy constraint: ", message)
        self.assertIn("Value 'y' at 'returnConsumedCapacity' failed to satisfy constraint: ", message)

    def test_need_what_they_need(self):
        for operation, given in [
            (self.db.get_item, {"TableName": self.table}), (self.db.put_item, {"TableName": self.table}),
            (self.db.delete_item, {"TableName": self.table}), (self.db.update_item, {"TableName": self.table}),
            (self.db.get_item, {"Key": {"p": S("x")}}), (self.db.put_item, {"Item": {"p": S("x")}}),
            (self.db.query, {}), (self.db.scan, {}), (self.db.transact_get_items, {}),
            (self.db.create_table, {}), (self.db.describe_table, {}), (self.db.delete_table, {}),
        ]:
            with self.subTest(operation.__name__, given=list(given)), refusal(INVALID):
                operation(**given)

    def test_may_have_deep_values_only_so_deep_in_expressions_too(self):
        value = S("x")
        for level in range(40):
            value = L(value) if level % 2 else M(m=value)
        with refusal(INVALID, "Nesting Levels have exceeded supported limits"):
            self.update("SET a = :v", {"v": value})


if __name__ == "__main__":
    unittest.main()
