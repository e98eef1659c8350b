import { parseArn } from "../../../core/arns.ts";
import type { Caller } from "../../../core/caller.ts";
import type { Identities } from "../../../iam/identities/index.ts";
import { assertPolicyDocument } from "../../../iam/policies/validate.ts";
import { type Shape, validationMessage } from "../../../wire/constraints.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { QueryParameters } from "../../../wire/protocols/query-parameters.ts";
import { packedPolicyTooLarge, unsupportedParameter, validationError } from "../errors.ts";

const DEFAULT_SECONDS = 3600;
/** A session that assumes a further role gets an hour at most, whatever the role allows. */
const CHAINED_SECONDS = 3600;
const PACKED_POLICY_BYTES = 2048;

const SHAPE: Shape = {
  RoleArn: { type: "string", required: true, min: 20, max: 2048 },
  RoleSessionName: { type: "string", required: true, min: 2, max: 64, pattern: "[\\w+=,.@-]*" },
  DurationSeconds: { type: "number", atLeast: 900, atMost: 43_200 },
  Policy: { type: "string", min: 1, max: 2048 },
  ExternalId: { type: "string", min: 2, max: 1224, pattern: "[\\w+=,.@:\\/-]*" },
};

const UNSUPPORTED = ["SerialNumber", "TokenCode", "SourceIdentity"] as const;
const UNSUPPORTED_LISTS = ["Tags.", "TransitiveTagKeys.", "ProvidedContexts."] as const;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(identities: Identities): QueryOperation {
  return {
    name: "AssumeRole",
    // IAM-14: the trust policy decides, together with the caller's own policies. A role that does not
    // exist trusts nobody.
    *authorize(parameters) {
      const { roleArn, context } = readInput(parameters);
      refuseUnsupported(parameters);
      const resourcePolicy = identities.roleOf(roleArn)?.trustPolicy;
      yield { action: "sts:AssumeRole", resource: roleArn, resourcePolicy, trust: true, context };
    },
    run: (parameters, { caller }) => {
      const input = readInput(parameters);
      const role = identities.roleOf(input.roleArn);
      if (role === undefined) throw new Error("A role that does not exist is never allowed.");
      assertDuration(caller, input.durationSeconds, role.maxSessionSeconds);
      const sessionPolicies = readSessionPolicies(identities, parameters);
      const credentials = identities.openSession(role, { ...input, sessionPolicies });
      const packed = packedPercent(sessionPolicies);
      return {
        Credentials: {
          AccessKeyId: credentials.accessKeyId,
          SecretAccessKey: credentials.secretAccessKey,
          SessionToken: credentials.sessionToken,
          Expiration: new Date(credentials.expiration).toISOString().replace(/\.\d{3}/, ""),
        },
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${input.sessionName}`,
          Arn: sessionArn(role.arn, role.name, input.sessionName),
        },
        PackedPolicySize: packed === 0 ? undefined : packed,
      };
    },
  };
}

function readInput(parameters: QueryParameters) {
  const duration = parameters.text("DurationSeconds");
  const input = {
    RoleArn: parameters.text("RoleArn"),
    RoleSessionName: parameters.text("RoleSessionName"),
    DurationSeconds: duration === undefined ? undefined : wholeSeconds(duration),
    Policy: parameters.text("Policy"),
    ExternalId: parameters.text("ExternalId"),
  };
  const message = validationMessage(SHAPE, input);
  if (message !== undefined) throw validationError(message);
  const roleArn = input.RoleArn ?? "";
  if (parseArn(roleArn) === undefined) throw validationError(`${roleArn} is invalid`);
  return {
    roleArn,
    sessionName: input.RoleSessionName ?? "",
    durationSeconds: input.DurationSeconds ?? DEFAULT_SECONDS,
    context: contextOf(input.RoleSessionName ?? "", input.ExternalId),
  };
}

function wholeSeconds(text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw validationError("1 validation error detected: Value at 'durationSeconds' must be an integer");
}

function contextOf(sessionName: string, externalId: string | undefined): Record<string, string> {
  return {
    "sts:RoleSessionName": sessionName,
    ...(externalId === undefined ? {} : { "sts:ExternalId": externalId }),
  };
}

function refuseUnsupported(parameters: QueryParameters): void {
  for (const name of UNSUPPORTED) {
    if (parameters.text(name) !== undefined) throw unsupportedParameter("AssumeRole", name);
  }
  for (const list of UNSUPPORTED_LISTS) {
    const name = list.slice(0, -1);
    if (parameters.list(name).length > 0 || parameters.structures(name).length > 0) {
      throw unsupportedParameter("AssumeRole", name);
    }
  }
}

function assertDuration(caller: Caller, seconds: number, maximum: number): void {
  if (caller.kind === "role" && seconds > CHAINED_SECONDS) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (seconds > maximum) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
}

/** The inline policy and the documents of the managed ones, as they are now. */
function readSessionPolicies(identities: Identities, parameters: QueryParameters): string[] {
  const documents: string[] = [];
  const inline = parameters.text("Policy");
  if (inline !== undefined) {
    assertPolicyDocument(inline, "session");
    documents.push(inline);
  }
  for (const { arn = "" } of parameters.structures("PolicyArns")) {
    const policy = identities.managedPolicies.find(arn);
    if (policy === undefined) throw validationError(`PolicyArn ${arn} does not exist or is not attachable.`);
    documents.push(policy.document);
  }
  const percent = packedPercent(documents);
  if (percent > 100) throw packedPolicyTooLarge(percent);
  return documents;
}

function packedPercent(documents: readonly string[]): number {
  const bytes = documents.reduce((sum, document) => sum + Buffer.byteLength(document), 0);
  return Math.ceil((bytes * 100) / PACKED_POLICY_BYTES);
}

function sessionArn(roleArn: string, roleName: string, sessionName: string): string {
  const accountId = parseArn(roleArn)?.accountId ?? "";
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}
