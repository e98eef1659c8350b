import { ask, askAll, unlessGone } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Described {
  readonly KeyMetadata: { readonly Arn: string; readonly KeyManager?: string };
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
      return [{ kind: "key", arn: described.KeyMetadata.Arn, place: names.placeOf(KeyId), policy: Policy }];
    }),
  );
  return byPlace(found.flat());
}
