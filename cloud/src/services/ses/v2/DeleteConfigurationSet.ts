import type { DeleteConfigurationSetRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSet.html */
export function DeleteConfigurationSet(ses: SesContext): Operation<DeleteConfigurationSetRequest> {
  return {
    name: "DeleteConfigurationSet",
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:DeleteConfigurationSet", ConfigurationSetName),
    run: ({ ConfigurationSetName }) => {
      inV2Words(() => deleteConfigurationSet(ses, ConfigurationSetName));
      return {};
    },
  };
}
