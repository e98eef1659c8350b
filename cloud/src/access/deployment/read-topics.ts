import { asksForNamedValue } from "../../iam/policies/conditions/registry.ts";
import { parsePolicy } from "../../iam/policies/document.ts";
import { ask, askAll, unlessGone } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Attributes {
  readonly Attributes: Readonly<Record<string, string>>;
}

/** @throws AwsError when the credentials may not read a topic */
export async function readTopics({ client, names }: Source): Promise<DeployedDoor[]> {
  const topics = await askAll<{ readonly TopicArn: string }>(client, {
    service: "sns",
    operation: "ListTopics",
    member: "Topics",
  });
  const found = await Promise.all(
    topics.map(async ({ TopicArn }): Promise<DeployedDoor[]> => {
      const answer = await unlessGone(
        ["NotFound", "NotFoundException"],
        ask<Attributes>(client, "sns", "GetTopicAttributes", { TopicArn }),
      );
      if (answer === undefined) return [];
      const { Policy: text, KmsMasterKeyId: keyId } = answer.Attributes;
      const policy = text === undefined || isStandard(text) ? undefined : text;
      const place = names.placeOf(TopicArn, TopicArn.slice(TopicArn.lastIndexOf(":") + 1));
      return [{ kind: "topic", arn: TopicArn, place, policy, keyId }];
    }),
  );
  return byPlace(found.flat());
}

/** The policy that AWS gives to every topic: it asks for `AWS:SourceOwner`, which no request of this cloud has. */
function isStandard(policy: string): boolean {
  const { statements } = parsePolicy(policy);
  return statements.every(
    ({ effect, conditions }) =>
      effect === "Allow" &&
      conditions.some(
        ({ key, operator }) => key.toLowerCase() === "aws:sourceowner" && asksForNamedValue(operator),
      ),
  );
}
