"""Conditions: their meaning for every type, and refusals."""

import threading
import unittest

from support import (
    B, BS, CONDITION_FAILED, FALSE, INVALID, L, M, N, NS, NULL, S, SS, TRUE, TableTest, definition, expressions,
    refusal)

ITEM = {
    "n": N(5), "s": S("hello"), "b": B(b"\x01\x02"), "t": TRUE, "nil": NULL, "l": L(N(1), S("two"), M(x=N(3))),
    "m": M(a=N(1), b=M(c=S("deep"))), "ss": SS("a", "b"), "ns": NS(1, 2), "bs": BS(b"a", b"b"), "blank": S(""),
    "n2": N(5),
}


class Meaning(TableTest):
    TABLE = definition()

    @classmethod
    def fill(cls):
        cls.key = {"p": S("item")}
        cls.db.put_item(TableName=cls.table, Item={**cls.key, **ITEM})

    def holds(self, condition, names=None, **values):
        """Returns whether the condition holds for the item, by a transaction that only checks."""
        check = {"TableName": self.table, "Key": self.key, "ConditionExpression": condition,
                 **expressions(values or None, names)}
        try:
            self.db.transact_write_items(TransactItems=[{"ConditionCheck": check}])
        except self.db.exceptions.TransactionCanceledException as cancelled:
            self.assertEqual(cancelled.response["CancellationReasons"][0]["Code"], "ConditionalCheckFailed")
            return False
        return True

    def check(self, *cases):
        for expected, condition, values in cases:
            with self.subTest(condition, **values):
                self.assertIs(self.holds(condition, **values), expected)

    def test_equality_compares_type_and_value_in_depth(self):
        self.check(
            (True, "n = :v", {"v": N("5.0")}), (False, "n = :v", {"v": S("5")}), (True, "nil = :v", {"v": NULL}),
            (True, "t = :v", {"v": TRUE}), (False, "t = :v", {"v": FALSE}), (True, "blank = :v", {"v": S("")}),
            (True, "l = :v", {"v": L(N("1.0"), S("two"), M(x=N(3)))}),
            (False, "l = :v", {"v": L(S("two"), N(1), M(x=N(3)))}),
            (True, "m = :v", {"v": M(b=M(c=S("deep")), a=N(1))}), (False, "m = :v", {"v": M(a=N(1))}),
            (True, "ss = :v", {"v": SS("b", "a")}), (False, "ss = :v", {"v": SS("b")}),
            (True, "ns = :v", {"v": NS("2.0", 1)}), (False, "ss = :v", {"v": L(S("a"), S("b"))}),
            (True, "b = :v", {"v": B(b"\x01\x02")}), (True, "n = n2", {}),
        )

    def test_inequality_holds_between_types_and_for_what_is_missing(self):
        self.check(
            (True, "n <> :v", {"v": S("5")}), (False, "n <> :v", {"v": N(5)}), (True, "absent <> :v", {"v": N(5)}),
            (False, "absent = :v", {"v": N(5)}), (True, "ss <> :v", {"v": SS("a")}),
            (False, "absent = gone", {}),
        )

    def test_order_is_within_one_type_alone(self):
        self.check(
            (True, "n < :v", {"v": N(10)}), (False, "n < :v", {"v": N(5)}), (True, "n <= :v", {"v": N(5)}),
            (True, "n > :v", {"v": N(-10)}), (False, "n > :v", {"v": S("1")}), (False, "n < :v", {"v": S("9")}),
            (True, "s < :v", {"v": S("hellp")}), (True, "s > :v", {"v": S("hell")}),
            (True, "s > :v", {"v": S("Z")}), (True, "b < :v", {"v": B(b"\xff")}), (False, "b < :v", {"v": B(b"\x01")}),
            (False, "absent < :v", {"v": N(9)}), (False, "absent >= :v", {"v": N(-9)}), (True, "n >= n2", {}),
            (False, "t < :v", {"v": N(1)}),
        )

    def test_between_takes_both_bounds(self):
        self.check(
            (True, "n BETWEEN :a AND :b", {"a": N(5), "b": N(5)}),
            (True, "n BETWEEN :a AND :b", {"a": N(-100), "b": N(40)}),
            (False, "n BETWEEN :a AND :b", {"a": N(6), "b": N(40)}),
            (True, "s BETWEEN :a AND :b", {"a": S("h"), "b": S("i")}),
            (False, "absent BETWEEN :a AND :b", {"a": S("h"), "b": S("i")}),
            (True, ":a BETWEEN n2 AND n", {"a": N(5)}),
            (True, "NOT n BETWEEN :a AND :b AND n = n2", {"a": N(6), "b": N(7)}),
        )

    def test_in_is_equality_with_any(self):
        self.check(
            (True, "n IN (:a, :b)", {"a": S("5"), "b": N("5.0")}), (False, "n IN (:a)", {"a": N(6)}),
            (False, "absent IN (:a)", {"a": N(6)}), (True, "n IN (n2, s)", {}),
            (True, "ss IN (:a)", {"a": SS("b", "a")}),
        )

    def test_existence_is_of_paths(self):
        self.check(
            (True, "attribute_exists(n)", {}), (True, "attribute_exists(nil)", {}),
            (True, "attribute_exists(m.b.c)", {}), (False, "attribute_exists(m.b.d)", {}),
            (True, "attribute_exists(l[2].x)", {}), (False, "attribute_exists(l[3])", {}),
            (False, "attribute_exists(s.a)", {}), (False, "attribute_exists(m[0])", {}),
            (False, "attribute_exists(l.x)", {}), (True, "attribute_not_exists(absent)", {}),
            (True, "attribute_not_exists(n.absent.deeper)", {}), (False, "attribute_not_exists(blank)", {}),
        )

    def test_types_are_told_by_their_letters(self):
        for name, kind in [("n", "N"), ("s", "S"), ("b", "B"), ("t", "BOOL"), ("nil", "NULL"), ("l", "L"), ("m", "M"),
                           ("ss", "SS"), ("ns", "NS"), ("bs", "BS")]:
            with self.subTest(name):
                self.assertTrue(self.holds(f"attribute_type({name}, :t)", t=S(kind)))
        self.assertFalse(self.holds("attribute_type(n, :t)", t=S("S")))
        self.assertFalse(self.holds("attribute_type(absent, :t)", t=S("S")))
        self.assertTrue(self.holds("attribute_type(:v, :t)", v=SS("a"), t=S("SS")))
        self.assertFalse(self.holds("attribute_type(:v, :t)", v=N(1), t=S("S")))

    def test_contains_looks_into_texts_sets_and_lists(self):
        self.check(
            (True, "contains(s, :v)", {"v": S("ell")}), (False, "contains(s, :v)", {"v": S("Hell")}),
            (True, "contains(b, :v)", {"v": B(b"\x02")}),
            (True, "contains(ss, :v)", {"v": S("a")}), (False, "contains(ss, :v)", {"v": S("ab")}),
            (True, "contains(ns, :v)", {"v": N("2.0")}), (False, "contains(ns, :v)", {"v": S("2")}),
            (True, "contains(bs, :v)", {"v": B(b"a")}), (True, "contains(l, :v)", {"v": S("two")}),
            (False, "contains(l, :v)", {"v": S("tw")}),
            (False, "contains(n, :v)", {"v": N(5)}), (False, "contains(m, :v)", {"v": S("a")}),
            (False, "contains(absent, :v)", {"v": S("a")}),
        )

    def test_begins_with_is_for_texts_and_bytes(self):
        self.check(
            (True, "begins_with(s, :v)", {"v": S("hel")}), (True, "begins_with(s, :v)", {"v": S("hello")}),
            (False, "begins_with(s, :v)", {"v": S("hello!")}), (True, "begins_with(b, :v)", {"v": B(b"\x01")}),
            (False, "begins_with(s, :v)", {"v": B(b"hel")}), (False, "begins_with(n, :v)", {"v": S("5")}),
            (False, "begins_with(absent, :v)", {"v": S("a")}),
        )

    def test_size_counts_bytes_members_and_elements(self):
        self.check(
            (True, "size(s) = :v", {"v": N(5)}), (True, "size(b) = :v", {"v": N(2)}),
            (True, "size(l) = :v", {"v": N(3)}), (True, "size(m) = :v", {"v": N(2)}),
            (True, "size(ss) = :v", {"v": N(2)}), (True, "size(blank) = :v", {"v": N(0)}),
            (False, "size(absent) >= :v", {"v": N(0)}), (False, "size(n) >= :v", {"v": N(0)}),
            (True, "size(m.b.c) BETWEEN :v AND n", {"v": N(4)}), (True, ":v IN (size(s))", {"v": N(5)}),
        )

    def test_not_binds_tighter_than_and_and_and_tighter_than_or(self):
        yes, no = "n = :five", "n = :six"
        values = {"five": N(5), "six": N(6)}
        self.check(
            (True, f"{yes} OR {no} AND {no}", values), (False, f"({yes} OR {no}) AND {no}", values),
            (True, f"NOT {no} AND {yes}", values), (False, f"NOT ({no} OR {yes})", values),
            (True, f"NOT {yes} OR {yes} AND NOT {no}", values), (True, f"NOT NOT {yes} AND NOT {no}", values),
        )

    def test_keywords_are_of_any_case_and_functions_of_one(self):
        self.check(
            (True, "not n between :a and :b oR n In (:c)", {"a": N(6), "b": N(7), "c": N(8)}))
        with refusal(INVALID, "Invalid function name; function: SIZE"):
            self.holds("SIZE(s) = :v", v=N(5))

    def test_white_space_may_be_anywhere_or_nowhere(self):
        self.check((True, "\tn\n=:v\r\nAND(size ( m ) >\t:w)AND l [ 0 ] <:v AND m . a=:w OR n=:w",
                    {"v": N(5), "w": N(1)}))

    def test_names_may_be_given_for_every_step_of_a_path(self):
        self.assertTrue(self.holds("#m.#b.c = :v AND attribute_exists(#l[0])", {"m": "m", "b": "b", "l": "l"},
                                   v=S("deep")))
        self.assertTrue(self.holds("attribute_not_exists(#dotted)", {"dotted": "m.b"}))


