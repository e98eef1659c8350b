import { unlessRefused } from "../../../web/settled.ts";
import type { Document } from "../../../web/words/policy.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

/** Times are epoch seconds. */
export interface KeyView {
  readonly KeyId: string;
  readonly Arn: string;
  readonly CreationDate: number;
  readonly Description: string;
  readonly KeyState: "Enabled" | "Disabled" | "PendingDeletion";
  readonly KeyManager: "CUSTOMER" | "AWS";
  readonly KeySpec: string;
  readonly KeyUsage: string;
  readonly DeletionDate?: number;
}

export interface KeyRow extends KeyView {
  /** Without their `alias/`. */
  readonly aliases: readonly string[];
}

interface Keys {
  readonly Keys: readonly { readonly KeyId: string }[];
  readonly NextMarker?: string;
}

interface Aliases {
  readonly Aliases: readonly { readonly AliasName: string; readonly TargetKeyId?: string }[];
  readonly NextMarker?: string;
}

const ON_A_PAGE = 25;
/** Of one look; the next page goes on from there. */
const MOST_PAGES = 40;

/** Keys whose id or one of whose aliases begins so: KMS finds none by a part of it. */
export async function readKeys(
  console: Caller,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<{ readonly rows: readonly KeyRow[]; readonly next: string | undefined }> {
  const aliases = await readAliases(console);
  const fits = (id: string): boolean =>
    [id, ...(aliases.get(id) ?? [])].some((name) => name.startsWith(prefix.replace(/^alias\//, "")));
  const ids: string[] = [];
  let next = token ?? undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await readIds(console, next);
    ids.push(...page.ids.filter(fits));
    next = page.next;
    if (next === undefined || ids.length >= ON_A_PAGE) break;
  }
  const keys = await Promise.all(ids.map((id) => readKey(console, id)));
  return { rows: keys.map((key) => ({ ...key, aliases: aliases.get(key.KeyId) ?? [] })), next };
}

async function readIds(console: Caller, marker: string | undefined) {
  const { Keys, NextMarker } = await console.call<Keys>("kms", "ListKeys", {
    Limit: ON_A_PAGE,
    ...(marker === undefined ? {} : { Marker: marker }),
  });
  return { ids: Keys.map(({ KeyId }) => KeyId), next: NextMarker };
}

/** Undefined where there are more than a page of AWS has. */
export async function countKeys(console: Caller): Promise<number | undefined> {
  const { Keys, NextMarker } = await console.call<Keys>("kms", "ListKeys", { Limit: 1_000 });
  return NextMarker === undefined ? Keys.length : undefined;
}

/** Of every key, or of one. */
export async function readAliases(
  console: Caller,
  KeyId?: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  let Marker: string | undefined;
  do {
    const page: Aliases = await console.call("kms", "ListAliases", {
      Limit: 100,
      ...(KeyId === undefined ? {} : { KeyId }),
      ...(Marker === undefined ? {} : { Marker }),
    });
    for (const { AliasName, TargetKeyId = "" } of page.Aliases) {
      found.set(TargetKeyId, [...(found.get(TargetKeyId) ?? []), AliasName.slice("alias/".length)]);
    }
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return found;
}

/**
 * @param KeyId or an alias
 * @throws AwsError NotFoundException
 */
export async function readKey(console: Caller, KeyId: string): Promise<KeyView> {
  return (await console.call<{ KeyMetadata: KeyView }>("kms", "DescribeKey", { KeyId })).KeyMetadata;
}

/** Undefined where the key's own policy lets nobody look, the administrator neither. */
export async function readPolicy(console: Caller, KeyId: string): Promise<Document | undefined> {
  const found = await unlessRefused(
    console.call<{ Policy: string }>("kms", "GetKeyPolicy", { KeyId, PolicyName: "default" }),
  );
  return found === undefined ? undefined : (JSON.parse(found.Policy) as Document);
}

export interface RotationView {
  readonly KeyRotationEnabled: boolean;
  readonly RotationPeriodInDays?: number;
  readonly NextRotationDate?: number;
}

/** Of a symmetric key; others keep their material. Undefined where nobody may look. */
export function readRotation(console: Caller, KeyId: string): Promise<RotationView | undefined> {
  return unlessRefused(console.call<RotationView>("kms", "GetKeyRotationStatus", { KeyId }));
}

export interface GrantView {
  readonly GrantId: string;
  readonly Name?: string;
  readonly GranteePrincipal: string;
  readonly Operations: readonly string[];
  readonly Constraints?: object;
}

export interface GrantsView {
  readonly grants: readonly GrantView[];
  readonly isMore: boolean;
}

export async function readGrants(console: Caller, KeyId: string): Promise<GrantsView> {
  const found = await unlessRefused(
    console.call<{ Grants: readonly GrantView[]; Truncated?: boolean }>("kms", "ListGrants", {
      KeyId,
      Limit: 100,
    }),
  );
  return { grants: found?.Grants ?? [], isMore: found?.Truncated === true };
}
