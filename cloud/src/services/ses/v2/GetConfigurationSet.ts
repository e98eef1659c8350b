import type { GetConfigurationSetRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { onConfigurationSet } from "./questions.ts";
import { shownTags } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html */
export function GetConfigurationSet(ses: SesContext): Operation<GetConfigurationSetRequest> {
  return {
    name: "GetConfigurationSet",
    authorize: ({ ConfigurationSetName }) =>
      onConfigurationSet(ses, "ses:GetConfigurationSet", ConfigurationSetName),
    run: ({ ConfigurationSetName }) => {
      const { isSendingEnabled, tags } = inV2Words(() => requireConfigurationSet(ses, ConfigurationSetName));
      return {
        ConfigurationSetName,
        DeliveryOptions: { TlsPolicy: "OPTIONAL" },
        ReputationOptions: { ReputationMetricsEnabled: false },
        SendingOptions: { SendingEnabled: isSendingEnabled },
        Tags: shownTags(tags),
      };
    },
  };
}