class Refused(TableTest):
    TABLE = definition()

    def refused(self, says, condition, names=None, **values):
        with self.subTest(condition[:60]), refusal(INVALID, says):
            self.put(ConditionExpression=condition, **expressions(values or None, names))

    def test_syntax_errors_name_the_token(self):
        for condition, says in [
            ("a", 'Syntax error; token: "<EOF>"'), ("a = ", 'Syntax error; token: "<EOF>"'),
            ("a == b", 'Syntax error; token: "="'), ("a = b c", 'Syntax error; token: "c"'), ("= b", 'token: "="'),
            ("(a = b", "Syntax error"), ("a = b)", 'token: ")"'), ("a != b", "Syntax error"), ("a = 5", "Syntax error"),
            ("a = 'x'", "Syntax error"), ("a AND b", "Syntax error"), ("NOT a", "Syntax error"),
            ("a[-1] = b", "Syntax error"), ("a[b] = b", "Syntax error"), ("a..b = c", "Syntax error"),
            ("a. = b", "Syntax error"), ("a IN ()", "Syntax error"), ("a BETWEEN b", "Syntax error"),
            ("a = b AND", "Syntax error"), ("a = b;", "Syntax error"),
        ]:
            self.refused("Invalid ConditionExpression: Syntax error; token: " if says == "Syntax error" else says,
                         condition)

    def test_an_empty_expression(self):
        self.refused("Invalid ConditionExpression: The expression can not be empty;", "")

    def test_functions_unknown_misplaced_or_with_a_wrong_number_of_operands(self):
        wrong = "Incorrect number of operands for operator or function; operator or function: "
        self.refused("Invalid function name; function: is_there", "is_there(a)")
        self.refused("Invalid function name; function: starts_with", "starts_with(a, b)")
        self.refused(wrong + "attribute_exists, number of operands: 2", "attribute_exists(a, b)")
        self.refused(wrong + "begins_with, number of operands: 1", "begins_with(a)")
        self.refused(wrong + "size, number of operands: 2", "size(a, b) = :v", v=N(1))
        self.refused("The function is not allowed to be used this way in an expression; function: attribute_exists",
                     "attribute_exists(a) = :v", v=TRUE)
        self.refused("The function is not allowed to be used this way in an expression; function: size",
                     "contains(a, b) AND size(a)")
        self.refused("The function is not allowed in a condition expression; function: if_not_exists",
                     "if_not_exists(a, b) = :v", v=N(1))

    def test_operands_of_types_that_an_operator_can_not_have(self):
        wrong = "Incorrect operand type for operator or function; operator or function: "
        self.refused(wrong + "begins_with, operand type: N", "begins_with(a, :v)", v=N(1))
        self.refused(wrong + "<, operand type: BOOL", "a < :v", v=TRUE)
        self.refused(wrong + "<", "a < :v", v=SS("a"))
        self.refused(wrong + "BETWEEN, operand type: L", "a BETWEEN :v AND :w", v=L(), w=L())
        self.refused("Operator or function requires a document path; operator or function: attribute_exists",
                     "attribute_exists(:v)", v=S("a"))
        self.refused("Invalid attribute type name found; type: STRING", "attribute_type(a, :v)", v=S("STRING"))
        self.refused("Incorrect operand type for operator or function; operator or function: attribute_type",
                     "attribute_type(a, :v)", v=N(1))

    def test_operands_that_make_no_sense_together(self):
        self.refused("The first operand must be distinct from the remaining operands for this operator or function; "
                     "operator: =, first operand: [a]", "a = a")
        self.refused("The first operand must be distinct", "a BETWEEN :v AND a", v=N(1))
        self.refused("The BETWEEN operator requires upper bound to be greater than or equal to lower bound",
                     "a BETWEEN :v AND :w", v=N(2), w=N(1))
        self.refused("The BETWEEN operator requires same data type for lower and upper bounds",
                     "a BETWEEN :v AND :w", v=N(2), w=S("3"))

    def test_redundant_parentheses(self):
        self.refused("The expression has redundant parentheses;", "((a = b))")

    def test_placeholders_undefined_unused_or_misspelt(self):
        self.refused("An expression attribute value used in expression is not defined; attribute value: :v", "a = :v")
        self.refused("An expression attribute name used in the document path is not defined; attribute name: #a",
                     "#a = b")
        self.refused("Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}",
                     "a = :v", v=N(1), w=N(2))
        self.refused("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
                     "a = b", {"x": "c"})
        for more, says in [
            ({"ExpressionAttributeValues": {"v": N(1)}},
             'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"'),
            ({"ExpressionAttributeValues": {":": N(1)}}, "ExpressionAttributeValues contains invalid key"),
            ({"ExpressionAttributeNames": {"x": "a"}},
             'ExpressionAttributeNames contains invalid key: Syntax error; key: "x"'),
            ({"ExpressionAttributeNames": {"#": "a"}}, "ExpressionAttributeNames contains invalid key"),
            ({"ExpressionAttributeNames": {"#a-b": "a"}}, "ExpressionAttributeNames contains invalid key"),
            ({"ExpressionAttributeValues": {}}, "ExpressionAttributeValues must not be empty"),
            ({"ExpressionAttributeNames": {}}, "ExpressionAttributeNames must not be empty"),
            ({"ExpressionAttributeNames": {"#x": ""}}, ""),
        ]:
            with self.subTest(str(more)), refusal(INVALID, says):
                self.put(ConditionExpression="attribute_not_exists(a)", **more)

    def test_placeholders_without_any_expression(self):
        for more, says in [
            (expressions(names={"a": "a"}), "ExpressionAttributeNames can only be specified when using expressions"),
            (expressions({"a": N(1)}), "ExpressionAttributeValues can only be specified when using expressions"),
        ]:
            with self.subTest(says), refusal(INVALID, says):
                self.put(**more)


