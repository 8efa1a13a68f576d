"""Tags of tables."""

import unittest

import botocore.exceptions

from support import INVALID, TableTest, attributes, definition, eventually, index, refusal, unique_name


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

    def test_have_lengths_that_count_characters(self):
        self.db.tag_resource(ResourceArn=self.arn, Tags=tags(**{"ß" * 128: "名" * 256}))
        self.holds(**{"ß" * 128: "名" * 256})
        self.db.untag_resource(ResourceArn=self.arn, TagKeys=["ß" * 128])
        self.holds()
        for wrong in (tags(**{"ß" * 129: "v"}), tags(k="名" * 257)):
            with self.subTest(str(wrong)[:40]), refusal(INVALID):
                self.db.tag_resource(ResourceArn=self.arn, Tags=wrong)

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

    def each_refused(self, arn, refused):
        """Expects every operation on tags to refuse this resource."""
        for operation, more in [(self.db.tag_resource, {"Tags": tags(a="b")}), (self.db.list_tags_of_resource, {}),
                                (self.db.untag_resource, {"TagKeys": ["a"]})]:
            with self.subTest(operation.__name__, arn=arn), refused():
                operation(ResourceArn=arn, **more)

    def test_are_of_whole_tables(self):
        name = self.own_table(
            AttributeDefinitions=attributes(p="S", a="S"), GlobalSecondaryIndexes=[index("by-a", "a")])
        arn = self.db.describe_table(TableName=name)["Table"]["GlobalSecondaryIndexes"][0]["IndexArn"]
        says = f"Invalid TableArn: Invalid ResourceArn provided as input {arn}"
        self.each_refused(arn, lambda: refusal(INVALID, says))

    def test_need_an_arn(self):
        for arn in (self.name, "x", "ARN:" + self.arn[4:]):
            says = f"Invalid ResourceArn: ARNs must start with 'arn:': {arn}"
            self.each_refused(arn, lambda: refusal(INVALID, says))
        for arn in ("arn:", "arn:aws:dynamodb", self.arn.replace("table/", "")):
            says = f"Invalid TableArn: Invalid ResourceArn provided as input {arn}"
            self.each_refused(arn, lambda: refusal(INVALID, says))

    def test_are_of_tables_that_exist(self):
        # Which of the two depends on whether the target reveals that the resource exists.
        self.each_refused(self.arn.replace(self.name, unique_name()), lambda: self.assertRaisesRegex(
            botocore.exceptions.ClientError, "ResourceNotFoundException|AccessDeniedException"))


if __name__ == "__main__":
    unittest.main()
