import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

/** A secret without what it holds. Times are epoch seconds. */
export interface SecretView {
  readonly ARN: string;
  readonly Name: string;
  readonly Description?: string;
  readonly CreatedDate?: number;
  readonly LastChangedDate?: number;
  readonly LastAccessedDate?: number;
  /** When its deletion was asked for. */
  readonly DeletedDate?: number;
}

export interface VersionView {
  readonly VersionId: string;
  readonly VersionStages?: readonly string[];
  readonly CreatedDate?: number;
}

export interface SecretsPage {
  readonly rows: readonly SecretView[];
  readonly next: string | undefined;
}

const ON_A_PAGE = 25;

interface Listed {
  readonly SecretList: readonly SecretView[];
  readonly NextToken?: string;
}

/** Also those that wait for their deletion. */
export async function readSecrets(
  console: Caller,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<SecretsPage> {
  const { SecretList, NextToken } = await console.call<Listed>("secretsmanager", "ListSecrets", {
    MaxResults: ON_A_PAGE,
    IncludePlannedDeletion: true,
    SortBy: "name",
    SortOrder: "asc",
    ...(prefix === "" ? {} : { Filters: [{ Key: "name", Values: [prefix] }] }),
    ...(token === null ? {} : { NextToken: token }),
  });
  return { rows: SecretList, next: NextToken };
}

/** Undefined where there are more than a page of AWS has. */
export async function countSecrets(console: Caller): Promise<number | undefined> {
  const { SecretList, NextToken } = await console.call<Listed>("secretsmanager", "ListSecrets", {
    MaxResults: 100,
  });
  return NextToken === undefined ? SecretList.length : undefined;
}

/** @throws AwsError ResourceNotFoundException */
export function readSecret(console: Caller, SecretId: string): Promise<SecretView> {
  return console.call<SecretView>("secretsmanager", "DescribeSecret", { SecretId });
}

/** Newest first, those without a stage too. */
export async function readVersions(console: Caller, SecretId: string): Promise<readonly VersionView[]> {
  const { Versions = [] } = await console.call<{ Versions?: readonly VersionView[] }>(
    "secretsmanager",
    "ListSecretVersionIds",
    { SecretId, IncludeDeprecated: true, MaxResults: 100 },
  );
  return [...Versions].sort((a, b) => (b.CreatedDate ?? 0) - (a.CreatedDate ?? 0));
}

export type SecretValue = { readonly text: string } | { readonly bytes: Buffer };

/** What a version holds. */
export async function readValue(
  console: Caller,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<SecretValue> {
  const { SecretString: text, SecretBinary: bytes = "" } = await console.call<{
    SecretString?: string;
    SecretBinary?: string;
  }>("secretsmanager", "GetSecretValue", {
    SecretId: name,
    ...(version === "" ? {} : { VersionId: version }),
  });
  return text === undefined ? { bytes: Buffer.from(bytes, "base64") } : { text };
}
