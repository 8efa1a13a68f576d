"""Tags of tables."""

import unittest

import botocore.exceptions

from support import INVALID, TableTest, definition, eventually, refusal, unique_name


def tags(**given):
    return [{"Key": key, "Value": value} for key, value in given.items()]


class Tags(TableTest):
    def setUp(self):
        super().setUp()
        self.name = self.own_table()
        self.arn = self.db.describe_table(TableName=self.name)["Table"]["TableArn"]

    def holds(self, **expected):
        eventually(lambda: {tag["Key"]: tag["Value"] for tag in self.db.list_tags_of_resource(
            ResourceArn=self.arn)["Tags"]}, expected)

    def test_are_added_replaced_and_taken_off(self):
        self.holds()
        self.db.tag_resource(ResourceArn=self.arn, Tags=tags(team="a", stage="test"))
        self.holds(team="a", stage="test")
        self.db.tag_resource(ResourceArn=self.arn, Tags=tags(team="b", empty=""))
        self.holds(team="b", stage="test", empty="")
        self.db.untag_resource(ResourceArn=self.arn, TagKeys=["team", "unknown"])
        self.holds(stage="test", empty="")

    def test_are_of_letters_digits_spaces_and_some_signs(self):
        self.db.tag_resource(ResourceArn=self.arn, Tags=tags(**{"größe 1+-=._:/@": "名前"}))
        self.holds(**{"größe 1+-=._:/@": "名前"})

    def test_come_with_a_new_table(self):
        name = self.own_table(**definition(Tags=tags(team="a")))
        self.arn = self.db.describe_table(TableName=name)["Table"]["TableArn"]
        self.holds(team="a")

    def test_have_bounds(self):
        for wrong in (tags(**{"k" * 129: "v"}), tags(k="v" * 257), tags(**{"": "v"}),
                      tags(**{f"k{number}": "v" for number in range(51)}), tags(**{"aws:reserved": "v"}),
                      tags(**{"#!": "v"}), tags(k="a&b")):
            with self.subTest(str(wrong)[:40]), refusal(INVALID):
                self.db.tag_resource(ResourceArn=self.arn, Tags=wrong)
        self.holds()

    def test_are_of_tables_that_exist(self):
        arn = self.arn.replace(self.name, unique_name())
        for operation, more in [(self.db.tag_resource, {"Tags": tags(a="b")}), (self.db.list_tags_of_resource, {}),
                                (self.db.untag_resource, {"TagKeys": ["a"]})]:
            # Which of the two depends on whether it tells what is there.
            with self.subTest(operation.__name__), self.assertRaisesRegex(
                    botocore.exceptions.ClientError, "ResourceNotFoundException|AccessDeniedException"):
                operation(ResourceArn=arn, **more)


if __name__ == "__main__":
    unittest.main()
