"""Tables: creating, describing, listing, changing and deleting them."""

import datetime
import re
import unittest
import urllib.parse

from support import (
    INVALID, TableTest, attributes, client, definition, drop_table, eventually, index, key_schema, make_table, refusal,
    status_of, unique_name)

THROUGHPUT = {"ReadCapacityUnits": 2, "WriteCapacityUnits": 3}


class Creating(TableTest):
    def create(self, **wanted):
        wanted = {**definition(), **wanted}
        self.addCleanup(drop_table, wanted["TableName"])
        return self.db.create_table(**wanted)["TableDescription"], wanted["TableName"]

    def test_answers_the_description_of_a_table_that_is_being_created(self):
        before = datetime.datetime.now(datetime.timezone.utc)
        found, name = self.create()
        self.assertEqual(found["TableName"], name)
        self.assertEqual(found["TableStatus"], "CREATING")
        self.assertEqual(found["KeySchema"], key_schema("p"))
        self.assertEqual(found["AttributeDefinitions"], attributes(p="S"))
        self.assertEqual((found["ItemCount"], found["TableSizeBytes"]), (0, 0))
        self.assertRegex(found["TableId"], r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertRegex(found["TableArn"], rf"^arn:aws:dynamodb:[a-z0-9-]+:\d{{12}}:table/{name}$")
        self.assertLess(abs(found["CreationDateTime"] - before), datetime.timedelta(minutes=1))

    def test_describes_a_table_on_demand_with_its_billing_and_no_throughput(self):
        name = self.own_table()
        found = self.db.describe_table(TableName=name)["Table"]
        self.assertEqual(found["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        throughput = found["ProvisionedThroughput"]
        self.assertEqual(
            (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"], throughput["NumberOfDecreasesToday"]),
            (0, 0, 0))

    def test_describes_provisioned_throughput_as_it_was_given(self):
        wanted = definition(BillingMode="PROVISIONED", ProvisionedThroughput=THROUGHPUT)
        name = self.own_table(**wanted)
        found = self.db.describe_table(TableName=name)["Table"]["ProvisionedThroughput"]
        self.assertEqual((found["ReadCapacityUnits"], found["WriteCapacityUnits"]), (2, 3))

    def test_describes_what_a_table_is_ready_for(self):
        def warm(name):
            found = self.db.describe_table(TableName=name)["Table"]["WarmThroughput"]
            return found["ReadUnitsPerSecond"], found["WriteUnitsPerSecond"], found["Status"]
        found, name = self.create()
        self.assertEqual(found["WarmThroughput"]["ReadUnitsPerSecond"], 12000)
        eventually(lambda: warm(name), (12000, 4000, "ACTIVE"))
        provisioned = self.own_table(BillingMode="PROVISIONED", ProvisionedThroughput=THROUGHPUT)
        self.assertEqual(warm(provisioned), (2, 3, "ACTIVE"))
        self.db.update_table(TableName=name, WarmThroughput={"ReadUnitsPerSecond": 13000})
        eventually(lambda: warm(name), (13000, 4000, "ACTIVE"), seconds=300)
        self.db.update_table(TableName=name, WarmThroughput={"WriteUnitsPerSecond": 5000})
        eventually(lambda: warm(name), (13000, 5000, "ACTIVE"), seconds=300)
        with refusal(INVALID, "Member must have value greater than or equal to 1"):
            self.db.update_table(TableName=name, WarmThroughput={"ReadUnitsPerSecond": 0})

    def test_takes_a_table_without_a_billing_mode_for_a_provisioned_one(self):
        wanted = definition(ProvisionedThroughput=THROUGHPUT)
        del wanted["BillingMode"]
        self.addCleanup(drop_table, wanted["TableName"])
        name = make_table(wanted)
        found = self.db.describe_table(TableName=name)["Table"]
        self.assertEqual(found["ProvisionedThroughput"]["WriteCapacityUnits"], 3)

    def test_describes_indexes_with_arns_of_their_own(self):
        name = self.own_table(
            KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(p="S", r="N", a="B"),
            GlobalSecondaryIndexes=[index("global", "a", include=["x", "y"])],
            LocalSecondaryIndexes=[index("local", "p", "a", projection="KEYS_ONLY")])
        found = self.db.describe_table(TableName=name)["Table"]
        (wide,), (near,) = found["GlobalSecondaryIndexes"], found["LocalSecondaryIndexes"]
        self.assertEqual(wide["IndexArn"], f"{found['TableArn']}/index/global")
        self.assertEqual((wide["IndexStatus"], wide["ItemCount"], wide["IndexSizeBytes"]), ("ACTIVE", 0, 0))
        self.assertEqual(wide["Projection"]["ProjectionType"], "INCLUDE")
        self.assertEqual(sorted(wide["Projection"]["NonKeyAttributes"]), ["x", "y"])
        self.assertEqual(near["IndexArn"], f"{found['TableArn']}/index/local")
        self.assertEqual(near["KeySchema"], key_schema("p", "a"))
        self.assertNotIn("IndexStatus", near)

    def test_refuses_the_name_of_a_table_that_exists(self):
        name = self.own_table()
        with refusal("ResourceInUseException", f"Table already exists: {name}"):
            self.db.create_table(**{**definition(), "TableName": name})

    def test_takes_names_from_three_to_two_hundred_fifty_five_characters(self):
        for name in (unique_name()[:10] + ".-_A", unique_name().ljust(255, "z")):
            with self.subTest(length=len(name)):
                found, _ = self.create(TableName=name)
                self.assertEqual(found["TableName"], name)

    def test_refuses_names_too_short_too_long_and_with_other_characters(self):
        for name in ("ab", "a" * 256, "with space", "sla/sh", "ümlaut", ""):
            with self.subTest(name), refusal(INVALID):
                self.db.create_table(**{**definition(), "TableName": name})

    def test_keeps_tables_apart_whose_names_differ_in_case(self):
        name = unique_name()
        self.create(TableName=name.lower())
        found, _ = self.create(TableName=name.upper())
        self.assertEqual(found["TableName"], name.upper())

    def test_gives_a_table_made_again_another_id_and_none_of_the_old_items(self):
        wanted = definition()
        self.addCleanup(drop_table, wanted["TableName"])
        name = make_table(wanted)
        first = self.db.describe_table(TableName=name)["Table"]["TableId"]
        self.db.put_item(TableName=name, Item={"p": {"S": "a"}})
        self.db.delete_table(TableName=name)
        eventually(lambda: status_of(name), "GONE", seconds=120)
        make_table(wanted)
        self.assertNotEqual(self.db.describe_table(TableName=name)["Table"]["TableId"], first)
        self.assertNotIn("Item", self.db.get_item(TableName=name, Key={"p": {"S": "a"}}, ConsistentRead=True))


class RejectedDefinitions(TableTest):
    def rejected(self, says, code=INVALID, **changes):
        wanted = {**definition(), **changes}
        wanted = {name: value for name, value in wanted.items() if value is not None}
        self.addCleanup(drop_table, wanted["TableName"])
        with refusal(code, says):
            client().create_table(**wanted)
        self.assertEqual(status_of(wanted["TableName"]), "GONE")

    def test_a_key_whose_type_is_not_defined(self):
        self.rejected("AttributeDefinitions", AttributeDefinitions=attributes(other="S"))

    def test_an_attribute_that_no_key_uses(self):
        self.rejected("AttributeDefinitions", AttributeDefinitions=attributes(p="S", unused="S"))

    def test_an_attribute_defined_twice(self):
        self.rejected("", AttributeDefinitions=attributes(p="S") + attributes(p="S"))

    def test_a_key_type_that_no_key_can_have(self):
        for kind in ("BOOL", "SS", "M", "s", ""):
            with self.subTest(kind):
                self.rejected("Member must satisfy enum value set", AttributeDefinitions=attributes(p=kind))

    def test_no_key_and_no_definitions(self):
        for name in ("KeySchema", "AttributeDefinitions"):
            with self.subTest(name):
                self.rejected("", **{name: None})

    def test_a_key_schema_that_begins_with_a_range(self):
        self.rejected(
            "The first KeySchemaElement is not a HASH key type",
            KeySchema=[{"AttributeName": "p", "KeyType": "RANGE"}])

    def test_two_hash_keys(self):
        self.rejected(
            "The second KeySchemaElement is not a RANGE key type",
            KeySchema=key_schema("p") + key_schema("q"), AttributeDefinitions=attributes(p="S", q="S"))

    def test_one_attribute_as_both_keys(self):
        self.rejected("KeySchema", KeySchema=key_schema("p", "p"))

    def test_a_third_key(self):
        self.rejected(
            "keySchema", AttributeDefinitions=attributes(p="S", q="S", r="S"),
            KeySchema=key_schema("p", "q") + [{"AttributeName": "r", "KeyType": "RANGE"}])

    def test_an_unknown_part_of_a_key(self):
        self.rejected("Member must satisfy enum value set", KeySchema=[{"AttributeName": "p", "KeyType": "hash"}])

    def test_a_key_name_beyond_two_hundred_fifty_five_characters(self):
        name = "k" * 256
        self.rejected("", KeySchema=key_schema(name), AttributeDefinitions=attributes(**{name: "S"}))

    def test_provisioned_billing_without_throughput(self):
        self.rejected(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            BillingMode="PROVISIONED")

    def test_throughput_with_billing_on_demand(self):
        self.rejected(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ProvisionedThroughput=THROUGHPUT)

    def test_throughput_of_zero(self):
        self.rejected(
            "Member must have value greater than or equal to 1", BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": 0, "WriteCapacityUnits": 1})

    def test_an_unknown_billing_mode(self):
        self.rejected("Member must satisfy enum value set", BillingMode="FREE")

    def test_lists_of_indexes_without_any(self):
        for kind in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
            with self.subTest(kind):
                self.rejected("is empty", **{kind: []})

    def test_a_local_index_of_a_table_without_range_key(self):
        self.rejected(
            "Table KeySchema does not have a range key", AttributeDefinitions=attributes(p="S", a="S"),
            LocalSecondaryIndexes=[index("by-a", "p", "a")])

    def test_a_local_index_with_another_hash_key(self):
        self.rejected(
            "does not have the same leading hash key as table KeySchema", KeySchema=key_schema("p", "r"),
            AttributeDefinitions=attributes(p="S", r="S", a="S", b="S"),
            LocalSecondaryIndexes=[index("by-a", "a", "b")])

    def test_a_local_index_without_range_key(self):
        self.rejected(
            "does not have a range key", KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(p="S", r="S"),
            LocalSecondaryIndexes=[index("by-p", "p")])

    def test_two_indexes_of_one_name_even_of_different_kinds(self):
        self.rejected(
            "Duplicate index name", KeySchema=key_schema("p", "r"),
            AttributeDefinitions=attributes(p="S", r="S", a="S"),
            LocalSecondaryIndexes=[index("same", "p", "a")], GlobalSecondaryIndexes=[index("same", "a")])

    def test_an_index_whose_key_is_not_defined(self):
        self.rejected("AttributeDefinitions", GlobalSecondaryIndexes=[index("by-a", "a")])

    def test_index_names_too_short_and_with_other_characters(self):
        for name in ("ab", "a b", "a" * 256):
            with self.subTest(name):
                self.rejected(
                    "", AttributeDefinitions=attributes(p="S", a="S"), GlobalSecondaryIndexes=[index(name, "a")])

    def test_projections_at_odds_with_their_attributes(self):
        for says, projection in [
            ("ProjectionType is INCLUDE, but NonKeyAttributes is not specified", {"ProjectionType": "INCLUDE"}),
            ("ProjectionType is ALL, but NonKeyAttributes is specified",
             {"ProjectionType": "ALL", "NonKeyAttributes": ["x"]}),
            ("ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified",
             {"ProjectionType": "KEYS_ONLY", "NonKeyAttributes": ["x"]}),
            ("Duplicate NonKeyAttributes: [x]", {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x", "y", "x"]}),
            ("Unknown ProjectionType: null", {}),
            ("Member must satisfy enum value set", {"ProjectionType": "SOME"}),
            ("", {"ProjectionType": "INCLUDE", "NonKeyAttributes": []}),
            ("", {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a" * 256]}),
            ("", {"ProjectionType": "INCLUDE", "NonKeyAttributes": [f"a{number}" for number in range(101)]}),
        ]:
            with self.subTest(projection):
                self.rejected(
                    says, AttributeDefinitions=attributes(p="S", a="S"),
                    GlobalSecondaryIndexes=[{**index("by-a", "a"), "Projection": projection}])

    def test_an_index_of_a_provisioned_table_without_throughput(self):
        self.rejected(
            "", AttributeDefinitions=attributes(p="S", a="S"), BillingMode="PROVISIONED",
            ProvisionedThroughput=THROUGHPUT, GlobalSecondaryIndexes=[index("by-a", "a")])

    def test_twenty_one_global_and_six_local_indexes(self):
        names = [f"a{number:02}" for number in range(21)]
        kinds = {"p": "S", "r": "S", **{name: "S" for name in names}}
        self.rejected(
            "per-table limit of 20", KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(**kinds),
            GlobalSecondaryIndexes=[index(f"by-{name}", name, "r") for name in names])
        kinds = {"p": "S", "r": "S", **{name: "S" for name in names[:6]}}
        self.rejected(
            "limit of 5", KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(**kinds),
            LocalSecondaryIndexes=[index(f"by-{name}", "p", name) for name in names[:6]])

    def test_an_unknown_class(self):
        for wanted in ("standard", "CHEAP", ""):
            with self.subTest(wanted):
                self.rejected(
                    "Invalid table-class parameter provided. Please try again with a valid table-class value: "
                    "[STANDARD, STANDARD_INFREQUENT_ACCESS].", TableClass=wanted)

    def test_streams_without_a_view_or_with_an_unknown_one(self):
        for stream in ({"StreamEnabled": True}, {"StreamEnabled": True, "StreamViewType": "ALL"},
                       {"StreamEnabled": False, "StreamViewType": "KEYS_ONLY"}):
            with self.subTest(stream):
                self.rejected("", StreamSpecification=stream)


class Changing(TableTest):
    def test_no_change_at_all_is_refused(self):
        with refusal(INVALID, "At least one of") as told:
            self.db.update_table(TableName=self.own_table())
        self.assertIn("is required in UpdateTable", told.response["Error"]["Message"])

    def test_throughput_can_change_but_not_to_what_it_is(self):
        name = self.own_table(**definition(BillingMode="PROVISIONED", ProvisionedThroughput=THROUGHPUT))
        with refusal(INVALID, "will not change"):
            self.db.update_table(TableName=name, ProvisionedThroughput=THROUGHPUT)
        self.db.update_table(
            TableName=name, ProvisionedThroughput={"ReadCapacityUnits": 4, "WriteCapacityUnits": 4})
        eventually(lambda: status_of(name), "ACTIVE", seconds=120)
        found = self.db.describe_table(TableName=name)["Table"]["ProvisionedThroughput"]
        self.assertEqual((found["ReadCapacityUnits"], found["WriteCapacityUnits"]), (4, 4))

    def test_a_table_on_demand_takes_no_throughput(self):
        name = self.own_table()
        with refusal(INVALID, ""):
            self.db.update_table(TableName=name, ProvisionedThroughput=THROUGHPUT)

    def test_billing_changes_both_ways(self):
        name = self.own_table(**definition(BillingMode="PROVISIONED", ProvisionedThroughput=THROUGHPUT))
        self.db.update_table(TableName=name, BillingMode="PAY_PER_REQUEST")
        eventually(lambda: status_of(name), "ACTIVE", seconds=300)
        found = self.db.describe_table(TableName=name)["Table"]
        self.assertEqual(found["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.assertEqual(found["ProvisionedThroughput"]["ReadCapacityUnits"], 0)

    def test_a_protected_table_can_not_be_deleted_until_it_is_free(self):
        name = self.own_table(DeletionProtectionEnabled=True)
        self.addCleanup(self.db.update_table, TableName=name, DeletionProtectionEnabled=False)
        self.assertIs(self.db.describe_table(TableName=name)["Table"]["DeletionProtectionEnabled"], True)
        with refusal(INVALID, "protected against deletion. Disable deletion protection first"):
            self.db.delete_table(TableName=name)

    def test_an_index_of_an_undefined_attribute_or_of_a_name_taken_is_refused(self):
        name = self.own_table(
            AttributeDefinitions=attributes(p="S", a="S"), GlobalSecondaryIndexes=[index("by-a", "a")])
        for says, kinds, wanted in [
            ("Some index key attributes are not defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [p]",
             attributes(p="S"), index("by-b", "b")),
            # Even attributes already defined for the table have to be repeated.
            ("Some index key attributes are not defined in AttributeDefinitions. Keys: [b, a], "
             "AttributeDefinitions: [b]", attributes(b="S"), index("by-b", "b", "a")),
            ("Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: []",
             [], index("by-a-again", "a")),
            ("index which already exists", attributes(p="S", a="S"), index("by-a", "a")),
        ]:
            with self.subTest(says), refusal(INVALID, says):
                self.db.update_table(
                    TableName=name, AttributeDefinitions=kinds, GlobalSecondaryIndexUpdates=[{"Create": wanted}])

    def test_only_one_index_is_made_at_a_time(self):
        name = self.own_table()
        with refusal("LimitExceededException", "Only 1 online index can be created or deleted simultaneously"):
            self.db.update_table(
                TableName=name, AttributeDefinitions=attributes(p="S", a="S", b="S"),
                GlobalSecondaryIndexUpdates=[{"Create": index("by-a", "a")}, {"Create": index("by-b", "b")}])

    def test_says_which_index_is_made_and_which_one_goes(self):
        name = self.own_table(
            AttributeDefinitions=attributes(p="S", a="S"), GlobalSecondaryIndexes=[index("by-a", "a")])

        def statuses(*updates, **kinds):
            found = self.db.update_table(
                TableName=name, GlobalSecondaryIndexUpdates=list(updates), AttributeDefinitions=attributes(**kinds))
            return {one["IndexName"]: one["IndexStatus"] for one in found["TableDescription"]["GlobalSecondaryIndexes"]}
        self.assertEqual(
            statuses({"Create": index("by-b", "b")}, p="S", b="S"), {"by-a": "ACTIVE", "by-b": "CREATING"})
        eventually(lambda: status_of(name), "ACTIVE", seconds=900)
        self.assertEqual(statuses({"Delete": {"IndexName": "by-a"}}), {"by-a": "DELETING", "by-b": "ACTIVE"})

    def test_attributes_that_no_key_is_made_of_are_passed_over(self):
        name = self.own_table()
        found = self.db.update_table(
            TableName=name, AttributeDefinitions=attributes(a="S", b="S"),
            GlobalSecondaryIndexUpdates=[{"Create": index("by-a", "a")}])["TableDescription"]
        self.assertEqual(sorted(one["AttributeName"] for one in found["AttributeDefinitions"]), ["a", "p"])
        eventually(lambda: status_of(name), "ACTIVE", seconds=900)

    def test_an_attribute_of_a_key_keeps_its_type(self):
        name = self.own_table(
            KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(p="S", r="N", a="S"),
            GlobalSecondaryIndexes=[index("by-a", "a")])
        for kinds, wanted, existing, new in [
            ({"a": "N"}, index("other", "a"), "Schema:[SchemaElement: key{a:S:HASH}]",
             "Schema:[SchemaElement: key{a:N:HASH}]"),
            ({"r": "B", "b": "S"}, index("other", "b", "r"),
             "Schema:[SchemaElement: key{p:S:HASH}, SchemaElement: key{r:N:RANGE}]",
             "Schema:[SchemaElement: key{b:S:HASH}, SchemaElement: key{r:B:RANGE}]"),
            ({"b": "S", "a": "B"}, index("other", "b"), "Schema:[SchemaElement: key{a:S:HASH}]",
             "Schema:[SchemaElement: key{a:B:HASH}]"),
        ]:
            with self.subTest(kinds), refusal(
                    INVALID, "One or more parameter values were invalid: Attributes cannot be redefined. Please check "
                             "that your attribute has the same type as previously defined. Existing schema: "
                             f"{existing} New schema: {new}"):
                self.db.update_table(
                    TableName=name, AttributeDefinitions=attributes(**kinds),
                    GlobalSecondaryIndexUpdates=[{"Create": wanted}])

    def test_an_attribute_is_defined_once(self):
        with refusal(INVALID, "duplicate AttributeName: a"):
            self.db.update_table(
                TableName=self.own_table(), AttributeDefinitions=attributes(a="S") + attributes(a="N"),
                GlobalSecondaryIndexUpdates=[{"Create": index("by-a", "a")}])

    def test_no_updates_of_indexes_are_no_change(self):
        with refusal(INVALID, "At least one of"):
            self.db.update_table(TableName=self.own_table(), GlobalSecondaryIndexUpdates=[])

    def test_indexes_need_throughput_when_their_table_gets_it(self):
        name = self.own_table(
            AttributeDefinitions=attributes(p="S", a="S"), GlobalSecondaryIndexes=[index("by-a", "a")])
        wanted = {"TableName": name, "BillingMode": "PROVISIONED", "ProvisionedThroughput": THROUGHPUT}
        with refusal(INVALID, "ProvisionedThroughput must be specified for index: by-a"):
            self.db.update_table(**wanted)
        self.db.update_table(**wanted, GlobalSecondaryIndexUpdates=[
            {"Update": {"IndexName": "by-a", "ProvisionedThroughput": THROUGHPUT}}])
        eventually(lambda: status_of(name), "ACTIVE", seconds=300)
        found, = self.db.describe_table(TableName=name)["Table"]["GlobalSecondaryIndexes"]
        self.assertEqual(found["ProvisionedThroughput"]["ReadCapacityUnits"], 2)

    def test_a_class_tells_when_it_was_changed(self):
        def changed(**wanted):
            self.db.update_table(TableName=name, **wanted)
            eventually(lambda: status_of(name), "ACTIVE", seconds=300)
            return self.db.describe_table(TableName=name)["Table"]["TableClassSummary"]
        name = self.own_table(TableClass="STANDARD")
        self.assertEqual(changed(DeletionProtectionEnabled=False), {"TableClass": "STANDARD"})
        with refusal(INVALID, "Invalid table-class parameter provided."):
            changed(TableClass="CHEAP")
        found = changed(TableClass="STANDARD_INFREQUENT_ACCESS")
        self.assertEqual(found["TableClass"], "STANDARD_INFREQUENT_ACCESS")
        now = datetime.datetime.now(datetime.timezone.utc)
        self.assertLess(abs(found["LastUpdateDateTime"] - now), datetime.timedelta(minutes=10))

    def test_limits_on_demand_are_set_and_taken_away(self):
        def limits(**units):
            self.db.update_table(TableName=name, OnDemandThroughput=units)
            eventually(lambda: status_of(name), "ACTIVE", seconds=300)
            return self.db.describe_table(TableName=name)["Table"].get("OnDemandThroughput")
        name = self.own_table(OnDemandThroughput={"MaxReadRequestUnits": 5})
        found = self.db.describe_table(TableName=name)["Table"]["OnDemandThroughput"]
        self.assertEqual(found["MaxReadRequestUnits"], 5)
        both = {"MaxReadRequestUnits": 6, "MaxWriteRequestUnits": 7}
        self.assertEqual(limits(**both), both)
        with refusal(INVALID):
            limits(MaxReadRequestUnits=0)

    def test_an_index_that_is_not_there_can_not_be_deleted(self):
        with refusal("ResourceNotFoundException"):
            self.db.update_table(
                TableName=self.own_table(), GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-a"}}])


class Missing(TableTest):
    def test_tables_are_named_to_those_who_describe_change_or_delete_them(self):
        name = unique_name()
        for operation, more in [(self.db.describe_table, {}), (self.db.delete_table, {}),
                                (self.db.update_table, {"BillingMode": "PAY_PER_REQUEST"})]:
            with refusal("ResourceNotFoundException", f"Requested resource not found: Table: {name} not found"):
                operation(TableName=name, **more)

    def test_tables_are_not_found_by_any_operation_on_items(self):
        name, key = unique_name(), {"p": {"S": "x"}}
        condition = {"KeyConditionExpression": "p = :p", "ExpressionAttributeValues": {":p": {"S": "x"}}}
        for operation, more in [
            ("get_item", {"TableName": name, "Key": key}),
            ("put_item", {"TableName": name, "Item": key}),
            ("update_item", {"TableName": name, "Key": key}),
            ("delete_item", {"TableName": name, "Key": key}),
            ("query", {"TableName": name, **condition}),
            ("scan", {"TableName": name}),
            ("batch_get_item", {"RequestItems": {name: {"Keys": [key]}}}),
            ("batch_write_item", {"RequestItems": {name: [{"PutRequest": {"Item": key}}]}}),
            ("transact_get_items", {"TransactItems": [{"Get": {"TableName": name, "Key": key}}]}),
            ("transact_write_items", {"TransactItems": [{"Put": {"TableName": name, "Item": key}}]}),
            ("describe_time_to_live", {"TableName": name}),
        ]:
            with self.subTest(operation), refusal("ResourceNotFoundException", "Requested resource not found"):
                getattr(self.db, operation)(**more)


class ListingAndDeleting(TableTest):
    def test_deleting_answers_the_description_and_then_the_table_is_gone(self):
        name = self.own_table(
            KeySchema=key_schema("p", "r"), AttributeDefinitions=attributes(p="S", r="N", a="S"),
            GlobalSecondaryIndexes=[index("global", "a")], LocalSecondaryIndexes=[index("local", "p", "a")])
        found = self.db.delete_table(TableName=name)["TableDescription"]
        self.assertEqual((found["TableName"], found["TableStatus"]), (name, "DELETING"))
        self.assertEqual(found["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.assertEqual(set(found) & {
            "KeySchema", "AttributeDefinitions", "CreationDateTime", "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes"}, set())
        eventually(lambda: status_of(name), "GONE", seconds=120)
        self.assertNotIn(name, self.db.list_tables(ExclusiveStartTableName=name[:-1])["TableNames"])

    def test_tables_are_listed_in_the_order_of_their_names_page_by_page(self):
        prefix = unique_name()
        names = [f"{prefix}-{end}" for end in "Bab"]
        for name in names:
            self.own_table(TableName=name)
        start, found = prefix, []
        while len(found) < 3:
            page = self.db.list_tables(ExclusiveStartTableName=start, Limit=1)
            self.assertEqual(len(page["TableNames"]), 1)
            start = page["TableNames"][0]
            self.assertEqual(page.get("LastEvaluatedTableName", start), start)
            found.append(start)
        self.assertEqual(found, sorted(names))

    def test_pages_of_none_and_of_more_than_a_hundred_are_refused(self):
        for limit, says in [(0, "greater than or equal to 1"), (101, "less than or equal to 100")]:
            with self.subTest(limit), refusal(INVALID, says):
                self.db.list_tables(Limit=limit)

    def test_a_start_that_is_no_table_is_as_good_as_one(self):
        name = self.own_table()
        self.assertIn(name, self.db.list_tables(ExclusiveStartTableName=name[:-1])["TableNames"])

    def test_limits_and_endpoints_are_told(self):
        limits = self.db.describe_limits()
        self.assertGreater(limits["TableMaxReadCapacityUnits"], 0)
        (endpoint,) = self.db.describe_endpoints()["Endpoints"]
        self.assertGreater(endpoint["CachePeriodInMinutes"], 0)
        self.assertTrue(re.match(r"^[a-z0-9.:-]+$", endpoint["Address"]))
        self.assertEqual(endpoint["Address"], urllib.parse.urlsplit(self.db.meta.endpoint_url).netloc)

    def test_a_table_can_be_named_by_its_arn(self):
        name = self.own_table()
        arn = self.db.describe_table(TableName=name)["Table"]["TableArn"]
        self.db.put_item(TableName=arn, Item={"p": {"S": "x"}})
        self.assertIn("Item", self.db.get_item(TableName=name, Key={"p": {"S": "x"}}, ConsistentRead=True))
        self.assertEqual(self.db.describe_table(TableName=arn)["Table"]["TableName"], name)


if __name__ == "__main__":
    unittest.main()
