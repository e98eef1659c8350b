import { ask, askAll, unlessGone } from "./ask.ts";
import type { DeployedDoor, DeployedKey } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Described {
  readonly KeyMetadata: {
    readonly Arn: string;
    readonly KeyId: string;
    readonly KeyManager?: string;
    readonly KeyState: string;
  };
}

interface Grant {
  readonly GranteePrincipal: string;
  readonly Operations: readonly string[];
  readonly Constraints?: {
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
  };
}

const GRANTS = {
  service: "kms",
  operation: "ListGrants",
  member: "Grants",
  token: ["Marker", "NextMarker"],
} as const;

/** Operations that a constraint of a grant is not about. */
const UNCONSTRAINED: ReadonlySet<string> = new Set(["DescribeKey", "RetireGrant"]);

/** KMS-7: a grant counts as a statement of the key's policy does, and a Deny still wins. */
export function withGrants(policy: string, grants: readonly Grant[]): string {
  if (grants.length === 0) return policy;
  const document = JSON.parse(policy) as { readonly Statement: unknown };
  return JSON.stringify({
    ...document,
    Statement: [document.Statement, grants.flatMap(statementsOf)].flat(2),
  });
}

function statementsOf({ GranteePrincipal, Operations, Constraints = {} }: Grant): object[] {
  const { EncryptionContextSubset: subset, EncryptionContextEquals: exact } = Constraints;
  const wanted = Object.entries(subset ?? exact ?? {});
  const Condition = {
    StringEquals: Object.fromEntries(wanted.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    ...(exact === undefined
      ? {}
      : { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": wanted.map(([name]) => name) } }),
  };
  const statement = (operations: readonly string[], more: object) =>
    operations.map((operation) => ({
      Sid: "grant",
      Effect: "Allow",
      Principal: { AWS: GranteePrincipal },
      Action: `kms:${operation}`,
      Resource: "*",
      ...more,
    }));
  const isFree = (operation: string): boolean => wanted.length === 0 || UNCONSTRAINED.has(operation);
  return [
    ...statement(Operations.filter(isFree), {}),
    ...statement(
      Operations.filter((operation) => !isFree(operation)),
      { Condition },
    ),
  ];
}

/** The keys of the account; those that AWS keeps for its services are AWS's business. */
export async function readKeys(source: Source): Promise<DeployedDoor[]> {
  const keys = await askAll<{ readonly KeyId: string }>(source.client, {
    service: "kms",
    operation: "ListKeys",
    member: "Keys",
    token: ["Marker", "NextMarker"],
  });
  const found = await Promise.all(keys.map(async ({ KeyId }) => readKey(source, KeyId)));
  return byPlace(
    found.flatMap((key): DeployedDoor[] => {
      if (key === undefined || key.isOfAws) return [];
      const { arn, place, policy } = key;
      return [{ kind: "key", arn, place, policy }];
    }),
  );
}

/** The keys that things are under, AWS's own as well; what is not there is left out. */
export async function readKeysOf(
  source: Source,
  things: readonly { readonly keyId?: string | undefined }[],
): Promise<ReadonlyMap<string, DeployedKey>> {
  const names = new Set(things.flatMap(({ keyId }) => keyId ?? []));
  const found = await Promise.all(
    [...names].map(async (name) => ({ name, key: await readKey(source, name) })),
  );
  return new Map(found.flatMap(({ name, key }) => (key === undefined ? [] : [[name, key] as const])));
}

/** @param name id, ARN or alias, or what nobody could call a key: a bucket keeps any text */
async function readKey({ client, names }: Source, name: string): Promise<DeployedKey | undefined> {
  const described = await unlessGone(
    ["NotFoundException", "ValidationException"],
    ask<Described>(client, "kms", "DescribeKey", { KeyId: name }),
  );
  if (described === undefined) return undefined;
  const { Arn: arn, KeyId, KeyManager, KeyState: state } = described.KeyMetadata;
  const asked = { KeyId, PolicyName: "default" };
  const { Policy } = await ask<{ readonly Policy: string }>(client, "kms", "GetKeyPolicy", asked);
  const policy = withGrants(Policy, await askAll<Grant>(client, { ...GRANTS, input: { KeyId } }));
  const isOfAws = KeyManager === "AWS";
  const place = isOfAws && name.startsWith("alias/") ? `-/${name}` : names.placeOf(KeyId);
  return { arn, place, policy, state, isOfAws };
}
