import type { AddPermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { requireVersion } from "../functions/manager.ts";
import { type FunctionReference, functionArn } from "../functions/names.ts";
import { POLICY_LIMIT_BYTES } from "../shared/constants.ts";
import {
  conflict,
  invalidParameter,
  policyNotFound,
  policyTooLong,
  preconditionFailed,
  resourceNotFound,
} from "../shared/errors.ts";
import type { StoredPolicy } from "../shared/stored-policy.ts";

export type PermissionInput = Pick<
  AddPermissionRequest,
  | "StatementId"
  | "Action"
  | "Principal"
  | "SourceArn"
  | "SourceAccount"
  | "RevisionId"
  | "FunctionUrlAuthType"
  | "InvokedViaFunctionUrl"
>;

interface Statement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

interface PolicyDocument {
  readonly Version: string;
  readonly Id: string;
  readonly Statement: readonly Statement[];
}

/** Adds a statement to the resource policy; answers it. */
export function addPermission(
  lambda: FunctionsContext,
  reference: FunctionReference,
  input: PermissionInput,
): Statement {
  assertFitsAction(input);
  requireVersion(lambda, reference.name, reference.qualifier);
  const stored = find(lambda, reference);
  if (input.RevisionId !== undefined && input.RevisionId !== stored?.revisionId) throw preconditionFailed();
  const statements = stored === undefined ? [] : parse(stored).Statement;
  if (statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw conflict(
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement = statementOf(functionArn(lambda.scope, reference), input);
  save(lambda, reference, [...statements, statement]);
  return statement;
}

export function removePermission(
  lambda: FunctionsContext,
  reference: FunctionReference,
  { StatementId: statementId, RevisionId }: Pick<PermissionInput, "StatementId" | "RevisionId">,
): void {
  requireVersion(lambda, reference.name, reference.qualifier);
  const stored = find(lambda, reference);
  if (stored === undefined) throw resourceNotFound("No policy is associated with the given resource.");
  if (RevisionId !== undefined && RevisionId !== stored.revisionId) throw preconditionFailed();
  const { Statement: statements } = parse(stored);
  const kept = statements.filter(({ Sid }) => Sid !== statementId);
  if (kept.length === statements.length) {
    throw resourceNotFound(`Statement ${statementId} is not found in resource policy.`);
  }
  if (kept.length > 0) {
    save(lambda, reference, kept);
    return;
  }
  lambda.store.removePolicy(reference.name, key(reference));
  lambda.changed(reference.name);
}

export function requirePolicy(lambda: FunctionsContext, reference: FunctionReference): StoredPolicy {
  requireVersion(lambda, reference.name, reference.qualifier);
  const stored = find(lambda, reference);
  if (stored === undefined) throw policyNotFound();
  return stored;
}

/** Whom a statement of the resource policy lets in; undefined when there is no such statement. */
export function principalOfStatement(
  lambda: FunctionsContext,
  reference: FunctionReference,
  statementId: string,
): string | undefined {
  const stored = find(lambda, reference);
  if (stored === undefined) return undefined;
  const principal = parse(stored).Statement.find(({ Sid }) => Sid === statementId)?.["Principal"];
  const value = typeof principal === "object" ? Object.values(principal ?? {})[0] : principal;
  return typeof value === "string" ? value : undefined;
}

/** JSON text of the policy that governs this qualifier, for evaluating calls. */
export function policyText(lambda: FunctionsContext, reference: FunctionReference): string | undefined {
  return find(lambda, reference)?.document;
}

function find(lambda: FunctionsContext, reference: FunctionReference): StoredPolicy | undefined {
  return lambda.store.findPolicy(reference.name, key(reference));
}

/** `$LATEST` and the unqualified function have one policy. */
function key({ qualifier }: FunctionReference): string {
  return qualifier === "$LATEST" ? "" : qualifier;
}

function parse(stored: StoredPolicy): PolicyDocument {
  return JSON.parse(stored.document) as PolicyDocument;
}

function save(
  lambda: FunctionsContext,
  reference: FunctionReference,
  statements: readonly Statement[],
): void {
  const document = JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
  if (Buffer.byteLength(document) > POLICY_LIMIT_BYTES) throw policyTooLong(POLICY_LIMIT_BYTES);
  lambda.store.savePolicy(reference.name, key(reference), {
    document,
    revisionId: lambda.randomness.uuid(),
  });
  // Decisions made under the old policy are forgotten.
  lambda.changed(reference.name);
}

/** What is said of URLs belongs to the one action that asks it. */
function assertFitsAction({ Action, FunctionUrlAuthType, InvokedViaFunctionUrl }: PermissionInput): void {
  if (FunctionUrlAuthType !== undefined && Action !== "lambda:InvokeFunctionUrl") {
    throw invalidParameter("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
  }
  if (InvokedViaFunctionUrl !== undefined && Action !== "lambda:InvokeFunction") {
    throw invalidParameter("InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action");
  }
}

function statementOf(resource: string, input: PermissionInput): Statement {
  const equal = {
    ...(input.SourceAccount === undefined ? {} : { "AWS:SourceAccount": input.SourceAccount }),
    ...(input.FunctionUrlAuthType === undefined
      ? {}
      : { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType }),
  };
  const conditions = {
    ...(Object.keys(equal).length === 0 ? {} : { StringEquals: equal }),
    ...(input.InvokedViaFunctionUrl === undefined
      ? {}
      : { Bool: { "lambda:InvokedViaFunctionUrl": String(input.InvokedViaFunctionUrl) } }),
    ...(input.SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": input.SourceArn } }),
  };
  return {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

const ACCOUNT = /^\d{12}$/;
const IDENTITY_ARN = /^arn:aws:(?:iam|sts)::\d{12}:.+$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazon(?:aws)?\.com$/;

function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  if (ACCOUNT.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (IDENTITY_ARN.test(principal)) return { AWS: principal };
  if (SERVICE.test(principal)) return { Service: principal };
  throw invalidParameter("The provided principal was invalid. Please check the principal and try again.");
}
