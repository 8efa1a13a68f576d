"""Transactions: all or nothing, with reported reasons, once per token, and never visible half done."""

import threading
import unittest
import uuid

from support import INVALID, N, NS, S, TableTest, definition, expressions, plain_item, refusal

CANCELLED = "TransactionCanceledException"


class TransactionTest(TableTest):
    TABLE = definition("p", "r", {"p": "S", "r": "N"})

    def key(self, number):
        return {"p": self.p, "r": N(number)}

    def place(self, number):
        return {"TableName": self.table, "Key": self.key(number)}

    def put_action(self, number, condition=None, values=None, **more):
        action = {"TableName": self.table, "Item": {**self.key(number), **more}, **expressions(values)}
        return {"Put": action | ({"ConditionExpression": condition} if condition else {})}

    def update_action(self, number, expression, values=None, **more):
        return {"Update": {**self.place(number), "UpdateExpression": expression, **expressions(values), **more}}

    def delete_action(self, number, **more):
        return {"Delete": {**self.place(number), **more}}

    def check_action(self, number, condition, values=None, **more):
        return {"ConditionCheck": {
            **self.place(number), "ConditionExpression": condition, **expressions(values), **more}}

    def write(self, *actions, **more):
        return self.db.transact_write_items(TransactItems=list(actions), **more)

    def found(self):
        items = self.db.query(TableName=self.table, KeyConditionExpression="p = :p", ConsistentRead=True,
                              **expressions({"p": self.p}))["Items"]
        return {int(item["r"]["N"]): {name: item[name] for name in item if name not in "pr"} for item in items}

    def cancelled(self, *actions, **more):
        with refusal(CANCELLED, "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                     ) as told:
            self.write(*actions, **more)
        reasons = told.response["CancellationReasons"]
        codes = ", ".join(reason["Code"] for reason in reasons)
        self.assertTrue(told.response["Error"]["Message"].endswith(f"[{codes}]"), told.response["Error"]["Message"])
        return reasons


class Writing(TransactionTest):
    def test_does_all_four_things_at_once(self):
        self.write(self.put_action(1, n=N(1)), self.put_action(2))
        self.write(self.put_action(3, n=N(3)), self.update_action(1, "ADD n :v", {"v": N(5)}), self.delete_action(2),
                   self.check_action(4, "attribute_not_exists(p)"))
        self.assertEqual(self.found(), {1: {"n": N(6)}, 3: {"n": N(3)}})

    def test_spans_tables(self):
        other = self.own_table()
        self.write(self.put_action(1), {"Put": {"TableName": other, "Item": {"p": S("x")}}})
        self.assertEqual(self.db.scan(TableName=other, ConsistentRead=True)["Count"], 1)
        self.cancelled(self.put_action(2), {"Put": {
            "TableName": other, "Item": {"p": S("x")}, "ConditionExpression": "attribute_not_exists(p)"}})
        self.assertEqual(self.found(), {1: {}})

    def test_failed_conditions_cancel_all_and_are_told_in_the_order_of_the_actions(self):
        self.put({"r": N(1), "n": N(1)})
        reasons = self.cancelled(
            self.put_action(2), self.put_action(1, "attribute_not_exists(p)"),
            self.update_action(3, "SET n = :v", {"v": N(1)}), self.delete_action(4, ConditionExpression="n = n2"))
        self.assertEqual([reason["Code"] for reason in reasons],
                         ["None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed"])
        self.assertEqual(reasons[0], {"Code": "None"})
        self.assertEqual(reasons[1], {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"})
        self.assertEqual(self.found(), {1: {"n": N(1)}})

    def test_reasons_show_the_item_to_those_who_ask(self):
        self.put({"r": N(1), "n": N(1)})
        asked = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        reasons = self.cancelled(
            self.check_action(1, "n = :v", {"v": N(2)}, **asked), self.check_action(2, "attribute_exists(p)", **asked))
        self.assertEqual(plain_item(reasons[0]["Item"]), {**self.key(1), "n": N(1)})
        self.assertNotIn("Item", reasons[1])

    def test_updates_that_turn_out_impossible_are_reasons(self):
        self.put({"r": N(1), "n": S("x")})
        for expression, says in [
            ("ADD n :v", "An operand in the update expression has an incorrect data type"),
            ("SET n.x = :v", "The document path provided in the update expression is invalid for update"),
            ("SET b = n2 + :v", "The provided expression refers to an attribute that does not exist in the item"),
        ]:
            with self.subTest(expression):
                reasons = self.cancelled(self.put_action(2), self.update_action(1, expression, {"v": N(1)}))
                self.assertEqual(reasons[1], {"Code": "ValidationError", "Message": says})
        self.assertEqual(self.found(), {1: {"n": S("x")}})

    def test_keys_at_odds_with_the_table_are_reasons(self):
        for action in [{"Put": {"TableName": self.table, "Item": {"p": self.p}}},
                       {"Put": {"TableName": self.table, "Item": {"p": self.p, "r": S("1")}}},
                       {"Delete": {"TableName": self.table, "Key": {"p": self.p}}}]:
            with self.subTest(action):
                reasons = self.cancelled(self.put_action(2), action)
                self.assertEqual([reason["Code"] for reason in reasons], ["None", "ValidationError"])
        self.assertEqual(self.found(), {})

    def test_after_the_first_key_at_odds_no_other_is_looked_at(self):
        wrong = {"Delete": {"TableName": self.table, "Key": {"p": self.p}}}
        reasons = self.cancelled(wrong, self.put_action(2), wrong)
        self.assertEqual([reason["Code"] for reason in reasons], ["ValidationError", "None", "None"])
        self.assertEqual(self.found(), {})

    def test_an_item_is_in_one_action_alone(self):
        for pair in [(self.put_action(1), self.put_action(1)),
                     (self.put_action(1), self.check_action(1, "attribute_exists(p)")),
                     (self.delete_action(1), self.update_action(1, "REMOVE n"))]:
            with self.subTest(pair), refusal(
                    INVALID, "Transaction request cannot include multiple operations on one item"):
                self.write(*pair)

    def test_one_to_a_hundred_actions(self):
        self.write(*[self.put_action(number) for number in range(100)])
        self.assertEqual(len(self.found()), 100)
        with refusal(INVALID, "Member must have length less than or equal to 100"):
            self.write(*[self.put_action(number) for number in range(200, 301)])
        with refusal(INVALID, "Member must have length greater than or equal to 1"):
            self.write()

    def test_an_action_does_one_thing(self):
        for action in ({}, {**self.put_action(1), **self.delete_action(2)}):
            with self.subTest(action), refusal(INVALID, ""):
                self.write(action)
        self.assertEqual(self.found(), {})

    def test_a_check_needs_a_condition_and_an_update_an_expression(self):
        for action in ({"ConditionCheck": self.place(1)}, {"Update": self.place(1)}):
            with self.subTest(action), refusal(INVALID, "xpression"):
                self.write(action)

    def test_wrong_expressions_are_refused_before_anything(self):
        for action, says in [
            (self.check_action(1, "a = "), "Invalid ConditionExpression: Syntax error"),
            (self.update_action(1, "SET a"), "Invalid UpdateExpression: Syntax error"),
            (self.put_action(1, "attribute_exists(p)", {"v": N(1)}), "unused in expressions: keys: {:v}"),
        ]:
            with self.subTest(says), refusal(INVALID, says):
                self.write(action, self.put_action(2))
        self.assertEqual(self.found(), {})

    def test_four_megabytes_at_most(self):
        large = {"v": S("x" * 390_000)}
        for action in (lambda number: self.put_action(number, filler=large["v"]),
                       lambda number: self.put_action(number, "a <> :v", large),
                       lambda number: self.update_action(number, "SET a = :v", large),
                       lambda number: self.delete_action(number, ConditionExpression="a <> :v", **expressions(large)),
                       lambda number: self.check_action(number, "a <> :v", large)):
            with refusal(INVALID, "Transaction payload size cannot exceed 4 MB"):
                self.write(*[action(number) for number in range(12)])
        self.assertEqual(self.found(), {})
        self.write(*[self.update_action(number, "SET a = :v", large) for number in range(10)])
        self.assertEqual(self.get({"r": N(9)})["a"], large["v"])


class Tokens(TransactionTest):
    def test_a_repeated_request_is_done_once(self):
        token = str(uuid.uuid4())
        self.put({"r": N(1), "n": N(0)})
        for _ in range(3):
            self.write(self.update_action(1, "ADD n :v", {"v": N(1)}), ClientRequestToken=token)
        self.assertEqual(self.found(), {1: {"n": N(1)}})

    def test_a_repeated_request_succeeds_though_its_condition_would_fail_by_now(self):
        token = str(uuid.uuid4())
        for _ in range(2):
            self.write(self.put_action(1, "attribute_not_exists(p)"), ClientRequestToken=token)

    def test_a_request_that_was_done_already_costs_what_its_items_take_to_read(self):
        token = str(uuid.uuid4())

        def units():
            found, = self.write(self.put_action(1), ClientRequestToken=token, ReturnConsumedCapacity="TOTAL")[
                "ConsumedCapacity"]
            return {name: count for name, count in found.items() if name != "TableName"}
        self.assertEqual(units(), {"CapacityUnits": 2, "WriteCapacityUnits": 2})
        self.assertEqual(units(), {"CapacityUnits": 2, "ReadCapacityUnits": 2})

    def test_a_token_is_of_one_request(self):
        token = str(uuid.uuid4())
        self.write(self.put_action(1, n=N(1)), ClientRequestToken=token)
        with refusal("IdempotentParameterMismatchException"):
            self.write(self.put_action(1, n=N(2)), ClientRequestToken=token)
        self.assertEqual(self.found(), {1: {"n": N(1)}})

    def test_a_cancelled_request_may_be_tried_again_with_its_token(self):
        token, action = str(uuid.uuid4()), self.update_action(1, "SET n = :v", {"v": N(1)},
                                                               ConditionExpression="attribute_exists(p)")
        self.cancelled(action, ClientRequestToken=token)
        self.put({"r": N(1)})
        self.write(action, ClientRequestToken=token)
        self.assertEqual(self.found(), {1: {"n": N(1)}})

    def test_a_token_has_one_to_thirty_six_characters(self):
        self.write(self.put_action(1), ClientRequestToken=uuid.uuid4().hex + "abcd")
        with refusal(INVALID, "Member must have length less than or equal to 36"):
            self.write(self.put_action(2), ClientRequestToken="x" * 37)


class Reading(TransactionTest):
    def read(self, *gets):
        return self.db.transact_get_items(TransactItems=[{"Get": get} for get in gets])["Responses"]

    def test_answers_in_the_order_of_the_request_with_nothing_for_what_is_missing(self):
        self.write(self.put_action(1, n=N(1)), self.put_action(3, n=N(3)))
        found = self.read(self.place(3), self.place(2), self.place(1))
        self.assertEqual(found, [{"Item": {**self.key(3), "n": N(3)}}, {}, {"Item": {**self.key(1), "n": N(1)}}])

    def test_projects(self):
        self.write(self.put_action(1, n=N(1), s=NS(1)))
        found = self.read({**self.place(1), "ProjectionExpression": "#n", **expressions(names={"n": "n"})})
        self.assertEqual(found, [{"Item": {"n": N(1)}}])

    def test_a_hundred_reads_at_most_of_an_item_each(self):
        self.assertEqual(len(self.read(*[self.place(number) for number in range(100)])), 100)
        with refusal(INVALID, "Member must have length less than or equal to 100"):
            self.read(*[self.place(number) for number in range(101)])
        with refusal(INVALID, "Transaction request cannot include multiple operations on one item"):
            self.read(self.place(1), self.place(1))

    def test_keys_at_odds_with_the_table_are_reasons(self):
        with refusal(CANCELLED) as told:
            self.read(self.place(1), {"TableName": self.table, "Key": {"p": self.p}})
        self.assertEqual([reason["Code"] for reason in told.response["CancellationReasons"]],
                         ["None", "ValidationError"])


class Concurrency(TransactionTest):
    ACCOUNTS, EACH = 4, 100

    def transfer(self, source, target):
        """Moves one unit, with retries on conflicts; returns False when there is nothing to move."""
        while True:
            try:
                self.write(self.update_action(source, "ADD n :v", {"v": N(-1), "one": N(1)},
                                              ConditionExpression="n >= :one"),
                           self.update_action(target, "ADD n :v", {"v": N(1)}))
                return True
            except self.db.exceptions.TransactionCanceledException as error:
                codes = {reason["Code"] for reason in error.response["CancellationReasons"]}
                if "ConditionalCheckFailed" in codes:
                    return False
                self.assertIn("TransactionConflict", codes)

    def test_transfers_keep_the_total_at_every_moment(self):
        for number in range(self.ACCOUNTS):
            self.put({"r": N(number), "n": N(self.EACH)})
        failures, done = [], threading.Event()

        def work(worker):
            try:
                for step in range(30):
                    source = (worker + step) % self.ACCOUNTS
                    self.transfer(source, (source + 1 + step % (self.ACCOUNTS - 1)) % self.ACCOUNTS)
            except Exception as error:
                failures.append(error)

        def watch():
            places = [{"Get": self.place(number)} for number in range(self.ACCOUNTS)]
            while not done.is_set():
                try:
                    found = self.db.transact_get_items(TransactItems=places)["Responses"]
                except self.db.exceptions.TransactionCanceledException:
                    continue
                total = sum(int(one["Item"]["n"]["N"]) for one in found)
                if total != self.ACCOUNTS * self.EACH:
                    failures.append(AssertionError(f"seen by halves: {total}"))
                    return
        watcher = threading.Thread(target=watch)
        workers = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in (watcher, *workers):
            thread.start()
        for thread in workers:
            thread.join()
        done.set()
        watcher.join()
        self.assertEqual(failures, [])
        self.assertEqual(sum(int(one["n"]["N"]) for one in self.found().values()), self.ACCOUNTS * self.EACH)

    def test_the_last_place_is_taken_once(self):
        self.put({"r": N(0), "places": N(3)})
        taken, failures = [], []

        def take(number):
            while True:
                try:
                    self.write(
                        self.put_action(number, "attribute_not_exists(p)"),
                        self.update_action(
                            0, "ADD places :v", {"v": N(-1), "z": N(0)}, ConditionExpression="places > :z"))
                    taken.append(number)
                except self.db.exceptions.TransactionCanceledException as error:
                    if any(reason["Code"] == "TransactionConflict"
                           for reason in error.response["CancellationReasons"]):
                        continue
                except Exception as error:
                    failures.append(error)
                return
        threads = [threading.Thread(target=take, args=(number,)) for number in range(1, 11)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((failures, len(taken)), ([], 3))
        found = self.found()
        self.assertEqual(found.pop(0), {"places": N(0)})
        self.assertEqual(set(found), set(taken))


if __name__ == "__main__":
    unittest.main()
