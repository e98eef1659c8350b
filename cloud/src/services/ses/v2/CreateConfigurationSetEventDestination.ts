import type { CreateConfigurationSetEventDestinationRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { createEventDestination } from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { givenDestination, UNSUPPORTED_DESTINATIONS } from "./event-destination.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSetEventDestination.html */
export function CreateConfigurationSetEventDestination(
  ses: SesContext,
): Operation<CreateConfigurationSetEventDestinationRequest> {
  return {
    name: "CreateConfigurationSetEventDestination",
    unsupportedMembers: UNSUPPORTED_DESTINATIONS,
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:CreateConfigurationSetEventDestination", ConfigurationSetName),
    run: ({ ConfigurationSetName, EventDestinationName, EventDestination }) => {
      inV2Words(() =>
        createEventDestination(
          ses,
          ConfigurationSetName,
          givenDestination(EventDestinationName, EventDestination),
        ),
      );
      return {};
    },
  };
}
