"""What a Python program does with the Parameter Store through boto3.

Prints one JSON object: what each step answered, and how each wrong step was refused.
"""

import json

import boto3
from botocore.exceptions import ClientError

client = boto3.client("ssm")
ROOT = "/boto3"
results = {}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


for index in range(23):
    client.put_parameter(Name=f"{ROOT}/many/{index:02}", Value=str(index), Type="String")
client.put_parameter(Name=f"{ROOT}/secret", Value="hush", Type="SecureString")

pages = client.get_paginator("get_parameters_by_path").paginate(Path=f"{ROOT}/many")
results["paged"] = [len(page["Parameters"]) for page in pages]
described = client.get_paginator("describe_parameters").paginate(
    ParameterFilters=[{"Key": "Path", "Option": "Recursive", "Values": [ROOT]}],
    PaginationConfig={"PageSize": 10},
)
results["described"] = sum(len(page["Parameters"]) for page in described)
results["decrypted"] = client.get_parameter(Name=f"{ROOT}/secret", WithDecryption=True)["Parameter"]["Value"]
results["closed"] = client.get_parameter(Name=f"{ROOT}/secret")["Parameter"]["Value"][:7]
results["again"] = refused(client.put_parameter, Name=f"{ROOT}/secret", Value="x", Type="SecureString")
results["missing"] = refused(client.get_parameter, Name=f"{ROOT}/none")
results["version"] = client.put_parameter(
    Name=f"{ROOT}/secret", Value="more", Type="SecureString", Overwrite=True
)["Version"]
names = [f"{ROOT}/many/{index:02}" for index in range(9)]
deleted = client.delete_parameters(Names=names + [f"{ROOT}/none"])
results["deleted"] = [len(deleted["DeletedParameters"]), deleted["InvalidParameters"]]
print(json.dumps(results))
