import type { Scope } from "../../../../../core/arns.ts";
import { unsupported } from "../../../../../core/errors.ts";
import { unsuppliedKey } from "../../../../../iam/policies/condition-keys.ts";
import { badRequest } from "../model/errors.ts";

/**
 * A resource policy with the short form `execute-api:/stage/METHOD/path` written out, as API
 * Gateway stores it.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
 */
export function expandPolicy(text: string, apiId: string, scope: Scope): string {
  const policy = parse(text);
  const key = unsuppliedKey(text);
  if (key !== undefined) throw unsupported(`The condition key ${key}`);
  const prefix = `arn:aws:execute-api:${scope.region}:${scope.accountId}:${apiId}/`;
  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(expand);
    return typeof value === "string" ? value.replace(/^execute-api:\/?/, prefix) : value;
  };
  const { Statement: statements } = policy;
  const list = Array.isArray(statements) ? statements : [statements];
  const expanded = list.map((statement: unknown) => {
    if (typeof statement !== "object" || statement === null) throw invalid();
    const fields = Object.entries(statement).map(([name, value]) =>
      name === "Resource" || name === "NotResource" ? [name, expand(value)] : [name, value],
    );
    return Object.fromEntries(fields) as object;
  });
  return JSON.stringify({ ...policy, Statement: expanded });
}

function parse(text: string): Record<string, unknown> {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalid();
  }
  if (typeof policy !== "object" || policy === null || Array.isArray(policy)) throw invalid();
  return policy as Record<string, unknown>;
}

function invalid(): Error {
  return badRequest(
    "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
  );
}
