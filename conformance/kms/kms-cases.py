"""What a Python program does with KMS through boto3.

Prints one JSON object: what each step answered, and how each wrong step was refused.
"""

import json

import boto3
from botocore.exceptions import ClientError

client = boto3.client("kms")
results = {}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


key = client.create_key(Description="boto3", Tags=[{"TagKey": "team", "TagValue": "home"}])["KeyMetadata"]
client.create_alias(AliasName="alias/boto3", TargetKeyId=key["KeyId"])
context = {"App": "gates"}
sealed = client.encrypt(KeyId="alias/boto3", Plaintext=b"hush", EncryptionContext=context)["CiphertextBlob"]
results["opened"] = client.decrypt(CiphertextBlob=sealed, EncryptionContext=context)["Plaintext"].decode()
results["context"] = refused(client.decrypt, CiphertextBlob=sealed)
data_key = client.generate_data_key(KeyId=key["Arn"], KeySpec="AES_256")
results["data_key"] = [
    len(data_key["Plaintext"]),
    client.decrypt(CiphertextBlob=data_key["CiphertextBlob"])["Plaintext"] == data_key["Plaintext"],
]
results["random"] = len(client.generate_random(NumberOfBytes=7)["Plaintext"])
pages = client.get_paginator("list_aliases").paginate(PaginationConfig={"PageSize": 2})
names = [alias["AliasName"] for page in pages for alias in page["Aliases"]]
results["aliases"] = [name for name in names if name in ("alias/aws/ssm", "alias/boto3")]
results["policy"] = json.loads(client.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"])["Id"]
signing = client.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
signed = {"KeyId": signing, "Message": b"a message", "SigningAlgorithm": "ECDSA_SHA_256"}
signature = client.sign(**signed)["Signature"]
results["verified"] = client.verify(**signed, Signature=signature)["SignatureValid"]
results["forged"] = refused(client.verify, **{**signed, "Message": b"another"}, Signature=signature)[0]
results["usage"] = refused(client.encrypt, KeyId=signing, Plaintext=b"x")[0]
results["spec"] = refused(client.create_key, KeySpec="SM2", KeyUsage="SIGN_VERIFY")[0]
results["retirable"] = refused(client.list_retirable_grants, RetiringPrincipal=key["Arn"])[0]
sqs, secrets = boto3.client("sqs"), boto3.client("secretsmanager")
queue = sqs.create_queue(QueueName="boto3-keyed", Attributes={"KmsMasterKeyId": "alias/boto3"})["QueueUrl"]
sqs.send_message(QueueUrl=queue, MessageBody="hush")
results["queue"] = [message["Body"] for message in sqs.receive_message(QueueUrl=queue)["Messages"]]
secrets.create_secret(Name="boto3/keyed", SecretString="hush", KmsKeyId="alias/boto3")
secrets.create_secret(Name="boto3/plain", SecretString="said")


def batch():
    answer = secrets.batch_get_secret_value(SecretIdList=["boto3/keyed", "boto3/plain"])
    return [
        sorted(secret["SecretString"] for secret in answer["SecretValues"]),
        [[error["SecretId"], error["ErrorCode"]] for error in answer["Errors"]],
    ]


results["batch"] = batch()
client.disable_key(KeyId=key["KeyId"])
results["no_queue"] = [
    refused(sqs.send_message, QueueUrl=queue, MessageBody="hush")[0],
    refused(sqs.receive_message, QueueUrl=queue)[0],
]
results["part"] = batch()
results["disabled"] = refused(client.encrypt, KeyId="alias/boto3", Plaintext=b"x")[0]
results["unknown"] = refused(client.describe_key, KeyId="alias/none")
client.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)
results["state"] = client.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"]
print(json.dumps(results))
