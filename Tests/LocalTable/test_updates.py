"""Updates: SET, REMOVE, ADD and DELETE, on paths of every kind, and refusals."""

import threading
import unittest

from support import (
    BS, CONDITION_FAILED, INVALID, L, M, N, NS, S, SS, TableTest, definition, expressions, plain_item, refusal)


class UpdateTest(TableTest):
    TABLE = definition()

    def becomes(self, before, expression, expected, values=None, names=None):
        """Expects an item with these attributes to have those after the update."""
        with self.subTest(expression):
            self.delete()
            if before is not None:
                self.put(before)
            self.update(expression, values, names)
            self.assertEqual(self.get(), plain_item({"p": self.p, **expected}))

    def refused(self, says, expression, values=None, names=None, before=None):
        with self.subTest(expression[:60]):
            self.put(before)
            with refusal(INVALID, says):
                self.update(expression, values, names)
            self.assertEqual(self.get(), plain_item({"p": self.p, **(before or {})}))


class Setting(UpdateTest):
    def test_makes_items_and_attributes(self):
        self.becomes(None, "SET a = :v", {"a": N(1)}, {"v": N(1)})
        self.becomes({"b": N(2)}, "SET a = :v", {"a": N(1), "b": N(2)}, {"v": N(1)})
        self.becomes({"a": N(2)}, "set a = :v", {"a": S("x")}, {"v": S("x")})

    def test_reads_every_operand_as_it_was_before_the_update(self):
        self.becomes({"a": N(1), "b": N(2)}, "SET a = b, b = a", {"a": N(2), "b": N(1)})
        self.becomes({"a": N(1)}, "SET a = a + :v, b = a", {"a": N(11), "b": N(1)}, {"v": N(10)})
        self.becomes({"a": N(1)}, "REMOVE a SET b = a", {"b": N(1)})

    def test_reaches_into_maps_and_lists(self):
        before = {"m": M(x=M(y=N(1))), "l": L(N(0), M(z=N(1)), N(2))}
        self.becomes(before, "SET m.x.y = :v, l[1].z = :v", {"m": M(x=M(y=N(9))), "l": L(N(0), M(z=N(9)), N(2))},
                     {"v": N(9)})
        self.becomes(before, "SET m.#n = :v", {**before, "m": M(x=M(y=N(1)), **{"a.b": N(9)})}, {"v": N(9)},
                     {"n": "a.b"})

    def test_appends_where_an_index_is_beyond_the_end(self):
        self.becomes({"l": L(N(0))}, "SET l[7] = :v", {"l": L(N(0), N(9))}, {"v": N(9)})
        self.becomes({"l": L()}, "SET l[5] = :v, l[3] = :w", {"l": L(N(3), N(5))}, {"v": N(5), "w": N(3)})

    def test_does_not_make_the_maps_on_the_way(self):
        says = "The document path provided in the update expression is invalid for update"
        for expression, before in [
            ("SET m.x.y = :v", {"m": M()}), ("SET m.x = :v", {}), ("SET a.x = :v", {"a": N(1)}),
            ("SET l.x = :v", {"l": L()}), ("SET m[0] = :v", {"m": M()}), ("SET l[0].x = :v", {"l": L()}),
            ("SET s[0] = :v", {"s": SS("a")}),
        ]:
            self.refused(says, expression, {"v": N(1)}, before=before)

    def test_can_not_read_what_is_not_there(self):
        says = "The provided expression refers to an attribute that does not exist in the item"
        for expression in ("SET a = absent", "SET a = absent + :v", "SET a = m.x + :v", "SET a = :v - l[5]"):
            self.refused(says, expression, {"v": N(1)} if ":v" in expression else None, before={"m": M(), "l": L()})

    def test_takes_a_default_where_a_path_is_missing(self):
        self.becomes(None, "SET a = if_not_exists(a, :z) + :v", {"a": N(1)}, {"z": N(0), "v": N(1)})
        self.becomes({"a": N(5)}, "SET a = if_not_exists(a, :z) + :v", {"a": N(6)}, {"z": N(0), "v": N(1)})
        self.becomes({"b": N(7)}, "SET a = if_not_exists(m.x, b)", {"a": N(7), "b": N(7)})
        self.becomes({"b": N(7)}, "SET a = if_not_exists(b, absent)", {"a": N(7), "b": N(7)})
        self.refused("does not exist in the item", "SET a = if_not_exists(b, absent)")

    def test_joins_lists_in_either_order(self):
        before = {"l": L(N(1))}
        self.becomes(before, "SET l = list_append(l, :v)", {"l": L(N(1), N(2))}, {"v": L(N(2))})
        self.becomes(before, "SET l = list_append(:v, l)", {"l": L(N(2), N(1))}, {"v": L(N(2))})
        self.becomes(None, "SET l = list_append(if_not_exists(l, :e), :v)", {"l": L(S("x"))},
                     {"v": L(S("x")), "e": L()})
        self.refused("An operand in the update expression has an incorrect data type", "SET a = list_append(a, :v)",
                     {"v": L()}, before={"a": N(1)})
        self.refused("Incorrect operand type for operator or function; operator or function: list_append, "
                     "operand type: N", "SET a = list_append(l, :v)", {"v": N(1)}, before=before)

    def test_takes_one_sum_at_most(self):
        self.refused("Invalid UpdateExpression: Syntax error", "SET a = :v + :v + :v", {"v": N(1)})
        self.refused("Invalid UpdateExpression: Syntax error", "SET a = :v * :v", {"v": N(1)})
        self.becomes({"b": N(3)}, "SET a = b - :v", {"a": N(2), "b": N(3)}, {"v": N(1)})


