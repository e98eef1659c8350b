import type { CreateAliasRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { aliasQuestions, newAlias } from "../aliases/manager.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export function CreateAlias(kms: KmsContext): Operation<CreateAliasRequest> {
  return {
    name: "CreateAlias",
    authorize: ({ AliasName: name, TargetKeyId: keyId }, { caller }) =>
      aliasQuestions(kms, caller, "kms:CreateAlias", { name, keys: [keyId] }),
    run: ({ AliasName, TargetKeyId }) => kms.aliases.save(newAlias(kms, AliasName, TargetKeyId)),
  };
}
