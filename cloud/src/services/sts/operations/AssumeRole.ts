import { parseArn } from "../../../core/arns.ts";
import type { Caller } from "../../../core/caller.ts";
import type { Identities } from "../../../iam/identities/index.ts";
import { assertPolicyDocument } from "../../../iam/policies/validate.ts";
import type { AssumeRoleRequest } from "../../../wire/models/generated/sts.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { packedPolicyTooLarge, validationError } from "../errors.ts";

const DEFAULT_SECONDS = 3600;
/** A session that assumes a further role gets an hour at most, whatever the role allows. */
const CHAINED_SECONDS = 3600;
const PACKED_POLICY_BYTES = 2048;

/** What sessions do not have here. */
const UNSUPPORTED = [
  "SerialNumber",
  "TokenCode",
  "SourceIdentity",
  "Tags",
  "TransitiveTagKeys",
  "ProvidedContexts",
  "MinimumSessionTokenSize",
];

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(identities: Identities): QueryOperation<AssumeRoleRequest> {
  return {
    name: "AssumeRole",
    unsupportedMembers: UNSUPPORTED,
    // IAM-14: the trust policy decides, together with the caller's own policies. A role that does not
    // exist trusts nobody.
    *authorize(input) {
      const roleArn = roleArnOf(input);
      const context = contextOf(input);
      const resourcePolicy = identities.roleOf(roleArn)?.trustPolicy;
      yield { action: "sts:AssumeRole", resource: roleArn, resourcePolicy, trust: true, context };
    },
    run: (input, { caller }) => {
      const role = identities.roleOf(input.RoleArn);
      if (role === undefined) throw new Error("A role that does not exist is never allowed.");
      const { RoleSessionName: sessionName, DurationSeconds: durationSeconds = DEFAULT_SECONDS } = input;
      assertDuration(caller, durationSeconds, role.maxSessionSeconds);
      const sessionPolicies = readSessionPolicies(identities, input);
      const credentials = identities.openSession(role, { sessionName, durationSeconds, sessionPolicies });
      const packed = packedPercent(sessionPolicies);
      return {
        Credentials: {
          AccessKeyId: credentials.accessKeyId,
          SecretAccessKey: credentials.secretAccessKey,
          SessionToken: credentials.sessionToken,
          Expiration: new Date(credentials.expiration).toISOString().replace(/\.\d{3}/, ""),
        },
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${sessionName}`,
          Arn: sessionArn(role.arn, role.name, sessionName),
        },
        PackedPolicySize: packed === 0 ? undefined : packed,
      };
    },
  };
}

function roleArnOf({ RoleArn }: AssumeRoleRequest): string {
  const arn = parseArn(RoleArn);
  if (arn === undefined || arn.service !== "iam" || !arn.resource.startsWith("role/"))
    throw validationError(`${RoleArn} is invalid`);
  return RoleArn;
}

function contextOf({ RoleSessionName, ExternalId }: AssumeRoleRequest): Record<string, string> {
  return {
    "sts:RoleSessionName": RoleSessionName,
    ...(ExternalId === undefined ? {} : { "sts:ExternalId": ExternalId }),
  };
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
function readSessionPolicies(
  identities: Identities,
  { Policy: inline, PolicyArns: attached = [] }: AssumeRoleRequest,
): string[] {
  const documents: string[] = [];
  if (inline !== undefined) {
    assertPolicyDocument(inline, "session");
    documents.push(inline);
  }
  for (const { arn = "" } of attached) {
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
