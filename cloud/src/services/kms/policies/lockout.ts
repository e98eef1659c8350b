import type { Caller } from "../../../core/caller.ts";
import { parsePolicy } from "../../../iam/policies/document.ts";
import { evaluate } from "../../../iam/policies/evaluate.ts";
import { createRequestKeys } from "../../../iam/request-keys.ts";
import type { KmsContext } from "../shared/context.ts";
import { malformedPolicy } from "../shared/errors.ts";
import type { KeyKind } from "../shared/key.ts";
import { callerKeys, specificationKeys } from "../shared/known-keys.ts";

const ACTION = "kms:PutKeyPolicy";
/** What the caller's own policies may become one day. */
const EVERYTHING = parsePolicy(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
);

/**
 * KMS-9: a policy under which its author could not change it again is refused, unless the caller says
 * that this is meant.
 * @param arn of the key; of one that is about to be made, any
 * @throws AwsError MalformedPolicyDocumentException
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key
 */
export function assertNoLockout(
  { scope, clock }: KmsContext,
  caller: Caller,
  { arn, policy, kind }: { readonly arn: string; readonly policy: string; readonly kind: KeyKind },
): void {
  const keys = createRequestKeys({
    caller,
    action: ACTION,
    resource: arn,
    context: { ...specificationKeys(kind), ...callerKeys(caller) },
    request: undefined,
    principalTags: new Map(),
    roleTags: () => new Map(),
    scope,
    clock,
  });
  const { allowed } = evaluate(
    { caller, action: ACTION, resource: arn, keys },
    {
      identity: [EVERYTHING],
      resource: parsePolicy(policy),
      boundary: undefined,
      session: undefined,
      resourceMustAllow: true,
    },
  );
  if (!allowed) {
    throw malformedPolicy("The new key policy will not allow you to update the key policy in the future.");
  }
}