class Removing(UpdateTest):
    def test_takes_attributes_and_does_not_mind_those_missing(self):
        self.becomes({"a": N(1), "b": N(2)}, "REMOVE a, absent", {"b": N(2)})
        self.becomes({"m": M(x=N(1), y=N(2))}, "REMOVE m.x, m.z", {"m": M(y=N(2))})

    def test_takes_elements_by_the_numbers_they_had(self):
        before = {"l": L(*[N(number) for number in range(5)])}
        self.becomes(before, "REMOVE l[0], l[2], l[9]", {"l": L(N(1), N(3), N(4))})
        self.becomes(before, "REMOVE l[1] SET l[3] = :v", {"l": L(N(0), N(2), S("x"), N(4))}, {"v": S("x")})

    def test_makes_no_item_where_there_is_none(self):
        for expression, values in [("REMOVE a", None), ("REMOVE a, m.x", None), ("DELETE s :v", {"v": SS("a")}),
                                   ("DELETE s :v REMOVE a", {"v": SS("a")})]:
            with self.subTest(expression):
                for which in ("ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"):
                    self.assertNotIn("Attributes", self.update(expression, values, ReturnValues=which))
                self.db.transact_write_items(TransactItems=[{"Update": {
                    "TableName": self.table, "Key": {"p": self.p}, "UpdateExpression": expression,
                    **expressions(values)}}])
                self.assertIsNone(self.get())
        self.becomes(None, "REMOVE a SET b = :v", {"b": N(1)}, {"v": N(1)})
        self.becomes(None, "DELETE s :s ADD n :v", {"n": N(1)}, {"s": SS("a"), "v": N(1)})

    def test_still_holds_its_condition_against_an_item_that_is_not_there(self):
        with refusal(CONDITION_FAILED):
            self.update("REMOVE a", ConditionExpression="attribute_exists(p)")
        self.assertIsNone(self.get())

    def test_needs_the_way_to_be_there(self):
        for expression in ("REMOVE m.x.y", "REMOVE a.x", "REMOVE l[0].x"):
            self.refused("The document path provided in the update expression is invalid for update", expression,
                         before={"m": M(), "a": N(1), "l": L()})


