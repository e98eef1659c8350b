"""What a Python program does with SES through boto3, in both versions.

Prints one JSON object: what each step answered, and how each wrong step was refused. The argument is
the address of the mailbox of this cloud.
"""

import json
import sys
import urllib.request

import boto3
from botocore.exceptions import ClientError

v1 = boto3.client("ses")
v2 = boto3.client("sesv2")
mailbox = sys.argv[1]
results = {}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


def mails(to):
    with urllib.request.urlopen(mailbox) as answer:
        found = json.load(answer)["messages"]
    return [mail for mail in found if mail["destination"] == to]


def click(to):
    link = next(line for line in mails(to)[0]["body"].split("\n") if line.startswith("http"))
    with urllib.request.urlopen(link) as answer:
        return answer.status


sender, reader = "door@boto3.example", "reader@boto3.example"
mail = {
    "Source": f"The door <{sender}>",
    "Destination": {"ToAddresses": [reader]},
    "Message": {"Subject": {"Data": "Open"}, "Body": {"Text": {"Data": "The door is open."}}},
}
results["unverified"] = refused(v1.send_email, **mail)
v1.verify_email_identity(EmailAddress=sender)
v2.create_email_identity(EmailIdentity=reader)
results["pending"] = v2.get_email_identity(EmailIdentity=reader)["VerifiedForSendingStatus"]
results["clicks"] = [click(sender), click(reader)]
attributes = v1.get_identity_verification_attributes(Identities=[sender])["VerificationAttributes"]
results["verified"] = attributes[sender]["VerificationStatus"]
results["id"] = v1.send_email(**mail)["MessageId"][:4]
simple = {"Simple": {"Subject": {"Data": "Shut"}, "Body": {"Html": {"Data": "<p>Shut.</p>"}}}}
v2.send_email(FromEmailAddress=sender, Destination={"ToAddresses": [reader]}, Content=simple)
raw = f"From: {sender}\r\nTo: {reader}\r\nSubject: Raw\r\n\r\nRaw body".encode()
v1.send_raw_email(RawMessage={"Data": raw})
v2.send_email(Content={"Raw": {"Data": raw.replace(b"Subject: Raw", b"Subject: Raw 2")}})
stranger = raw.replace(sender.encode(), b"stranger@boto3.example")
results["raw_unverified"] = [
    refused(v1.send_raw_email, RawMessage={"Data": stranger})[0],
    refused(v2.send_email, Content={"Raw": {"Data": stranger}})[0],
]
results["mails"] = [[found["subject"], found["body"]] for found in reversed(mails(reader))][1:]
results["quota"] = v1.get_send_quota()["Max24HourSend"]
results["listed"] = sorted(
    found["IdentityName"]
    for found in v2.list_email_identities()["EmailIdentities"]
    if found["IdentityName"].endswith("@boto3.example")
)
results["no_template"] = refused(v1.get_template, TemplateName="door")
door = {"SubjectPart": "{{door}}", "TextPart": "{{#if open}}Open{{else}}Shut{{/if}} since {{at}}."}
v1.create_template(Template={"TemplateName": "door", **door})
results["again"] = refused(v1.create_template, Template={"TemplateName": "door", **door})
results["broken"] = refused(
    v2.create_email_template,
    TemplateName="broken",
    TemplateContent={"Subject": "{{#if open}}", "Text": "x"},
)[0]
data = json.dumps({"door": "North", "open": True, "at": "noon"})
rendered = v2.test_render_email_template(TemplateName="door", TemplateData=data)["RenderedTemplate"]
results["rendered"] = "Open since noon." in rendered
results["lacking"] = refused(v1.test_render_template, TemplateName="door", TemplateData="{}")
to = {"ToAddresses": [reader]}
v1.send_templated_email(Source=sender, Destination=to, Template="door", TemplateData=data)
template = {"Template": {"TemplateName": "door", "TemplateData": data}}
shut = {"ReplacementTemplate": {"ReplacementTemplateData": '{"open": false}'}}
sent = v2.send_bulk_email(
    FromEmailAddress=sender,
    DefaultContent=template,
    BulkEmailEntries=[
        {"Destination": to, "ReplacementEmailContent": shut},
        {"Destination": {"ToAddresses": ["stranger@boto3.example"]}},
    ],
)
results["bulk"] = [entry["Status"] for entry in sent["BulkEmailEntryResults"]]
results["unsent"] = v2.send_email(
    FromEmailAddress=sender,
    Destination=to,
    Content={"Template": {"TemplateName": "door", "TemplateData": "{}"}},
)["MessageId"][:4]
results["templated"] = [found["body"] for found in reversed(mails(reader))][5:]
v1.create_configuration_set(ConfigurationSet={"Name": "doors"})
# Other suites make sets in the same cloud.
results["sets"] = [name for name in v2.list_configuration_sets()["ConfigurationSets"] if name == "doors"]
results["set"] = v1.send_email(ConfigurationSetName="doors", **mail)["MessageId"][:4]
v2.delete_configuration_set(ConfigurationSetName="doors")
results["no_set"] = refused(v1.send_email, ConfigurationSetName="doors", **mail)
results["events"] = refused(v2.get_configuration_set_event_destinations, ConfigurationSetName="doors")[0]
results["lists"] = refused(v2.list_contact_lists)[0]
v1.delete_template(TemplateName="door")
v1.delete_identity(Identity=sender)
results["gone"] = refused(v1.send_email, **mail)[1].split(": ")[1]
print(json.dumps(results))
