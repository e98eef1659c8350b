import { parseArn } from "../../../core/arns.ts";
import { unsupported } from "../../../core/errors.ts";
import { repeatedKey } from "../../../core/json-keys.ts";
import { unsuppliedKey } from "../../../iam/policies/condition-keys.ts";
import { findOperator } from "../../../iam/policies/conditions/registry.ts";
import { isRecord, type StatementFields, stringList } from "../../../iam/policies/fields.ts";
import { isPrincipalElement } from "../../../iam/policies/principal.ts";
import { malformedPolicy } from "../errors.ts";
import type { KmsContext } from "../keys/context.ts";

const VERSIONS: ReadonlySet<unknown> = new Set(["2012-10-17", "2008-10-17", undefined]);
const TOP_ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);
const LONGEST_BYTES = 32_768;
const ACTION = /^(?:\*|kms:[A-Za-z*?]+)$/i;

/**
 * KMS-8: a key policy that can not be read, or whose principals are nobody, is refused when it is set,
 * so that none is ever ignored.
 * @throws AwsError MalformedPolicyDocumentException
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function assertKeyPolicy(kms: KmsContext, text: string): void {
  const document = parse(text);
  const statements = [document?.["Statement"]].flat();
  const isSound =
    document !== undefined &&
    Buffer.byteLength(text) <= LONGEST_BYTES &&
    Object.keys(document).every((name) => TOP_ELEMENTS.has(name)) &&
    VERSIONS.has(document["Version"]) &&
    statements.length > 0 &&
    statements.every((statement) => isRecord(statement) && isStatement(statement));
  if (!isSound) throw malformedPolicy("");
  if (
    !statements
      .filter(isRecord)
      .flatMap(awsPrincipals)
      .every((name) => isSomebody(kms, name))
  ) {
    throw malformedPolicy("Policy contains a statement with one or more invalid principals.");
  }
  const key = unsuppliedKey(text);
  if (key !== undefined) throw unsupported(`The condition key ${key}`);
}

function parse(text: string): StatementFields | undefined {
  try {
    const document: unknown = JSON.parse(text);
    // IAM-24: of a key that comes twice, readers take either.
    return isRecord(document) && repeatedKey(text) === undefined ? document : undefined;
  } catch {
    return undefined;
  }
}

function isStatement(statement: StatementFields): boolean {
  const { Effect, Condition, Sid } = statement;
  return (
    Object.keys(statement).every((name) => STATEMENT_ELEMENTS.has(name)) &&
    (Effect === "Allow" || Effect === "Deny") &&
    (Sid === undefined || typeof Sid === "string") &&
    isPrincipal(statement) &&
    hasOne(statement, "Action", (action) => ACTION.test(action)) &&
    hasOne(statement, "Resource", () => true) &&
    (Condition === undefined || isCondition(Condition))
  );
}

/** Everybody but somebody is never let in. */
function isPrincipal({ Effect, Principal, NotPrincipal }: StatementFields): boolean {
  if (Principal === undefined) return Effect === "Deny" && isPrincipalElement(NotPrincipal);
  return NotPrincipal === undefined && isPrincipalElement(Principal);
}

function hasOne(statement: StatementFields, name: string, fits: (value: string) => boolean): boolean {
  if (Object.hasOwn(statement, name) === Object.hasOwn(statement, `Not${name}`)) return false;
  const values = stringList(statement[name] ?? statement[`Not${name}`]) ?? [];
  return values.length > 0 && values.every(fits);
}

function isCondition(block: unknown): boolean {
  if (!isRecord(block)) return false;
  return Object.entries(block).every(
    ([operator, keys]) =>
      findOperator(operator) !== undefined &&
      isRecord(keys) &&
      Object.values(keys).every((values) => [values].flat().every(isScalar)),
  );
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
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
