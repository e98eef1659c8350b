"""What a Python program does with boto3 and a table: resource, batch writer, conditions, paginators.

Prints one JSON object: what each step answered, and how each wrong step was refused.
"""

import json
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

NAME = "boto-orders"
results = {}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return [status, error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


dynamodb = boto3.resource("dynamodb")
client = boto3.client("dynamodb")
table = dynamodb.create_table(
    TableName=NAME,
    KeySchema=[
        {"AttributeName": "owner", "KeyType": "HASH"},
        {"AttributeName": "id", "KeyType": "RANGE"},
    ],
    AttributeDefinitions=[
        {"AttributeName": "owner", "AttributeType": "S"},
        {"AttributeName": "id", "AttributeType": "N"},
    ],
    ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    Tags=[{"Key": "team", "Value": "home"}],
)
table.wait_until_exists()
results["arn"] = table.table_arn
results["again"] = refused(
    client.create_table,
    TableName=NAME,
    KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)

with table.batch_writer() as batch:
    for number in range(70):
        batch.put_item(Item={"owner": "ann", "id": number, "price": Decimal("1.50"), "even": number % 2 == 0})
with table.batch_writer(overwrite_by_pkeys=["owner", "id"]) as batch:
    batch.delete_item(Key={"owner": "ann", "id": 69})
    batch.put_item(Item={"owner": "bob", "id": 1, "raw": b"\x00\xff", "kinds": {"a", "b"}})

results["item"] = str(table.get_item(Key={"owner": "ann", "id": 7})["Item"]["price"])
bob = table.get_item(Key={"owner": "bob", "id": 1})["Item"]
results["bob"] = [bob["raw"].value.hex(), sorted(bob["kinds"])]
results["none"] = "Item" in table.get_item(Key={"owner": "nobody", "id": 1})
found = table.query(
    KeyConditionExpression=Key("owner").eq("ann") & Key("id").between(10, 19),
    FilterExpression=Attr("even").eq(True),
    ProjectionExpression="id",
)
results["query"] = [found["Count"], found["ScannedCount"], [int(item["id"]) for item in found["Items"]]]
pages = list(client.get_paginator("scan").paginate(TableName=NAME, PaginationConfig={"PageSize": 20}))
results["scan"] = [len(pages), sum(page["Count"] for page in pages)]
tables = client.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 1})
results["tables"] = NAME in [name for page in tables for name in page["TableNames"]]

table.update_item(
    Key={"owner": "ann", "id": 7},
    UpdateExpression="SET price = price + :more",
    ExpressionAttributeValues={":more": 1},
)
results["updated"] = str(table.get_item(Key={"owner": "ann", "id": 7})["Item"]["price"])
results["condition"] = refused(
    table.put_item, Item={"owner": "ann", "id": 7}, ConditionExpression=Attr("id").not_exists()
)
results["key"] = refused(table.get_item, Key={"owner": "ann"})
results["empty"] = refused(table.put_item, Item={"owner": "", "id": 1})
results["batch"] = refused(
    client.batch_write_item,
    RequestItems={NAME: [{"PutRequest": {"Item": {"owner": {"S": "a"}, "id": {"N": "1"}}}}] * 26},
)
results["tags"] = client.list_tags_of_resource(ResourceArn=table.table_arn)["Tags"]
client.update_time_to_live(
    TableName=NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}
)
results["ttl"] = client.describe_time_to_live(TableName=NAME)["TimeToLiveDescription"]
results["unsupported"] = refused(client.create_backup, TableName=NAME, BackupName="first")
table.delete()
table.wait_until_not_exists()
results["gone"] = refused(table.scan)
print(json.dumps(results))
