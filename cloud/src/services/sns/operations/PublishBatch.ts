import type { PublishBatchInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { assertPublishable, largestBytes, messageBytes, publish } from "../publishing/publish.ts";
import type { SnsContext } from "../shared/context.ts";
import {
  batchTooLong,
  emptyBatch,
  entryIdsNotDistinct,
  invalidEntryId,
  tooManyEntries,
} from "../shared/errors.ts";
import { topicAt } from "../topics/manager.ts";
import { outgoing } from "./message-input.ts";
import { onTopic } from "./questions.ts";

const MOST_ENTRIES = 10;
const LONGEST_ID = 80;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const PublishBatch = (sns: SnsContext): QueryOperation<PublishBatchInput> => ({
  name: "PublishBatch",
  authorize: onTopic(sns, "sns:Publish"),
  run: ({ TopicArn, PublishBatchRequestEntries: given }, { caller, requestId }) => {
    const topic = topicAt(sns, TopicArn);
    assertEntries(given);
    const entries = given.map((entry) => ({ Id: entry.Id, message: outgoing(entry) }));
    for (const { message } of entries) assertPublishable(topic, message);
    const bytes = entries.reduce((sum, { message }) => sum + messageBytes(message), 0);
    if (bytes > largestBytes(topic)) throw batchTooLong();
    const successful = sns.topics.transaction(() =>
      entries.map(({ Id, message }) => ({ Id, ...publish(sns, topic, message, { caller, requestId }) })),
    );
    return { Successful: { member: successful }, Failed: {} };
  },
});

function assertEntries(entries: PublishBatchInput["PublishBatchRequestEntries"]): void {
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > MOST_ENTRIES) throw tooManyEntries();
  const seen = new Set<string>();
  for (const { Id: id } of entries) {
    if (id.length > LONGEST_ID) throw invalidEntryId("is too long", id);
    if (!/^[A-Za-z0-9_-]*$/.test(id)) throw invalidEntryId("contains an impermissible character", id);
    if (seen.has(id)) throw entryIdsNotDistinct();
    seen.add(id);
  }
}
