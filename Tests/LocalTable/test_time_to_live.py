"""Time to live: enabling it, and the items that it doesn't affect."""

import time
import unittest

from support import INVALID, N, S, TableTest, eventually, refusal, target, unique_name


class Switching(TableTest):
    def switch(self, table, name, enabled=True):
        return self.db.update_time_to_live(
            TableName=table, TimeToLiveSpecification={"AttributeName": name, "Enabled": enabled})

    def state(self, table):
        return self.db.describe_time_to_live(TableName=table)["TimeToLiveDescription"]

    def test_is_off_at_first(self):
        self.assertEqual(self.state(self.own_table()), {"TimeToLiveStatus": "DISABLED"})

    def test_is_on_when_it_was_switched_on(self):
        table = self.own_table()
        found = self.switch(table, "expires")
        self.assertEqual(found["TimeToLiveSpecification"], {"Enabled": True, "AttributeName": "expires"})
        eventually(lambda: self.state(table), {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}, 3_600)

    def test_can_not_be_switched_to_what_it_is(self):
        table = self.own_table()
        with refusal(INVALID, "TimeToLive is already disabled"):
            self.switch(table, "expires", False)
        self.switch(table, "expires")
        with refusal(INVALID, "TimeToLive is already enabled"):
            self.switch(table, "expires")

    def test_is_about_one_attribute(self):
        table = self.own_table()
        self.switch(table, "expires")
        for enabled, says in [(True, "TimeToLive is "), (False, "TimeToLive is active on a different AttributeName")]:
            with self.subTest(enabled), refusal(INVALID, says):
                self.switch(table, "ends", enabled)

    def test_needs_an_attribute_and_a_table(self):
        table = self.own_table()
        for specification in ({"Enabled": True}, {"AttributeName": "expires"}, {"AttributeName": "", "Enabled": True},
                              {"AttributeName": "x" * 256, "Enabled": True}):
            with self.subTest(specification), refusal(INVALID):
                self.db.update_time_to_live(TableName=table, TimeToLiveSpecification=specification)
        with refusal("ResourceNotFoundException"):
            self.switch(unique_name(), "expires")

    def test_leaves_alone_what_has_no_proper_time_in_the_past(self):
        table, now = self.own_table(), int(time.time())
        self.switch(table, "expires")
        items = [{"p": S("future"), "expires": N(now + 3_600)}, {"p": S("text"), "expires": S(str(now - 100))},
                 {"p": S("ancient"), "expires": N(now - 6 * 366 * 86_400)}, {"p": S("milliseconds"),
                                                                            "expires": N(now * 1_000)}, {"p": S("no")}]
        for item in items:
            self.db.put_item(TableName=table, Item=item)
        time.sleep(2)
        for item in items:
            found = self.db.get_item(TableName=table, Key={"p": item["p"]}, ConsistentRead=True)
            self.assertEqual(found.get("Item"), item)

    @unittest.skipIf(target() == "aws", "takes up to two days there")
    def test_takes_what_is_past(self):
        table = self.own_table()
        self.switch(table, "expires")
        for name, past in (("a", 1), ("b", 10)):
            self.db.put_item(TableName=table, Item={"p": S(name), "expires": N(int(time.time()) - past)})
        eventually(lambda: self.db.scan(TableName=table, ConsistentRead=True)["Count"], 0, seconds=70)


if __name__ == "__main__":
    unittest.main()
