"""Numbers: 38 decimal digits from 1E-130 to 9.9…E+125, exact, sorted and added as numbers."""

import decimal
import random
import unittest

from support import INVALID, L, N, NS, S, TableTest, definition, refusal

DIGITS = "12345678901234567890123456789012345678"
LARGEST = "9." + "9" * 37 + "E+125"
OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range"
UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range"


class Texts(TableTest):
    TABLE = definition()

    def test_come_back_in_their_shortest_plain_form(self):
        for given, expected in [
            ("0", "0"), ("-0", "0"), ("0.000", "0"), ("0e99", "0"), ("0e126", "0"),
            ("0e1000", "0"), ("-0.0e-500", "0"), ("007", "7"), ("+5", "5"), ("1.50", "1.5"),
            ("100", "100"), ("1e2", "100"), ("1E+2", "100"), ("-12.5e-1", "-1.25"), ("1e-5", "0.00001"),
            (".5", "0.5"), ("5.", "5"), ("-0.0100", "-0.01"), ("1" + "0" * 60, "1" + "0" * 60),
            ("0." + "0" * 50 + "1", "0." + "0" * 50 + "1"),
        ]:
            with self.subTest(given):
                self.put({"a": N(given)})
                self.assertEqual(self.get()["a"], N(expected))

    def test_keep_thirty_eight_digits_wherever_the_point_is(self):
        for text in (DIGITS, "-" + DIGITS, "0." + DIGITS, DIGITS[:20] + "." + DIGITS[20:], "0.00000" + DIGITS):
            with self.subTest(text):
                self.put({"a": N(text)})
                self.assertEqual(self.get()["a"], N(text))

    def test_refuse_a_thirty_ninth_digit(self):
        for text in (DIGITS + "1", "0." + DIGITS + "1", "1" + "0" * 37 + "1", "1." + "0" * 37 + "1"):
            with self.subTest(text), refusal(
                    INVALID, "Attempting to store more than 38 significant digits in a Number"):
                self.put({"a": N(text)})

    def test_do_not_count_zeros_in_front_or_at_the_end(self):
        for text in ("0" * 50 + "1", "1." + "0" * 50, DIGITS + "000", "000" + DIGITS + ".000"):
            with self.subTest(text):
                self.put({"a": N(text)})
                self.assertEqual(decimal.Decimal(self.get()["a"]["N"]), decimal.Decimal(text))

    def test_reach_to_their_bounds(self):
        for text in (LARGEST, "-" + LARGEST, "1E-130", "-1E-130", "1E125"):
            with self.subTest(text):
                self.put({"a": N(text)})
                self.assertEqual(decimal.Decimal(self.get()["a"]["N"]), decimal.Decimal(text))

    def test_overflow_and_underflow_beyond_them(self):
        for text, says in [
            ("1E126", OVERFLOW), ("-1E126", OVERFLOW), ("1E1000", OVERFLOW), ("10E125", OVERFLOW),
            ("1E-131", UNDERFLOW), ("-1E-131", UNDERFLOW), ("0.1E-130", UNDERFLOW), ("1E-1000", UNDERFLOW),
        ]:
            with self.subTest(text), refusal(INVALID, says):
                self.put({"a": N(text)})

    def test_refuse_what_is_no_number(self):
        for text in ("", " ", "abc", "1 ", " 1", "1,5", "--1", "1e", "e5", ".", "1.2.3", "0x10", "NaN", "Infinity",
                     "-", "1_000", "1e1.5"):
            with self.subTest(text), refusal(INVALID, "cannot be converted to a numeric value"):
                self.put({"a": N(text)})

    def test_refuse_exponents_that_no_machine_number_holds(self):
        for text in ("1e99999999999999999999", "1e-99999999999999999999", "0." + "0" * 5_000 + "1"):
            with self.subTest(text[:20]), refusal(INVALID):
                self.put({"a": N(text)})

    def test_are_texts_in_the_protocol_and_not_numbers(self):
        with refusal("SerializationException"):
            self.put({"a": {"N": 5}})

    def test_are_checked_in_sets_lists_and_expressions_too(self):
        for value in (NS("x"), L(N("x"))):
            with self.subTest(str(value)), refusal(INVALID, "cannot be converted to a numeric value"):
                self.put({"a": value})
        with refusal(INVALID, "ExpressionAttributeValues contains invalid value"):
            self.update("SET a = :a", {"a": N("x")})


