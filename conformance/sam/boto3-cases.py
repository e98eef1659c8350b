"""What a Python program does with boto3: clients told nothing but what the environment says.

Prints one JSON object: what each step answered, and how each wrong step was refused.
"""

import io
import json
import os
import re
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

POOL, CLIENT, BUCKET = sys.argv[1:4]
FOREIGN_ROLE = "arn:aws:iam::210987654321:role/elsewhere"
QUICK = {"Delay": 1, "MaxAttempts": 30}
results = {}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return [status, error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


def bucket_template(*names):
    return json.dumps({"Resources": {name: {"Type": "AWS::S3::Bucket"} for name in names}})


def cloudformation():
    client = boto3.client("cloudformation")
    name = "boto-one"
    client.create_stack(StackName=name, TemplateBody=bucket_template("A"))
    client.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=QUICK)
    results["again"] = refused(client.create_stack, StackName=name, TemplateBody=bucket_template("A"))
    results["same"] = refused(client.update_stack, StackName=name, TemplateBody=bucket_template("A"))
    change = {"StackName": name, "ChangeSetName": "more"}
    client.create_change_set(TemplateBody=bucket_template("A", "B"), **change)
    client.get_waiter("change_set_create_complete").wait(WaiterConfig=QUICK, **change)
    described = client.describe_change_set(**change)
    results["changes"] = [
        [one["ResourceChange"]["Action"], one["ResourceChange"]["LogicalResourceId"]]
        for one in described["Changes"]
    ]
    client.execute_change_set(**change)
    client.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig=QUICK)
    results["executed"] = refused(client.execute_change_set, **change)
    pages = client.get_paginator("list_stack_resources").paginate(StackName=name)
    results["resources"] = sorted(
        row["LogicalResourceId"] for page in pages for row in page["StackResourceSummaries"]
    )
    events = client.get_paginator("describe_stack_events").paginate(StackName=name)
    results["events"] = sum(len(page["StackEvents"]) for page in events)
    results["empty"] = nothing_new(client, name)
    client.delete_stack(StackName=name)
    client.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=QUICK)
    results["gone"] = refused(client.describe_stacks, StackName=name)
    results["foreign role of a stack"] = refused(
        client.create_stack, StackName=name, TemplateBody=bucket_template("A"), RoleARN=FOREIGN_ROLE
    )


def nothing_new(client, name):
    change = {"StackName": name, "ChangeSetName": "nothing"}
    client.create_change_set(TemplateBody=bucket_template("A", "B"), **change)
    try:
        client.get_waiter("change_set_create_complete").wait(WaiterConfig=QUICK, **change)
    except WaiterError as error:
        return error.last_response["StatusReason"]
    return "accepted"


def cognito():
    client = boto3.client("cognito-idp")
    names = [f"boto-{number}@example.com" for number in range(3)]
    for name in names:
        client.admin_create_user(UserPoolId=POOL, Username=name, MessageAction="SUPPRESS")
    pages = client.get_paginator("list_users").paginate(
        UserPoolId=POOL, Filter='email ^= "boto-"', PaginationConfig={"PageSize": 2}
    )
    sizes = [len(page["Users"]) for page in pages]
    results["users"] = sizes
    results["wrong password"] = refused(
        client.admin_set_user_password, UserPoolId=POOL, Username=names[0], Password="short", Permanent=True
    )
    results["no such pool"] = refused(client.describe_user_pool, UserPoolId="eu-west-1_Nowhere00")
    for name in names:
        client.admin_delete_user(UserPoolId=POOL, Username=name)


def s3():
    client = boto3.client("s3")
    body = os.urandom(9 << 20)
    client.upload_fileobj(io.BytesIO(body), BUCKET, "boto/large")
    target = io.BytesIO()
    client.download_fileobj(BUCKET, "boto/large", target)
    results["large"] = target.getvalue() == body
    results["parts"] = client.head_object(Bucket=BUCKET, Key="boto/large")["ETag"].endswith('-2"')
    client.get_waiter("object_exists").wait(Bucket=BUCKET, Key="boto/large")
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="boto/")
    results["keys"] = [row["Key"] for page in pages for row in page["Contents"]]
    client.delete_object(Bucket=BUCKET, Key="boto/large")
    client.get_waiter("object_not_exists").wait(Bucket=BUCKET, Key="boto/large")
    results["no key"] = refused(client.get_object, Bucket=BUCKET, Key="boto/large")
    objects = [{"Key": "boto/a"}, {"Key": "boto/\x10"}]
    results["control character"] = refused(client.delete_objects, Bucket=BUCKET, Delete={"Objects": objects})[:2]
    presigned(client)
    lifecycle(client)
    suspended(client)
    parts(client)


def sent(request):
    try:
        with urllib.request.urlopen(request) as reply:
            return [reply.status, reply.read().decode()]
    except urllib.error.HTTPError as error:
        return [error.code, re.search("<Code>(\\w+)", error.read().decode()).group(1)]


