import { ask, askAll, unlessGone } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Described {
  readonly KeyMetadata: { readonly Arn: string; readonly KeyManager?: string };
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
export async function readKeys({ client, names }: Source): Promise<DeployedDoor[]> {
  const keys = await askAll<{ readonly KeyId: string }>(client, {
    service: "kms",
    operation: "ListKeys",
    member: "Keys",
    token: ["Marker", "NextMarker"],
  });
  const found = await Promise.all(
    keys.map(async ({ KeyId }): Promise<DeployedDoor[]> => {
      const described = await unlessGone(
        ["NotFoundException"],
        ask<Described>(client, "kms", "DescribeKey", { KeyId }),
      );
      if (described === undefined || described.KeyMetadata.KeyManager === "AWS") return [];
      const asked = { KeyId, PolicyName: "default" };
      const { Policy } = await ask<{ readonly Policy: string }>(client, "kms", "GetKeyPolicy", asked);
      const policy = withGrants(Policy, await askAll<Grant>(client, { ...GRANTS, input: { KeyId } }));
      return [{ kind: "key", arn: described.KeyMetadata.Arn, place: names.placeOf(KeyId), policy }];
    }),
  );
  return byPlace(found.flat());
}
