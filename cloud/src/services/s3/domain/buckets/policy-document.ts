import type { Caller } from "../../../../core/caller.ts";
import { repeatedKey } from "../../../../core/json-keys.ts";
import { isDocumentedKey, unsuppliedKey } from "../../../../iam/policies/condition-keys.ts";
import { STATEMENT_ELEMENTS } from "../../../../iam/policies/elements.ts";
import { isPrincipalElement } from "../../../../iam/policies/principal.ts";
import { MAX_POLICY_BYTES } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import { type Bucket, bucketArn } from "./bucket.ts";
import { doesApply, isActionOfS3 } from "./policy-actions.ts";
import { isPublicPolicy } from "./public-policy.ts";

const VERSIONS: ReadonlySet<unknown> = new Set(["2012-10-17", "2008-10-17", undefined]);
type Statement = Readonly<Record<string, unknown>>;

/**
 * Checks a bucket policy as PutBucketPolicy does.
 * @param caller who puts it: the refusal of public policies names them
 * @throws AwsError MalformedPolicy, AccessDenied under BlockPublicPolicy
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function assertPolicyIsPutable(policy: string, bucket: Bucket, caller: Caller): void {
  const statements = statementsOf(policy);
  for (const statement of statements) assertStatement(statement, bucket);
  const key = unsuppliedKey(policy);
  if (key !== undefined) throw s3Errors.notImplemented(`The condition key ${key}`);
  // S3-10: a public policy is refused while Block Public Access blocks it.
  if (bucket.publicAccessBlock?.BlockPublicPolicy !== true || !isPublicPolicy(policy)) return;
  const who = "arn" in caller ? caller.arn : "anonymous";
  throw s3Errors
    .accessDenied(
      `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    )
    .because({ rule: "S3-10", reason: "public-policy-blocked", asked: { bucket: bucket.name } });
}

function statementsOf(policy: string): readonly Statement[] {
  const document = parseObject(policy);
  if (Buffer.byteLength(policy) > MAX_POLICY_BYTES)
    throw s3Errors.malformedPolicy("Policy exceeds the maximum allowed document size.");
  if (!VERSIONS.has(document["Version"]))
    throw s3Errors.malformedPolicy("The policy must contain a valid version string");
  const { Statement } = document;
  if (Statement === undefined) throw s3Errors.malformedPolicy("Missing required field Statement");
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  const isObject = (value: unknown): value is Statement =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (statements.length === 0)
    throw s3Errors.malformedPolicy("Could not parse the policy: Statement is empty!");
  if (!statements.every(isObject))
    throw s3Errors.malformedPolicy("Could not parse the policy: Statement is invalid!");
  return statements;
}

function parseObject(policy: string): Statement {
  const malformed = s3Errors.malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  if (!policy.startsWith("{")) throw malformed;
  try {
    const document = JSON.parse(policy) as Statement;
    // IAM-24: of a key that comes twice, readers take either.
    if (repeatedKey(policy) !== undefined) throw malformed;
    return document;
  } catch {
    throw malformed;
  }
}

function assertStatement(statement: Statement, bucket: Bucket): void {
  const unknown = Object.keys(statement).find((name) => !STATEMENT_ELEMENTS.has(name));
  if (unknown !== undefined) throw s3Errors.malformedPolicy(`Unknown field ${unknown}`);
  const { Effect } = statement;
  if (Effect === undefined) throw s3Errors.malformedPolicy("Missing required field Effect");
  if (Effect !== "Allow" && Effect !== "Deny")
    throw s3Errors.malformedPolicy(`Invalid effect: ${String(Effect)}`);
  // S3-19: everybody but somebody is never let in.
  if (Effect === "Allow" && statement["NotPrincipal"] !== undefined)
    throw s3Errors.malformedPolicy("Invalid policy syntax.");
  const principal = statement["Principal"] ?? statement["NotPrincipal"];
  if (principal === undefined) throw s3Errors.malformedPolicy("Missing required field Principal");
  if (typeof principal === "string" && principal !== "*")
    throw s3Errors.malformedPolicy("Invalid policy syntax.");
  // IAM-27
  if (!isPrincipalElement(principal)) throw s3Errors.malformedPolicy("Invalid principal in policy");
  assertActions(textsOf(statement["Action"] ?? statement["NotAction"], "Action"));
  assertResources(textsOf(statement["Resource"] ?? statement["NotResource"], "Resource"), bucket);
  assertApplicable(statement, bucket);
  assertKeys(statement["Condition"]);
}

/** S3-25: a statement that decides nothing is not stored: `s3:ListBucket` on objects, `s3:GetObject` on the bucket. */
function assertApplicable({ Action, Resource }: Statement, bucket: Bucket): void {
  if (Action === undefined || Resource === undefined) return;
  const own = bucketArn(bucket.name);
  const resources = textsOf(Resource, "Resource");
  const types = new Set(
    resources.flatMap((one) => (one === own ? "bucket" : one === `${own}*` ? BOTH : "object")),
  );
  if (!textsOf(Action, "Action").every((action) => doesApply(action, types))) {
    throw s3Errors.malformedPolicy("Action does not apply to any resource(s) in statement");
  }
}

const BOTH = ["bucket", "object"];

/** S3-25: S3 knows its own condition keys; those of `aws:` it takes unseen. */
function assertKeys(condition: unknown): void {
  if (typeof condition !== "object" || condition === null) return;
  const keys = Object.values(condition).flatMap((values) => Object.keys(Object(values)));
  if (keys.some((key) => /^s3:/i.test(key) && !isDocumentedKey(key))) {
    throw s3Errors.malformedPolicy("Policy has an invalid condition key");
  }
}

function textsOf(value: unknown, field: string): readonly string[] {
  if (value === undefined) throw s3Errors.malformedPolicy(`Missing required field ${field}`);
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) {
    throw s3Errors.malformedPolicy("Invalid policy syntax.");
  }
  return texts as readonly string[];
}

function assertActions(actions: readonly string[]): void {
  if (!actions.every(isActionOfS3)) {
    throw s3Errors.malformedPolicy("Policy has invalid action");
  }
}

/** Every resource is the bucket itself or something in it. */
function assertResources(resources: readonly string[], bucket: Bucket): void {
  const own = bucketArn(bucket.name);
  const fits = (resource: string): boolean =>
    resource === own || resource.startsWith(`${own}/`) || resource === `${own}*`;
  if (!resources.every(fits)) throw s3Errors.malformedPolicy("Policy has invalid resource");
}
