import type { DeleteConfigurationSetRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { deleteConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteConfigurationSet.html */
export function DeleteConfigurationSet(ses: SesContext): QueryOperation<DeleteConfigurationSetRequest> {
  return {
    name: "DeleteConfigurationSet",
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:DeleteConfigurationSet", ConfigurationSetName),
    run: ({ ConfigurationSetName }) => {
      deleteConfigurationSet(ses, ConfigurationSetName);
      return {};
    },
  };
}