class AddingAndDeleting(UpdateTest):
    def test_numbers_start_from_nothing(self):
        self.becomes(None, "ADD a :v", {"a": N(5)}, {"v": N(5)})
        self.becomes({"a": N(1)}, "ADD a :v", {"a": N("-1.5")}, {"v": N("-2.5")})
        self.becomes({"m": M(x=N(1))}, "ADD m.x :v, m.y :v", {"m": M(x=N(3), y=N(2))}, {"v": N(2)})

    def test_sets_are_united(self):
        self.becomes({"s": SS("a")}, "ADD s :v", {"s": SS("a", "b")}, {"v": SS("b", "a")})
        self.becomes(None, "ADD s :v", {"s": NS(1)}, {"v": NS(1)})
        self.becomes({"s": NS(1, 2)}, "ADD s :v", {"s": NS(1, 2, 3)}, {"v": NS("3.0", "1.00")})
        self.becomes({"s": BS(b"a")}, "ADD s :v", {"s": BS(b"a", b"b")}, {"v": BS(b"b")})

    def test_members_are_taken_out_and_an_empty_set_goes(self):
        self.becomes({"s": SS("a", "b")}, "DELETE s :v", {"s": SS("a")}, {"v": SS("b", "c")})
        self.becomes({"s": NS(1)}, "DELETE s :v", {}, {"v": NS("1.0")})
        self.becomes({"a": N(1)}, "DELETE s :v", {"a": N(1)}, {"v": SS("b")})

    def test_types_must_agree_with_what_is_there(self):
        says = "An operand in the update expression has an incorrect data type"
        for expression, before, value in [
            ("ADD a :v", S("x"), N(1)), ("ADD a :v", SS("x"), NS(1)), ("ADD a :v", N(1), SS("x")),
            ("DELETE a :v", SS("x"), NS(1)), ("DELETE a :v", L(S("x")), SS("x")),
        ]:
            self.refused(says, expression, {"v": value}, before={"a": before})

    def test_only_numbers_and_sets_are_added_and_only_sets_deleted(self):
        says = "Incorrect operand type for operator or function; operator: "
        for value in (S("x"), L(), M(), {"BOOL": True}):
            self.refused(says + "ADD", "ADD a :v", {"v": value})
        for value in (N(1), S("x"), L()):
            self.refused(says + "DELETE", "DELETE a :v", {"v": value})

    def test_values_are_placeholders_alone(self):
        self.refused("Invalid UpdateExpression: Syntax error", "ADD a b")
        self.refused("Invalid UpdateExpression: Syntax error", "ADD a = :v", {"v": N(1)})


