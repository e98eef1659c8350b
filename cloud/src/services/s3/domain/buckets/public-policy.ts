/** Condition keys with which a statement for everyone is still not public, when their value is fixed. */
const NARROWING_KEYS: ReadonlySet<string> = new Set(
  [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOwner",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
  ].map((key) => key.toLowerCase()),
);
const NARROWING_OPERATORS =
  /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;
const BROADEST_PREFIX_BITS = 8;

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

/**
 * True when a policy lets everyone in, as Block Public Access understands "public".
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicPolicy(text: string): boolean {
  const document = JSON.parse(text) as { Statement?: unknown };
  return listOf(document.Statement).some((statement) => isPublicStatement(statement as Statement));
}

function isPublicStatement(statement: Statement): boolean {
  if (statement.Effect !== "Allow") return false;
  const everyone = statement.NotPrincipal !== undefined || includesEveryone(statement.Principal);
  return everyone && !isNarrowed(statement.Condition);
}

function includesEveryone(principal: unknown): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  return listOf((principal as { AWS?: unknown }).AWS).includes("*");
}

function isNarrowed(condition: unknown): boolean {
  if (typeof condition !== "object" || condition === null) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      NARROWING_OPERATORS.test(operator) &&
      Object.entries(keys as object).some(([key, values]) => isFixed(key, listOf(values))),
  );
}

function isFixed(key: string, values: readonly unknown[]): boolean {
  if (!NARROWING_KEYS.has(key.toLowerCase())) return false;
  return values.every((value) => {
    const text = String(value);
    if (key.toLowerCase() !== "aws:sourceip") return !/^\*+$/.test(text) && !text.includes("${");
    const bits = Number(text.split("/")[1] ?? 32);
    return bits >= BROADEST_PREFIX_BITS;
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
