import type { AnyOperation } from "../../../wire/operation.ts";
import type { SnsContext } from "../shared/context.ts";
import { AddPermission } from "./AddPermission.ts";
import { CheckIfPhoneNumberIsOptedOut } from "./CheckIfPhoneNumberIsOptedOut.ts";
import { ConfirmSubscription } from "./ConfirmSubscription.ts";
import { CreateTopic } from "./CreateTopic.ts";
import { DeleteTopic } from "./DeleteTopic.ts";
import { GetSMSAttributes } from "./GetSMSAttributes.ts";
import { GetSubscriptionAttributes } from "./GetSubscriptionAttributes.ts";
import { GetTopicAttributes } from "./GetTopicAttributes.ts";
import { ListPhoneNumbersOptedOut } from "./ListPhoneNumbersOptedOut.ts";
import { ListSubscriptions } from "./ListSubscriptions.ts";
import { ListSubscriptionsByTopic } from "./ListSubscriptionsByTopic.ts";
import { ListTagsForResource } from "./ListTagsForResource.ts";
import { ListTopics } from "./ListTopics.ts";
import { Publish } from "./Publish.ts";
import { PublishBatch } from "./PublishBatch.ts";
import { RemovePermission } from "./RemovePermission.ts";
import { SetSMSAttributes } from "./SetSMSAttributes.ts";
import { SetSubscriptionAttributes } from "./SetSubscriptionAttributes.ts";
import { SetTopicAttributes } from "./SetTopicAttributes.ts";
import { Subscribe } from "./Subscribe.ts";
import { TagResource } from "./TagResource.ts";
import { Unsubscribe } from "./Unsubscribe.ts";
import { UntagResource } from "./UntagResource.ts";

/** Every operation that is served. */
export function snsOperations(sns: SnsContext): readonly AnyOperation[] {
  return [
    AddPermission(sns),
    CheckIfPhoneNumberIsOptedOut(sns),
    ConfirmSubscription(sns),
    CreateTopic(sns),
    DeleteTopic(sns),
    GetSMSAttributes(sns),
    GetSubscriptionAttributes(sns),
    GetTopicAttributes(sns),
    ListPhoneNumbersOptedOut(sns),
    ListSubscriptions(sns),
    ListSubscriptionsByTopic(sns),
    ListTagsForResource(sns),
    ListTopics(sns),
    Publish(sns),
    PublishBatch(sns),
    RemovePermission(sns),
    SetSMSAttributes(sns),
    SetSubscriptionAttributes(sns),
    SetTopicAttributes(sns),
    Subscribe(sns),
    TagResource(sns),
    Unsubscribe(sns),
    UntagResource(sns),
  ];
}