class Whole(UpdateTest):
    def test_sections_come_in_any_order_and_case(self):
        self.becomes({"a": N(1), "b": N(1), "c": N(1), "s": SS("x", "y")},
                     "delete s :s add c :v Remove a SET b = :v, d = :v",
                     {"b": N(4), "c": N(5), "d": N(4), "s": SS("x")}, {"v": N(4), "s": SS("y")})

    def test_sections_come_once(self):
        self.refused('The "SET" section can only be used once in an update expression;', "SET a = :v SET b = :v",
                     {"v": N(1)})
        self.refused('The "REMOVE" section can only be used once', "REMOVE a ADD b :v REMOVE c", {"v": N(1)})

    def test_paths_may_not_overlap(self):
        for expression in ("SET a = :v, a = :v", "SET a = :v REMOVE a", "SET a.b = :v, a = :v",
                           "SET a = :v REMOVE a.b.c", "SET l[0] = :v, l[0].x = :v", "ADD a :v SET a = :v"):
            self.refused("Two document paths overlap with each other; must remove or rewrite one of these paths",
                         expression, {"v": N(1)})

    def test_paths_may_not_take_one_thing_for_list_and_map(self):
        self.refused("Two document paths conflict with each other", "SET a.b = :v, a[0] = :v", {"v": N(1)})

    def test_keys_can_not_be_changed_not_even_to_what_they_are(self):
        says = "Cannot update attribute p. This attribute is part of the key"
        for expression in ("SET p = :v", "REMOVE p", "ADD p :v"):
            value = {"v": N(1)} if ":v" in expression else None
            self.refused(says, expression, value)
        self.refused(says, "SET p = :v", {"v": self.p})

    def test_nonsense_is_refused(self):
        for expression in ("", " ", "SET", "SET a", "SET a :v", "a = :v", "SET a = ", "SET a = :v,", "PUT a = :v",
                           "SET a = :v b = :v", "REMOVE", "SET a = size(b)", "SET a = attribute_exists(b)",
                           "SET a = if_not_exists(:v, :v)", "SET a = if_not_exists(b)", "SET size(a) = :v",
                           "REMOVE a[1", "SET a = (((:v)", "SET :v = a", "SET a = foo(b)", "SET a[99999999999] = :v"):
            self.refused("Invalid UpdateExpression: ", expression,
                         {"v": N(1)} if ":v" in expression else None)

    def test_an_update_without_expression_makes_the_item(self):
        self.update()
        self.assertEqual(self.get(), {"p": self.p})
        self.update()

    def test_a_refused_part_undoes_all_of_it(self):
        self.refused("An operand in the update expression has an incorrect data type",
                     "SET a = :v ADD s :v REMOVE b", {"v": N(1)}, before={"s": S("x"), "b": N(1)})

    def test_what_is_set_must_be_a_proper_value(self):
        for value in ({}, SS(), N("x"), {"S": "a", "N": "1"}):
            with self.subTest(str(value)), refusal(INVALID, "ExpressionAttributeValues contains invalid value"):
                self.update("SET a = :v", {"v": value})
        self.assertIsNone(self.get())

    def test_of_many_increments_at_once_none_is_lost(self):
        failures = []

        def count():
            for _ in range(20):
                try:
                    self.update("ADD n :one", {"one": N(1)})
                except Exception as error:
                    failures.append(error)
        threads = [threading.Thread(target=count) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(self.get()["n"], N(160))


class ReturnedValues(UpdateTest):
    BEFORE = {"a": N(1), "b": N(2), "m": M(x=N(1), y=N(2)), "l": L(N(0), N(1))}

    def returned(self, which, expression, values=None):
        self.put(self.BEFORE)
        return plain_item(self.update(expression, values, ReturnValues=which).get("Attributes"))

    def test_are_none_unless_asked_for(self):
        self.put(self.BEFORE)
        self.assertNotIn("Attributes", self.update("SET a = :v", {"v": N(9)}))
        self.assertIsNone(self.returned("NONE", "SET a = :v", {"v": N(9)}))

    def test_are_the_whole_item_before_or_after(self):
        old = {"p": self.p, **self.BEFORE}
        self.assertEqual(self.returned("ALL_OLD", "SET a = :v", {"v": N(9)}), old)
        self.assertEqual(self.returned("ALL_NEW", "SET a = :v", {"v": N(9)}), {**old, "a": N(9)})

    def test_are_the_parts_that_were_named(self):
        for which, expression, expected in [
            ("UPDATED_OLD", "SET a = :v, c = :v", {"a": N(1)}),
            ("UPDATED_NEW", "SET a = :v, c = :v", {"a": N(9), "c": N(9)}),
            ("UPDATED_OLD", "REMOVE a SET b = :v", {"a": N(1), "b": N(2)}),
            ("UPDATED_NEW", "REMOVE a SET b = :v", {"b": N(9)}),
            ("UPDATED_OLD", "SET m.x = :v", {"m": M(x=N(1))}),
            ("UPDATED_NEW", "SET m.x = :v", {"m": M(x=N(9))}),
            ("UPDATED_NEW", "SET m.z = :v", {"m": M(z=N(9))}),
            ("UPDATED_OLD", "SET l[1] = :v", {"l": L(N(1))}),
            ("UPDATED_NEW", "SET l[1] = :v", {"l": L(N(9))}),
            ("UPDATED_NEW", "SET a = :same", {"a": N(1)}),
            ("UPDATED_NEW", "SET l[2] = :v", {"l": L(N(9))}),
            ("UPDATED_NEW", "SET l[100] = :v", None),
            ("UPDATED_OLD", "REMOVE l[0]", {"l": L(N(0))}),
            ("UPDATED_NEW", "REMOVE l[0]", {"l": L(N(1))}),
            ("UPDATED_NEW", "REMOVE l[1]", None),
        ]:
            with self.subTest(which, expression=expression):
                values = {"same": N(1)} if ":same" in expression else {"v": N(9)} if ":v" in expression else None
                self.assertEqual(self.returned(which, expression, values), expected)

    def test_are_absent_where_nothing_was(self):
        for which in ("ALL_OLD", "UPDATED_OLD"):
            with self.subTest(which):
                self.delete()
                self.assertNotIn("Attributes", self.update("SET a = :v", {"v": N(1)}, ReturnValues=which))
        self.assertIsNone(self.returned("UPDATED_OLD", "SET c = :v", {"v": N(1)}))
        self.assertIsNone(self.returned("UPDATED_NEW", "REMOVE a"))

    def test_of_puts_and_deletes_are_the_old_item_or_none(self):
        self.assertNotIn("Attributes", self.put({"a": N(1)}, ReturnValues="ALL_OLD"))
        self.assertEqual(self.put({"a": N(2)}, ReturnValues="ALL_OLD")["Attributes"], {"p": self.p, "a": N(1)})
        self.assertNotIn("Attributes", self.put({"a": N(3)}, ReturnValues="NONE"))
        self.assertEqual(self.delete(ReturnValues="ALL_OLD")["Attributes"], {"p": self.p, "a": N(3)})
        for which in ("ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"):
            with self.subTest(which):
                with refusal(INVALID):
                    self.put(ReturnValues=which)
                with refusal(INVALID):
                    self.delete(ReturnValues=which)

    def test_are_of_known_kinds(self):
        for write in (self.put, self.delete, self.update):
            with refusal(INVALID, "at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set"):
                write(ReturnValues="all_old")


if __name__ == "__main__":
    unittest.main()
