import type { DeleteConfigurationSetEventDestinationRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteEventDestination } from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSetEventDestination.html */
export function DeleteConfigurationSetEventDestination(
  ses: SesContext,
): Operation<DeleteConfigurationSetEventDestinationRequest> {
  return {
    name: "DeleteConfigurationSetEventDestination",
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:DeleteConfigurationSetEventDestination", ConfigurationSetName),
    run: ({ ConfigurationSetName, EventDestinationName }) => {
      inV2Words(() => deleteEventDestination(ses, ConfigurationSetName, EventDestinationName));
      return {};
    },
  };
}
