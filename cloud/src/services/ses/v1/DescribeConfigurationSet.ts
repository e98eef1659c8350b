import type { DescribeConfigurationSetRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { requireConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { shownDestination } from "./event-destination.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeConfigurationSet.html */
export function DescribeConfigurationSet(ses: SesContext): QueryOperation<DescribeConfigurationSetRequest> {
  return {
    name: "DescribeConfigurationSet",
    authorize: asksAll("ses:DescribeConfigurationSet"),
    run: ({ ConfigurationSetName, ConfigurationSetAttributeNames: asked = [] }) => {
      const {
        name,
        isSendingEnabled,
        destinations = [],
      } = requireConfigurationSet(ses, ConfigurationSetName);
      return {
        ConfigurationSet: { Name: name },
        ...(asked.includes("eventDestinations")
          ? { EventDestinations: { member: destinations.map(shownDestination) } }
          : {}),
        ...(asked.includes("deliveryOptions") ? { DeliveryOptions: { TlsPolicy: "Optional" } } : {}),
        ...(asked.includes("reputationOptions")
          ? { ReputationOptions: { SendingEnabled: isSendingEnabled, ReputationMetricsEnabled: false } }
          : {}),
      };
    },
  };
}
