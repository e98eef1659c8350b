import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { SecretsContext } from "./context.ts";
import { findSecret, judgedArn } from "./lookup.ts";

/** What policies learn of a key that a call names. */
export function keyCondition({ customerKeys }: SecretsContext, keyId: string | undefined): ConditionContext {
  if (keyId === undefined) return {};
  const arn = customerKeys.arnOf(keyId);
  return {
    "secretsmanager:KmsKeyId": keyId,
    ...(arn === undefined ? {} : { "secretsmanager:KmsKeyArn": arn }),
  };
}

interface NamesSecret {
  readonly SecretId: string;
}

/** The question about a secret, with the tags it has and what the call says of itself. */
export function asksOn<Input extends NamesSecret>(
  context: SecretsContext,
  action: string,
  more?: (input: NoInfer<Input>) => ConditionContext,
): (input: Input, asker: Asker) => readonly Question[] {
  return (input) => {
    const resource = judgedArn(context, input.SecretId);
    const own: Record<string, string> = { "secretsmanager:SecretPrimaryRegion": context.scope.region };
    own["secretsmanager:SecretId"] = resource;
    for (const [key, value] of Object.entries(findSecret(context, input.SecretId)?.tags ?? {})) {
      own[`secretsmanager:ResourceTag/${key}`] = value;
    }
    return [{ action: `secretsmanager:${action}`, resource, context: { ...own, ...more?.(input) } }];
  };
}
