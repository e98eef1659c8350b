import { parseArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { iotErrors } from "../shared/errors.ts";
import type { RulesContext } from "./context.ts";
import { ruleArn, type TopicRule } from "./rule.ts";

/** `a=1&b=2` */
export function parseTagHeader(header = ""): Tags {
  return Object.fromEntries(new URLSearchParams(header));
}

/** Tags that a caller gives. @throws AwsError InvalidRequestException for keys that AWS keeps for itself */
export function ownTags(tags: Tags): Tags {
  const reserved = Object.keys(tags).find((key) => /^aws:/i.test(key));
  if (reserved === undefined) return tags;
  throw iotErrors.invalidRequest(`aws: prefixed tag key names are not allowed for external use: ${reserved}`);
}

/** The name in the ARN of a rule of this account; undefined for anything else. */
export function ruleNameIn(arn: string, scope: Scope): string | undefined {
  const name = /^rule\/(\w+)$/.exec(parseArn(arn)?.resource ?? "")?.[1];
  return name !== undefined && ruleArn(scope, name) === arn ? name : undefined;
}

/** The rule that a call about tags names. @throws AwsError ResourceNotFoundException */
export function taggedRule({ rules, scope }: RulesContext, arn: string): TopicRule {
  const rule = rules.find(ruleNameIn(arn, scope) ?? "");
  if (rule === undefined) throw iotErrors.resourceNotFound(`The resource ${arn} does not exist.`);
  return rule;
}
