import { parseArn } from "../../../core/arns.ts";
import { unsupported } from "../../../core/errors.ts";
import { unsuppliedKey } from "../../../iam/policies/condition-keys.ts";
import { isRecord, type StatementFields, stringList } from "../../../iam/policies/fields.ts";
import { isResourcePolicy } from "../../../iam/policies/resource-document.ts";
import type { KmsContext } from "../shared/context.ts";
import { malformedPolicy } from "../shared/errors.ts";

const LONGEST_BYTES = 32_768;
const ACTION = /^(?:\*|kms:[A-Za-z*?]+)$/i;

/**
 * KMS-8: a key policy that can not be read, or whose principals are nobody, is refused when it is set,
 * so that none is ever ignored.
 * @throws AwsError MalformedPolicyDocumentException
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function assertKeyPolicy(kms: KmsContext, text: string): void {
  const rules = { longestBytes: LONGEST_BYTES, isAction: (action: string) => ACTION.test(action) };
  if (!isResourcePolicy(text, rules)) throw malformedPolicy("");
  const { Statement } = JSON.parse(text) as StatementFields;
  const statements = [Statement].flat().filter(isRecord);
  if (!statements.flatMap(awsPrincipals).every((name) => isSomebody(kms, name))) {
    throw malformedPolicy("Policy contains a statement with one or more invalid principals.");
  }
  const key = unsuppliedKey(text);
  if (key !== undefined) throw unsupported(`The condition key ${key}`);
}

function awsPrincipals({ Principal, NotPrincipal }: StatementFields): readonly string[] {
  const element = Principal ?? NotPrincipal;
  return isRecord(element) ? (stringList(element["AWS"]) ?? []) : [];
}

/** Whether the name is everybody, an account, or somebody who is there. */
export function isSomebody({ roles, scope }: KmsContext, name: string): boolean {
  if (name === "*" || /^\d{12}$/.test(name)) return true;
  const arn = parseArn(name);
  if (arn?.partition !== "aws" || !/^\d{12}$/.test(arn.accountId) || name.includes("*")) return false;
  if (arn.service === "sts") return /^(?:assumed-role|federated-user)\/./.test(arn.resource);
  if (arn.service !== "iam") return false;
  if (arn.resource === "root" || arn.accountId !== scope.accountId) return true;
  if (arn.resource.startsWith("role/")) return roles.roleOf(name) !== undefined;
  return arn.resource === "user/administrator";
}
