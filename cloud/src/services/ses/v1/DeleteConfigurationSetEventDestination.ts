import type { DeleteConfigurationSetEventDestinationRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { deleteEventDestination } from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteConfigurationSetEventDestination.html */
export function DeleteConfigurationSetEventDestination(
  ses: SesContext,
): QueryOperation<DeleteConfigurationSetEventDestinationRequest> {
  return {
    name: "DeleteConfigurationSetEventDestination",
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:DeleteConfigurationSetEventDestination", ConfigurationSetName),
    run: ({ ConfigurationSetName, EventDestinationName }) => {
      deleteEventDestination(ses, ConfigurationSetName, EventDestinationName);
      return {};
    },
  };
}
