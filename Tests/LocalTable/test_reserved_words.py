"""Reserved words: names that an expression can't contain directly."""

import unittest

from support import INVALID, N, TableTest, definition, expressions, refusal

RESERVED = (
    "abort action add after all alter and any as asc attribute batch before begin between bigint boolean bucket by "
    "cascade case cast char check collection column comment commit condition connect constraint count create "
    "current cursor data date day default delete desc describe distinct domain drop duration else empty end error "
    "escape exists exit false fetch file filter first float for foreign format from full function get global group "
    "hash having hour identity if in index input insert int interval into is item items join key keys language last "
    "leading left length level like limit list local location lock log map match max member merge method min minute "
    "mode month name names national new next no not null number object of offset on open option or order other "
    "owner parameter partition path percent permission plan position precision primary private public put query "
    "range rank raw read real record reference region rename replace request reset resource result return revoke "
    "right role rollback row rows rule scan schema search second section segment select sequence session set shard "
    "size source space start state status storage store stream string sub sum synonym system table temp text then "
    "throughput time timestamp to token total transaction trigger true truncate ttl tuple type undo union unique "
    "unit unknown until update upper url use user using uuid value valued values view views wait when where while "
    "window with work write year zone"
).split()
# These may be reported as misplaced parts of the language first.
SYNTAX = ("and", "between", "in", "not", "or", "add", "delete", "remove", "set")
FREE = ("id email title content price amount address description city country phone version created createdat "
        "firstname lastname username orders color message note tag tags body kind label pk sk name_ name1 "
        "x y n").split()


class ReservedWords(TableTest):
    TABLE = definition()

    def test_can_not_be_spelt_out_in_any_case(self):
        for word in RESERVED:
            for spelt in (word, word.upper(), word.title()):
                with self.subTest(spelt), refusal(
                        INVALID, "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved "
                                 f"keyword: {spelt}" if word not in SYNTAX else "Invalid ProjectionExpression: "):
                    self.get(ProjectionExpression=spelt)

    def test_can_not_be_spelt_out_in_any_expression_nor_deeper_in_a_path(self):
        says = "Attribute name is a reserved keyword; reserved keyword: status"
        with refusal(INVALID, f"Invalid ConditionExpression: {says}"):
            self.put(ConditionExpression="status = :v", **expressions({"v": N(1)}))
        with refusal(INVALID, f"Invalid ConditionExpression: {says}"):
            self.put(ConditionExpression="attribute_exists(a.b[1].status)")
        with refusal(INVALID, f"Invalid UpdateExpression: {says}"):
            self.update("SET status = :v", {"v": N(1)})
        with refusal(INVALID, f"Invalid FilterExpression: {says}"):
            self.db.scan(TableName=self.table, FilterExpression="status = :v", **expressions({"v": N(1)}))
        with refusal(INVALID, "Invalid KeyConditionExpression: "):
            self.db.query(TableName=self.table, KeyConditionExpression="status = :v", **expressions({"v": N(1)}))

    def test_can_be_given_as_placeholders(self):
        for word in RESERVED[::10]:
            with self.subTest(word):
                self.update("SET #w = :v", {"v": N(1)}, {"w": word})
                self.assertEqual(self.get()[word], N(1))

    def test_are_not_all_words(self):
        for word in FREE:
            with self.subTest(word):
                self.get(ProjectionExpression=word)


if __name__ == "__main__":
    unittest.main()
