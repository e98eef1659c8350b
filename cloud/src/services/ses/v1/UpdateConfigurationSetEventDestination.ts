import type { UpdateConfigurationSetEventDestinationRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { updateEventDestination } from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { givenDestination, UNSUPPORTED_DESTINATIONS } from "./event-destination.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateConfigurationSetEventDestination.html */
export function UpdateConfigurationSetEventDestination(
  ses: SesContext,
): QueryOperation<UpdateConfigurationSetEventDestinationRequest> {
  return {
    name: "UpdateConfigurationSetEventDestination",
    unsupportedMembers: UNSUPPORTED_DESTINATIONS,
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:UpdateConfigurationSetEventDestination", ConfigurationSetName),
    run: ({ ConfigurationSetName, EventDestination }) => {
      updateEventDestination(ses, ConfigurationSetName, givenDestination(EventDestination));
      return {};
    },
  };
}
