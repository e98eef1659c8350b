import { s3Errors } from "../../domain/shared/errors.ts";

/** Bytes that the file may have, by `content-length-range`. */
export interface SizeRange {
  readonly minimum: number;
  readonly maximum: number;
}

interface FormPolicyFacts {
  /** Base64, as it stands in the form. */
  readonly policy: string;
  /** Fields by lower-case name, with what the address says of the bucket. */
  readonly fields: ReadonlyMap<string, string>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Fields that a policy need not name. */
const UNCOVERED: ReadonlySet<string> = new Set([
  "awsaccesskeyid",
  "bucket",
  "file",
  "policy",
  "signature",
  "x-amz-signature",
]);

type Condition = (fields: ReadonlyMap<string, string>) => boolean;

/**
 * S3-20: a form does what its policy says: before its end, every condition met, no field that no
 * condition names.
 * @returns how large the file may be; undefined when the policy does not say
 * @throws AwsError InvalidPolicyDocument, AccessDenied
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function assertFormPolicy({ policy, fields, now }: FormPolicyFacts): SizeRange | undefined {
  const { expiration, conditions } = parsePolicy(policy);
  if (expiration <= now) throw denied("Policy expired.");
  const covered = new Set<string>();
  let range: SizeRange | undefined;
  for (const condition of conditions) {
    const size = sizeRangeOf(condition);
    if (size !== undefined) {
      range = narrower(range, size);
      continue;
    }
    for (const { field, holds } of matchesOf(condition)) {
      covered.add(field);
      if (!holds(fields)) throw denied(`Policy Condition failed: ${shown(condition)}`);
    }
  }
  const extra = [...fields.keys()].filter(
    (name) => !covered.has(name) && !UNCOVERED.has(name) && !name.startsWith("x-ignore-"),
  );
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(", ")}`);
  return range;
}

const denied = (what: string): Error => s3Errors.accessDenied(`Invalid according to Policy: ${what}`);
const invalid = (what: string): Error => s3Errors.invalidPolicyDocument(`Invalid Policy: ${what}`);

/** `["eq", "$acl", "private"]`, with a blank behind each comma. */
const shown = (condition: unknown): string => JSON.stringify(condition, null, 1).replace(/\n\s*/g, " ");

const EXPIRATION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

function parsePolicy(policy: string): { expiration: number; conditions: readonly unknown[] } {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(policy, "base64").toString("utf8"));
  } catch {
    throw invalid("Invalid JSON.");
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw invalid("Invalid JSON.");
  }
  const { expiration, conditions, ...others } = document as Readonly<Record<string, unknown>>;
  const [unexpected] = Object.keys(others);
  if (unexpected !== undefined) throw invalid(`Unexpected: '${unexpected}'`);
  if (typeof expiration !== "string") throw invalid("Policy missing expiration.");
  const time = EXPIRATION.test(expiration) ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`Invalid 'expiration' value: '${expiration}'`);
  if (!Array.isArray(conditions)) throw invalid("Policy missing conditions.");
  return { expiration: time, conditions };
}

function sizeRangeOf(condition: unknown): SizeRange | undefined {
  if (!Array.isArray(condition) || String(condition[0]).toLowerCase() !== "content-length-range")
    return undefined;
  const [, minimum, maximum] = condition.map(Number);
  const isRange = condition.length === 3 && [minimum, maximum].every((one) => Number.isSafeInteger(one));
  if (!isRange || minimum === undefined || maximum === undefined || minimum < 0) {
    throw invalid(`Invalid content-length-range: ${shown(condition)}`);
  }
  return { minimum, maximum };
}

const narrower = (one: SizeRange | undefined, other: SizeRange): SizeRange => ({
  minimum: Math.max(one?.minimum ?? 0, other.minimum),
  maximum: Math.min(one?.maximum ?? Number.POSITIVE_INFINITY, other.maximum),
});

interface Match {
  readonly field: string;
  readonly holds: Condition;
}

/** `{"acl": "private"}`, `["eq", "$acl", "private"]` or `["starts-with", "$key", "user/"]`. */
function matchesOf(condition: unknown): readonly Match[] {
  if (Array.isArray(condition)) return [listMatch(condition)];
  if (typeof condition !== "object" || condition === null)
    throw invalid("Invalid Simple-Condition: not an object.");
  const entries = Object.entries(condition);
  if (entries.length === 0) throw invalid("Invalid Simple-Condition: empty.");
  return entries.map(([name, value]) => {
    const field = name.toLowerCase();
    return { field, holds: (fields) => fields.get(field) === String(value) };
  });
}

function listMatch(condition: readonly unknown[]): Match {
  const [operator, name, value] = condition;
  const isWellFormed =
    condition.length === 3 && typeof name === "string" && name.startsWith("$") && typeof value === "string";
  if (!isWellFormed) throw invalid(`Invalid Condition: ${shown(condition)}`);
  const field = name.slice(1).toLowerCase();
  switch (String(operator).toLowerCase()) {
    case "eq":
      return { field, holds: (fields) => fields.get(field) === value };
    case "starts-with":
      return { field, holds: (fields) => startsWith(fields.get(field), { field, value }) };
    default:
      throw invalid(`Invalid Condition: unknown operation '${String(operator)}'.`);
  }
}

/** Of a content type each of a list must match. */
function startsWith(actual: string | undefined, { field, value }: { field: string; value: string }): boolean {
  if (actual === undefined) return value === "";
  const parts = field === "content-type" ? actual.split(",").map((part) => part.trim()) : [actual];
  return parts.every((part) => part.startsWith(value));
}
