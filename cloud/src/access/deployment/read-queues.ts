import { ask, askAll, unlessGone } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

const ON_A_PAGE = 1_000;

interface Attributes {
  readonly Attributes: Readonly<Record<string, string>>;
}

/** @throws AwsError when the credentials may not read a queue */
export async function readQueues({ client, names }: Source): Promise<DeployedDoor[]> {
  const urls = await askAll<string>(client, {
    service: "sqs",
    operation: "ListQueues",
    member: "QueueUrls",
    input: { MaxResults: ON_A_PAGE },
  });
  const found = await Promise.all(
    urls.map(async (QueueUrl): Promise<DeployedDoor[]> => {
      const asked = { QueueUrl, AttributeNames: ["QueueArn", "Policy", "KmsMasterKeyId"] };
      const answer = await unlessGone(
        ["QueueDoesNotExist"],
        ask<Attributes>(client, "sqs", "GetQueueAttributes", asked),
      );
      if (answer === undefined) return [];
      const { QueueArn: arn = "", Policy: policy, KmsMasterKeyId: keyId } = answer.Attributes;
      const place = names.placeOf(QueueUrl, QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1));
      return [{ kind: "queue", arn, place, policy: policy || undefined, keyId }];
    }),
  );
  return byPlace(found.flat());
}
