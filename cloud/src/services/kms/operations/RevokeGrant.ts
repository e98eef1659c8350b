import type { RevokeGrantRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireGrant } from "../grants/manager.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotDryRun } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html */
export function RevokeGrant(kms: KmsContext): Operation<RevokeGrantRequest> {
  return {
    name: "RevokeGrant",
    authorize: onKey(kms, "kms:RevokeGrant", () => ({ "kms:GrantIsForAWSResource": "false" })),
    run: ({ KeyId, GrantId, DryRun }) => {
      const { id } = requireGrant(kms, requireKey(kms, KeyId), GrantId);
      assertNotDryRun(DryRun);
      kms.grants.delete(id);
    },
  };
}
