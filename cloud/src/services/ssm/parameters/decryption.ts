import { regionalArn } from "../../../core/arns.ts";
import type { CallContext } from "../../../wire/operation.ts";
import type { Parameter } from "./parameter.ts";

/** Id of the key `alias/aws/ssm`. */
const AWS_MANAGED_KEY = "5f0c9d1e-0000-4000-8000-000000000001";

/**
 * SSM-6: AWS's own key lets whoever may read the parameter decrypt it through Systems Manager; a policy
 * that denies `kms:Decrypt` still keeps the caller out. A policy need not allow it: it stands in the
 * key's policy.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
export function assertMayDecrypt(
  context: CallContext,
  { type }: Parameter,
  decrypted: boolean | undefined,
): void {
  if (type !== "SecureString" || decrypted !== true) return;
  const resource = regionalArn(context.scope, "kms", `key/${AWS_MANAGED_KEY}`);
  const question = { action: "kms:Decrypt", resource };
  if (context.ask(question).explicitDeny === true) context.assertAllowed(question);
}
