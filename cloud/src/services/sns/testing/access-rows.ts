import type { AccessRow, Needed } from "../../../iam/testing/access-table.ts";
import { arnOf, queueArn, snsCall } from "./world.ts";

const TOPIC = "news";
const OTHERS = "arn:aws:sns:eu-west-1:123456789012:*";

const needs = (action: string, name = TOPIC): Needed => ({
  action: `sns:${action}`,
  type: "topic",
  values: { TopicName: name },
});

/** @param action where it is not the operation's name */
function onTopic(operation: string, input: object = {}, action = operation): AccessRow {
  return { ...snsCall(operation, { TopicArn: arnOf(TOPIC), ...input }), needs: [needs(action)] };
}

function onResource(operation: string, input: object = {}): AccessRow {
  return { ...snsCall(operation, { ResourceArn: arnOf(TOPIC), ...input }), needs: [needs(operation)] };
}

function onSubscription(operation: string, input: object = {}): AccessRow {
  return {
    ...snsCall(operation, { SubscriptionArn: `${arnOf(TOPIC)}:none`, ...input }),
    needs: [needs(operation)],
  };
}

function onAll(operation: string, input: object = {}): AccessRow {
  return {
    ...snsCall(operation, input),
    needs: [{ action: `sns:${operation}`, type: "*", told: OTHERS }],
  };
}

const TAGS = [{ Key: "team", Value: "home" }];

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const SNS_ROWS: Readonly<Record<string, AccessRow>> = {
  AddPermission: onTopic("AddPermission", {
    Label: "one",
    AWSAccountId: ["123456789012"],
    ActionName: ["Publish"],
  }),
  CheckIfPhoneNumberIsOptedOut: onAll("CheckIfPhoneNumberIsOptedOut", { phoneNumber: "+15551234567" }),
  ConfirmSubscription: {
    ...onTopic("ConfirmSubscription", { Token: "00" }),
    answers: "InvalidParameter",
  },
  CreateTopic: {
    ...snsCall("CreateTopic", { Name: "new", Tags: TAGS }),
    needs: [needs("CreateTopic", "new"), needs("TagResource", "new")],
  },
  DeleteTopic: onTopic("DeleteTopic"),
  GetSMSAttributes: onAll("GetSMSAttributes"),
  GetSubscriptionAttributes: { ...onSubscription("GetSubscriptionAttributes"), answers: "NotFound" },
  GetTopicAttributes: onTopic("GetTopicAttributes"),
  ListPhoneNumbersOptedOut: onAll("ListPhoneNumbersOptedOut"),
  ListSubscriptions: onAll("ListSubscriptions"),
  ListSubscriptionsByTopic: onTopic("ListSubscriptionsByTopic"),
  ListTagsForResource: onResource("ListTagsForResource"),
  ListTopics: onAll("ListTopics"),
  Publish: onTopic("Publish", { Message: "hello" }),
  PublishBatch: onTopic(
    "PublishBatch",
    { PublishBatchRequestEntries: [{ Id: "a", Message: "hello" }] },
    "Publish",
  ),
  RemovePermission: onTopic("RemovePermission", { Label: "kept" }),
  SetSMSAttributes: onAll("SetSMSAttributes", { attributes: { DefaultSMSType: "Promotional" } }),
  SetSubscriptionAttributes: {
    ...onSubscription("SetSubscriptionAttributes", { AttributeName: "RawMessageDelivery" }),
    answers: "NotFound",
  },
  SetTopicAttributes: onTopic("SetTopicAttributes", { AttributeName: "DisplayName", AttributeValue: "n" }),
  Subscribe: onTopic("Subscribe", { Protocol: "sqs", Endpoint: queueArn("orders") }),
  TagResource: onResource("TagResource", { Tags: TAGS }),
  Unsubscribe: onSubscription("Unsubscribe"),
  UntagResource: onResource("UntagResource", { TagKeys: ["team"] }),
};

/** In this order. */
export const PREPARED = [snsCall("CreateTopic", { Name: TOPIC, Tags: TAGS })];
