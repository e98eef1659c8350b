import type { AddLayerVersionPermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import { POLICY_LIMIT_BYTES } from "../shared/constants.ts";
import {
  conflict,
  layerPreconditionFailed,
  policyTooLong,
  resourceNotFound,
  validation,
} from "../shared/errors.ts";
import type { StoredPolicy } from "../shared/stored-policy.ts";
import type { LayersContext } from "./context.ts";
import { type LayerVersionReference, layerVersionArn } from "./names.ts";

export type LayerPermission = Pick<
  AddLayerVersionPermissionRequest,
  "StatementId" | "Action" | "Principal" | "RevisionId"
>;

interface Statement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

const ACTION = "lambda:GetLayerVersion";

/** Lets others use a layer version; answers the statement and the new revision. */
export function addLayerPermission(
  lambda: LayersContext,
  reference: LayerVersionReference,
  input: LayerPermission,
): { readonly statement: Statement; readonly revisionId: string } {
  const arn = requireVersion(lambda, reference);
  if (input.Action !== ACTION) {
    throw validation(
      `1 validation error detected: Value '${input.Action}' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: ${ACTION}`,
    );
  }
  const stored = lambda.layers.findPolicy(reference);
  assertRevision(stored, input.RevisionId);
  const statements = statementsOf(stored);
  if (statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw conflict(
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement: Statement = {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: input.Principal === "*" ? "*" : { AWS: principalArn(input.Principal) },
    Action: ACTION,
    Resource: arn,
  };
  return { statement, revisionId: save(lambda, reference, [...statements, statement]) };
}

export function removeLayerPermission(
  lambda: LayersContext,
  reference: LayerVersionReference,
  { StatementId, RevisionId }: Pick<LayerPermission, "StatementId" | "RevisionId">,
): void {
  const stored = requireLayerPolicy(lambda, reference);
  assertRevision(stored, RevisionId);
  const statements = statementsOf(stored);
  const kept = statements.filter(({ Sid }) => Sid !== StatementId);
  if (kept.length === statements.length) {
    throw resourceNotFound(`Statement ${StatementId} is not found in resource policy.`);
  }
  if (kept.length > 0) save(lambda, reference, kept);
  else lambda.layers.savePolicy(reference, undefined);
}

/** @throws AwsError ResourceNotFoundException */
export function requireLayerPolicy(lambda: LayersContext, reference: LayerVersionReference): StoredPolicy {
  requireVersion(lambda, reference);
  const stored = lambda.layers.findPolicy(reference);
  if (stored === undefined) throw resourceNotFound("No policy is associated with the given resource.");
  return stored;
}

function requireVersion(lambda: LayersContext, reference: LayerVersionReference): string {
  const arn = layerVersionArn(lambda.scope, reference);
  if (lambda.layers.find(reference) !== undefined) return arn;
  throw resourceNotFound(`Layer version ${arn} does not exist.`);
}

function assertRevision(stored: StoredPolicy | undefined, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== stored?.revisionId) throw layerPreconditionFailed();
}

function statementsOf(stored: StoredPolicy | undefined): readonly Statement[] {
  if (stored === undefined) return [];
  return (JSON.parse(stored.document) as { readonly Statement: readonly Statement[] }).Statement;
}

function save(
  lambda: LayersContext,
  reference: LayerVersionReference,
  statements: readonly Statement[],
): string {
  const document = JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
  if (Buffer.byteLength(document) > POLICY_LIMIT_BYTES) throw policyTooLong(POLICY_LIMIT_BYTES);
  const revisionId = lambda.randomness.uuid();
  lambda.layers.savePolicy(reference, { document, revisionId });
  return revisionId;
}

function principalArn(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}
