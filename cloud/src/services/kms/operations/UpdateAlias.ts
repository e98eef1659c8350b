import type { UpdateAliasRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { aliasQuestions, moveAlias, requireAlias } from "../aliases/manager.ts";
import type { KmsContext } from "../shared/context.ts";

/**
 * Asks about the alias, the key that it leaves and the one that it comes to.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html
 */
export function UpdateAlias(kms: KmsContext): Operation<UpdateAliasRequest> {
  return {
    name: "UpdateAlias",
    authorize: function* ({ AliasName: name, TargetKeyId: to }, { caller }) {
      yield* aliasQuestions(kms, caller, "kms:UpdateAlias", { name, keys: [] });
      const from = requireAlias(kms, name).keyId;
      yield* aliasQuestions(kms, caller, "kms:UpdateAlias", { name, keys: [from, to] }).slice(1);
    },
    run: ({ AliasName, TargetKeyId }) => moveAlias(kms, AliasName, TargetKeyId),
  };
}
