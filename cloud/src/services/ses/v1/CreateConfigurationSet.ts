import type { CreateConfigurationSetRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { createConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateConfigurationSet.html */
export function CreateConfigurationSet(ses: SesContext): QueryOperation<CreateConfigurationSetRequest> {
  return {
    name: "CreateConfigurationSet",
    authorize: ({ ConfigurationSet }) =>
      onConfigurationSet(ses, "ses:CreateConfigurationSet", ConfigurationSet.Name),
    run: ({ ConfigurationSet }) => {
      createConfigurationSet(ses, { name: ConfigurationSet.Name, isSendingEnabled: true, tags: {} });
      return {};
    },
  };
}
