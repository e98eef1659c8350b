import type { CreateGrantRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { grantKeys, newGrant, sameGrant, tokenOf } from "../grants/manager.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertUsable } from "../keys/states.ts";
import { assertNotDryRun } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export function CreateGrant(kms: KmsContext): Operation<CreateGrantRequest> {
  return {
    name: "CreateGrant",
    unsupportedMembers: ["Constraints.SourceArn", "GranteeServicePrincipal", "RetiringServicePrincipal"],
    authorize: onKey(kms, "kms:CreateGrant", grantKeys),
    run: (input, { caller }) => {
      const key = requireKey(kms, input.KeyId);
      assertUsable(kms, key);
      const wanted = newGrant(kms, key, caller, input);
      assertNotDryRun(input.DryRun);
      const known = sameGrant(kms, wanted);
      if (known === undefined) kms.grants.save(wanted);
      const grant = known ?? wanted;
      return { GrantToken: tokenOf(grant), GrantId: grant.id };
    },
  };
}