class Order(TableTest):
    TABLE = definition("p", "r", {"p": "S", "r": "N"})

    def test_is_that_of_numbers_whatever_their_signs_sizes_and_points(self):
        source = random.Random(38)
        numbers = {decimal.Decimal(text) for text in (
            "0 1 -1 10 -10 9 99 0.1 -0.1 0.01 1E-130 -1E-130 1E125 -1E125 1.5 -1.5 2 20 100 0.9 1.01 -0.09").split()}
        numbers |= {decimal.Decimal(source.randint(-10**9, 10**9)).scaleb(source.randint(-60, 60)) for _ in range(60)}
        for number in numbers:
            self.put({"r": N(number)})
        found = self.db.query(
            TableName=self.table, KeyConditionExpression="p = :p", ExpressionAttributeValues={":p": self.p},
            ConsistentRead=True)["Items"]
        self.assertEqual([decimal.Decimal(item["r"]["N"]) for item in found], sorted(numbers))

    def test_holds_in_the_bounds_of_key_conditions(self):
        for number in ("-2", "-1.5", "-1", "0", "9", "10", "10.5"):
            self.put({"r": N(number)})
        found = self.db.query(
            TableName=self.table, KeyConditionExpression="p = :p AND r BETWEEN :low AND :high", ConsistentRead=True,
            ExpressionAttributeValues={":p": self.p, ":low": N("-1.50"), ":high": N("1e1")})["Items"]
        self.assertEqual([item["r"]["N"] for item in found], ["-1.5", "-1", "0", "9", "10"])


class Arithmetic(TableTest):
    TABLE = definition()

    def after(self, start, expression, value):
        self.put({"a": N(start)})
        self.update(expression, {"v": N(value)})
        return self.get()["a"]["N"]

    def test_is_exact_where_floating_point_is_not(self):
        for start, value, expected in [
            ("0.1", "0.2", "0.3"), ("1.1", "-1.1", "0"), ("9007199254740992", "1", "9007199254740993"),
            (DIGITS, "1", "12345678901234567890123456789012345679"), ("1e20", "1e-10", "1" + "0" * 20 + ".0000000001"),
            ("-0.5", "0.25", "-0.25"), ("9" * 37, "1", "1" + "0" * 37), ("1e-130", "1e-130", "0." + "0" * 129 + "2"),
        ]:
            with self.subTest(f"{start} + {value}"):
                self.assertEqual(self.after(start, "SET a = a + :v", value), expected)
                self.assertEqual(self.after(start, "ADD a :v", value), expected)

    def test_subtracts_too(self):
        for start, value, expected in [("1", "0.9", "0.1"), ("0", "5", "-5"), ("-1", "-1", "0")]:
            with self.subTest(f"{start} - {value}"):
                self.assertEqual(self.after(start, "SET a = a - :v", value), expected)

    def test_refuses_results_out_of_range_and_leaves_the_item(self):
        self.put({"a": N(LARGEST)})
        before = self.get()
        for expression in ("SET a = a + :v", "ADD a :v"):
            with self.subTest(expression), refusal(INVALID, "Number overflow"):
                self.update(expression, {"v": N(LARGEST)})
        self.assertEqual(self.get(), before)

    def test_refuses_results_of_more_than_thirty_eight_digits(self):
        self.put({"a": N("1e38")})
        with refusal(INVALID):
            self.update("SET a = a + :v", {"v": N("0.1")})
        self.assertEqual(self.get()["a"], N("1" + "0" * 38))

    def test_knows_numbers_only(self):
        self.put({"a": S("1")})
        with refusal(INVALID, "An operand in the update expression has an incorrect data type"):
            self.update("SET a = a + :v", {"v": N(1)})
        with refusal(INVALID, "Incorrect operand type for operator or function; operator or function: +"):
            self.update("SET a = :v + :s", {"v": N(1), "s": S("1")})


class Equality(TableTest):
    TABLE = definition()

    def test_is_that_of_values_and_not_of_texts(self):
        self.put({"a": N("1.50"), "l": L(N("1e1")), "s": NS("2.0", "30")})
        self.update("SET ok = :ok", {"ok": N(1), "a": N("15e-1"), "l": L(N("10")), "s": NS("3e1", "2")},
                    ConditionExpression="a = :a AND l = :l AND s = :s")
        self.assertEqual(self.get()["ok"], N(1))


if __name__ == "__main__":
    unittest.main()
