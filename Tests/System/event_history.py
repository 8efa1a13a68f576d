"""The history of an event's seats, change by change, from the table's stream."""

import typing

import boto3.dynamodb.types


class EventHistory:
    """Follows the changes of one event's partition, which arrive in order."""

    def __init__(self, event: str, records: list[dict]):
        self.objections: list[str] = []
        self.promoted = 0
        # The users in line, by ticket.
        self._line: dict[int, str] = {}
        # All that were ever used.
        self._tickets: set[int] = set()
        for record in records:
            change = record["dynamodb"]
            key = {name: value["S"] for name, value in change["Keys"].items()}
            if key["PK"] == f"EVENT#{event}":
                self._follow(key["SK"].partition("#")[0], image(change, "OldImage"), image(change, "NewImage"))

    def _follow(self, kind: str, old: dict, new: dict):
        if kind == "SEATS" and new:
            self._require(0 <= new["registered"] <= new["capacity"], f"{new['registered']} had {new['capacity']} seats")
            self._require(new["waiting"] >= 0, f"{new['waiting']} waited")
        elif kind == "WAITLIST" and new and not old:
            # Tickets are drawn before the line is joined, and so may join in another order.
            self._require(new["ticket"] not in self._tickets, f"ticket {new['ticket']} was given twice")
            self._tickets.add(int(new["ticket"]))
            self._line[int(new["ticket"])] = new["userId"]
        elif kind == "WAITLIST" and old and not new:
            self._line.pop(old["ticket"])
        elif kind == "REGISTRATION" and old and new and old["status"] != new["status"]:
            self._promote(old, new)

    def _promote(self, old: dict, new: dict):
        self.promoted += 1
        self._require((old["status"], new["status"]) == ("waitlisted", "registered"), f"{new['userId']} lost a seat")
        # Users promoted together leave the line one after the other, each before their seat is written.
        earlier = [ticket for ticket in self._line if ticket < old["ticket"]]
        self._require(not earlier, f"{new['userId']} with ticket {old['ticket']} overtook {earlier}")

    def _require(self, is_so: bool, otherwise: str):
        if not is_so and len(self.objections) < 20:
            self.objections.append(otherwise)

    @property
    def line(self) -> list[str]:
        """Returns the users in line at the end, in order."""
        return [self._line[ticket] for ticket in sorted(self._line)]


def image(change: dict, name: str) -> dict:
    """Returns the item before or after the change; empty when there was none."""
    read = boto3.dynamodb.types.TypeDeserializer().deserialize
    return {name: read(value) for name, value in change.get(name, {}).items()}


def stream_records(database, streams, table: str) -> typing.Iterator[dict]:
    """Returns all records in the table's stream now, shard by shard."""
    arn = database.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        while iterator:
            page = streams.get_records(ShardIterator=iterator)
            yield from page["Records"]
            iterator = page.get("NextShardIterator") if page["Records"] else None
