import type { GetConfigurationSetEventDestinationsRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { shownDestination } from "./event-destination.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSetEventDestinations.html */
export function GetConfigurationSetEventDestinations(
  ses: SesContext,
): Operation<GetConfigurationSetEventDestinationsRequest> {
  return {
    name: "GetConfigurationSetEventDestinations",
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:GetConfigurationSetEventDestinations", ConfigurationSetName),
    run: ({ ConfigurationSetName }) => {
      const { destinations = [] } = inV2Words(() => requireConfigurationSet(ses, ConfigurationSetName));
      return { EventDestinations: destinations.map(shownDestination) };
    },
  };
}
