import type { CreateConfigurationSetEventDestinationRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { createEventDestination } from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { givenDestination, UNSUPPORTED_DESTINATIONS } from "./event-destination.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateConfigurationSetEventDestination.html */
export function CreateConfigurationSetEventDestination(
  ses: SesContext,
): QueryOperation<CreateConfigurationSetEventDestinationRequest> {
  return {
    name: "CreateConfigurationSetEventDestination",
    unsupportedMembers: UNSUPPORTED_DESTINATIONS,
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:CreateConfigurationSetEventDestination", ConfigurationSetName),
    run: ({ ConfigurationSetName, EventDestination }) => {
      createEventDestination(ses, ConfigurationSetName, givenDestination(EventDestination));
      return {};
    },
  };
}
