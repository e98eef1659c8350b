"""What a Python program does with notifications of buckets, EventBridge and its Scheduler through boto3,
and with the paginators of every service that has some.

Prints one JSON object: what each step answered, and how each wrong step was refused.
"""

import json
import uuid
from datetime import datetime, timedelta, timezone

import boto3
from botocore.exceptions import ClientError

RUN = uuid.uuid4().hex[:8]
ACCOUNT = "123456789012"
results = {}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


sqs, s3, events = boto3.client("sqs"), boto3.client("s3"), boto3.client("events")
iam, scheduler = boto3.client("iam"), boto3.client("scheduler")
queue = sqs.create_queue(QueueName=f"heard-{RUN}")["QueueUrl"]
queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def admit(service):
    text = policy(Principal={"Service": service}, Action="sqs:SendMessage", Resource=queue_arn)
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": text})


def heard():
    while True:
        for message in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20).get("Messages", []):
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            return json.loads(message["Body"])


def notifications():
    bucket = f"told-{RUN}"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    told = {"QueueConfigurations": [{"QueueArn": queue_arn, "Events": ["s3:ObjectCreated:*"]}]}
    put = {"Bucket": bucket, "NotificationConfiguration": told}
    no = refused(s3.put_bucket_notification_configuration, **put)
    admit("s3.amazonaws.com")
    s3.put_bucket_notification_configuration(**put)
    test = heard()["Event"]
    s3.put_object(Bucket=bucket, Key="a b", Body=b"x")
    record = heard()["Records"][0]
    return [no, test, record["eventName"], record["s3"]["object"]["key"]]


def rules():
    bus = f"bus-{RUN}"
    events.create_event_bus(Name=bus)
    pattern = json.dumps({"source": ["shop"], "detail": {"total": [{"numeric": [">", 10]}]}})
    no = refused(events.put_rule, Name="broken", EventBusName=bus, EventPattern='{"source":"shop"}')[0]
    events.put_rule(Name="orders", EventBusName=bus, EventPattern=pattern)
    events.put_targets(Rule="orders", EventBusName=bus, Targets=[{"Id": "1", "Arn": queue_arn}])
    admit("events.amazonaws.com")
    for total in (9, 11):
        detail = json.dumps({"total": total})
        entry = {"EventBusName": bus, "Source": "shop", "DetailType": "order", "Detail": detail}
        events.put_events(Entries=[entry])
    missing = refused(events.describe_rule, Name="none", EventBusName=bus)
    return [no, heard()["detail"], missing]


def soon(schedule):
    """A moment to come: one that a slow machine has passed by then is given up for a later one."""
    ahead = timedelta(seconds=2)
    while True:
        moment = datetime.now(timezone.utc) + ahead
        scheduler.create_schedule(**{**schedule, "ScheduleExpression": f"at({moment:%Y-%m-%dT%H:%M:%S})"})
        if datetime.now(timezone.utc) < moment - timedelta(seconds=1):
            return
        scheduler.delete_schedule(Name=schedule["Name"])
        ahead *= 2


def schedules():
    role = f"scheduler-{RUN}"
    trust = policy(Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole")
    role_arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    schedule = {
        "Name": f"once-{RUN}",
        "ScheduleExpression": "rate(1 day)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {"Arn": queue_arn, "RoleArn": role_arn, "Input": json.dumps({"by": "schedule"})},
    }
    no = refused(scheduler.create_schedule, **schedule)
    trust = policy(Principal={"Service": "scheduler.amazonaws.com"}, Action="sts:AssumeRole")
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=trust)
    own = policy(Action="sqs:SendMessage", Resource=queue_arn)
    iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=own)
    soon(schedule)
    return [no, heard(), refused(scheduler.get_schedule, Name="none")[0]]


results["notifications"] = notifications()
results["rules"] = rules()
results["schedules"] = schedules()
print(json.dumps(results))