def form(post, body):
    """The upload that a browser makes of what generate_presigned_post returned."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in post["fields"].items()
    ]
    file = f'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n{body}\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    return urllib.request.Request(post["url"], "".join([*parts, file]).encode(), headers, method="POST")


def presigned(client):
    """With the default signer, which is version 2 in this region, and with version 4."""
    four = boto3.client("s3", config=Config(signature_version="s3v4"))
    name = 'attachment; filename="é.pdf"'
    client.put_object(Bucket=BUCKET, Key="boto/é", Body=b"hello", ContentDisposition=name)
    shown = client.head_object(Bucket=BUCKET, Key="boto/é")["ContentDisposition"]
    results["utf-8 header"] = shown.encode("latin-1").decode() == name or shown == name
    for version, one in (("default", client), ("v4", four)):
        where = {"Bucket": BUCKET, "Key": "boto/é"}
        get = one.generate_presigned_url("get_object", Params=where, ExpiresIn=60)
        results[f"{version} get"] = sent(get)
        results[f"{version} other key"] = sent(get.replace("boto/%C3%A9", "boto/x"))
        results[f"{version} as acl"] = sent(get.replace("?", "?acl&", 1))
        put = one.generate_presigned_url("put_object", Params={**where, "ContentType": "text/plain"}, ExpiresIn=60)
        headers = {"Content-Type": "text/plain"}
        results[f"{version} put"] = sent(urllib.request.Request(put, b"put", headers, method="PUT"))[0]
        limits = [["content-length-range", 1, 10]]
        post = one.generate_presigned_post(BUCKET, "boto/posted", Conditions=limits, ExpiresIn=60)
        results[f"{version} post"] = sent(form(post, "posted"))[0]
        results[f"{version} large post"] = sent(form(post, "posted too much"))
        post["fields"]["acl"] = "public-read"
        results[f"{version} post with more"] = sent(form(post, "posted"))
    results["posted"] = client.get_object(Bucket=BUCKET, Key="boto/posted")["Body"].read().decode()
    for key in ("boto/é", "boto/posted"):
        client.delete_object(Bucket=BUCKET, Key=key)


def lifecycle(client):
    def put(**rule):
        rules = [{"Status": "Enabled", "Filter": {"Prefix": "boto/"}, **rule}]
        return refused(
            client.put_bucket_lifecycle_configuration,
            Bucket=BUCKET,
            LifecycleConfiguration={"Rules": rules},
        )

    results["rule of no days"] = put(Expiration={"Days": 0})[:2]
    results["rule without an id"] = put(Expiration={"Days": 7})
    results["made id"] = bool(client.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"][0]["ID"])
    client.delete_bucket_lifecycle(Bucket=BUCKET)


def suspended(client):
    bucket, key = f"{BUCKET[:40]}-boto", "k"
    client.create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": client.meta.region_name}
    )
    for status in ("Enabled", "Suspended"):
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})
        put = [client.put_object(Bucket=bucket, Key=key, Body=status).get("VersionId") for _ in range(2)]
        results[f"{status} names versions"] = [one is not None for one in put]
    marker = client.delete_object(Bucket=bucket, Key=key)
    results["marker"] = [marker["DeleteMarker"], marker["VersionId"]]
    pages = list(client.get_paginator("list_object_versions").paginate(Bucket=bucket))
    found = [one for page in pages for kind in ("Versions", "DeleteMarkers") for one in page.get(kind, [])]
    results["null versions"] = [one["VersionId"] for one in found].count("null")
    results["all versions"] = len(found)
    for one in found:
        client.delete_object(Bucket=bucket, Key=key, VersionId=one["VersionId"])
    client.delete_bucket(Bucket=bucket)


def parts(client):
    key = "boto/upload/one"
    begun = client.create_multipart_upload(Bucket=BUCKET, Key=key, ChecksumAlgorithm="CRC32C")
    where = {"Bucket": BUCKET, "Key": key, "UploadId": begun["UploadId"]}
    pages = client.get_paginator("list_multipart_uploads").paginate(Bucket=BUCKET, Prefix="boto/", Delimiter="/")
    results["uploads"] = [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", [])]
    done = []
    for number, body in enumerate((b"a" * (5 << 20), b"b"), 1):
        part = client.upload_part(**where, PartNumber=number, Body=body, ChecksumAlgorithm="CRC32C")
        done.append({"PartNumber": number, "ETag": part["ETag"], "ChecksumCRC32C": part["ChecksumCRC32C"]})
    client.complete_multipart_upload(**where, MultipartUpload={"Parts": done})
    # The client compares the checksum with the bytes while it reads them.
    shown = [client.get_object(Bucket=BUCKET, Key=key, PartNumber=one["PartNumber"]) for one in done]
    results["part bytes"] = [len(one["Body"].read()) for one in shown]
    results["part checksums"] = [one["ChecksumCRC32C"] for one in shown] == [one["ChecksumCRC32C"] for one in done]
    client.delete_object(Bucket=BUCKET, Key=key)


def others():
    results["account"] = boto3.client("sts").get_caller_identity()["Account"]
    wrong = boto3.client("sts", aws_secret_access_key="wrong", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
    results["wrong secret"] = refused(wrong.get_caller_identity)[:2]
    functions = boto3.client("lambda").get_paginator("list_functions").paginate()
    names = [one["FunctionName"] for page in functions for one in page["Functions"]]
    trigger = next(name for name in names if "AddGroupScopes" in name)
    event = {
        "request": {"groupConfiguration": {"groupsToOverride": ["Admins"]}},
        "callerContext": {"clientId": "client"},
    }
    results["foreign role of a function"] = refused(
        boto3.client("lambda").create_function,
        FunctionName="boto-foreign",
        Role=FOREIGN_ROLE,
        Runtime="nodejs22.x",
        Handler="index.handler",
        Code={"ZipFile": b"no zip"},
    )
    reply = boto3.client("lambda").invoke(FunctionName=trigger, Payload=json.dumps(event))
    results["invoked"] = "Admins-client" in reply["Payload"].read().decode()
    boto3.client("iot-data").publish(topic="boto/gate", qos=1, payload=b"open")
    bare = boto3.client("kinesis", config=Config(retries={"max_attempts": 0}))
    results["another service"] = refused(bare.list_streams)


for step in (cloudformation, cognito, s3, others):
    step()
print(json.dumps(results))