class Deciding(TableTest):
    TABLE = definition()

    def test_a_failed_condition_changes_nothing(self):
        self.put({"a": N(1)})
        condition = {"ConditionExpression": "a = :v", **expressions({"v": N(2)})}
        for write in (lambda: self.put({"b": N(1)}, **condition), lambda: self.delete(**condition),
                      lambda: self.update("SET b = :v", {"v": N(2)}, ConditionExpression="a = :v")):
            with refusal(CONDITION_FAILED, "The conditional request failed"):
                write()
        self.assertEqual(self.get(), {"p": self.p, "a": N(1)})

    def test_nothing_at_all_meets_only_conditions_on_absence(self):
        with refusal(CONDITION_FAILED):
            self.put(ConditionExpression="attribute_exists(p)")
        with refusal(CONDITION_FAILED):
            self.delete(ConditionExpression="attribute_exists(p)")
        self.delete(ConditionExpression="attribute_not_exists(p)")
        self.put(ConditionExpression="attribute_not_exists(p)")
        with refusal(CONDITION_FAILED):
            self.put(ConditionExpression="attribute_not_exists(p)")

    def test_a_failure_shows_the_item_to_those_who_ask(self):
        self.put({"a": N(1)})
        for more, expected in [({"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}, {"p": self.p, "a": N(1)}),
                               ({"ReturnValuesOnConditionCheckFailure": "NONE"}, None), ({}, None)]:
            with self.subTest(more), refusal(CONDITION_FAILED) as told:
                self.put(ConditionExpression="attribute_not_exists(p)", **more)
            self.assertEqual(told.response.get("Item"), expected)

    def test_a_failure_has_no_item_to_show_where_there_is_none(self):
        with refusal(CONDITION_FAILED) as told:
            self.delete(ConditionExpression="attribute_exists(p)", ReturnValuesOnConditionCheckFailure="ALL_OLD")
        self.assertNotIn("Item", told.response)

    def test_conditions_on_an_update_are_about_the_item_before_it(self):
        self.put({"a": N(1)})
        self.update("SET a = :new", {"new": N(2), "old": N(1)}, ConditionExpression="a = :old")
        self.assertEqual(self.get()["a"], N(2))

    def test_of_many_who_want_to_be_first_one_is(self):
        won = []

        def claim(number):
            try:
                self.put({"by": N(number)}, ConditionExpression="attribute_not_exists(p)")
                won.append(number)
            except self.db.exceptions.ConditionalCheckFailedException:
                pass
        threads = [threading.Thread(target=claim, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(won), 1)
        self.assertEqual(self.get()["by"], N(won[0]))


if __name__ == "__main__":
    unittest.main()
