import type { UpdateConfigurationSetEventDestinationRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { updateEventDestination } from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { givenDestination, UNSUPPORTED_DESTINATIONS } from "./event-destination.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateConfigurationSetEventDestination.html */
export function UpdateConfigurationSetEventDestination(
  ses: SesContext,
): Operation<UpdateConfigurationSetEventDestinationRequest> {
  return {
    name: "UpdateConfigurationSetEventDestination",
    unsupportedMembers: UNSUPPORTED_DESTINATIONS,
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:UpdateConfigurationSetEventDestination", ConfigurationSetName),
    run: ({ ConfigurationSetName, EventDestinationName, EventDestination }) => {
      inV2Words(() =>
        updateEventDestination(
          ses,
          ConfigurationSetName,
          givenDestination(EventDestinationName, EventDestination),
        ),
      );
      return {};
    },
  };
}
