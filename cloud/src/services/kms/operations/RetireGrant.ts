import type { RetireGrantRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { grantOfToken, requireGrant } from "../grants/manager.ts";
import { requireKey } from "../keys/lookup.ts";
import { keyQuestion } from "../keys/questions.ts";
import { assertNotDryRun } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import type { Grant } from "../shared/grant-store.ts";

/**
 * Who is named as retiring the grant may, as the grant's own grantee may where it says so; whoever else
 * needs the right to.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
 */
export function RetireGrant(kms: KmsContext): Operation<RetireGrantRequest> {
  return {
    name: "RetireGrant",
    authorize: ({ GrantToken: token, KeyId, GrantId }, { caller }) => {
      const { id: grantId, keyId } =
        token === undefined ? { id: GrantId, keyId: KeyId } : grantOfToken(kms, token);
      if (keyId === undefined) throw unnamed();
      return [keyQuestion(kms, caller, "kms:RetireGrant", { keyId, grantId })];
    },
    run: (input) => {
      const { id } = grantOf(kms, input);
      assertNotDryRun(input.DryRun);
      kms.grants.delete(id);
    },
  };
}

function grantOf(kms: KmsContext, { GrantToken: token, KeyId, GrantId }: RetireGrantRequest): Grant {
  if (token !== undefined) return grantOfToken(kms, token);
  if (KeyId === undefined || GrantId === undefined) throw unnamed();
  return requireGrant(kms, requireKey(kms, KeyId), GrantId);
}

function unnamed() {
  return validation("Either a grant token, or a key id and a grant id, is needed.");
}
