import type { DeleteAliasRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { aliasQuestions, assertAliasName, requireAlias } from "../aliases/manager.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export function DeleteAlias(kms: KmsContext): Operation<DeleteAliasRequest> {
  return {
    name: "DeleteAlias",
    authorize: function* ({ AliasName: name }, { caller }) {
      yield* aliasQuestions(kms, caller, "kms:DeleteAlias", { name, keys: [] });
      const keys = [requireAlias(kms, name).keyId];
      yield* aliasQuestions(kms, caller, "kms:DeleteAlias", { name, keys }).slice(1);
    },
    run: ({ AliasName }) => {
      assertAliasName(AliasName);
      kms.aliases.delete(AliasName);
    },
  };
}
