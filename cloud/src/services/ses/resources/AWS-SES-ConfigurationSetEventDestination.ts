import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  mapProperty,
  requiredTextProperty,
  textProperty,
  textsProperty,
} from "../../../core/properties/property-values.ts";
import {
  createEventDestination,
  deleteEventDestination,
  type GivenDestination,
  updateEventDestination,
} from "../configuration-sets/event-destinations.ts";
import type { SesContext } from "../shared/context.ts";
import { EVENT_TYPES } from "../shared/event-destination.ts";
import { onConfigurationSet } from "../v2/questions.ts";

const NAME_LENGTH = 64;
const BETWEEN = "|";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-configurationseteventdestination.html */
export function eventDestinationProvider(ses: SesContext): ResourceProvider {
  return {
    type: "AWS::SES::ConfigurationSetEventDestination",
    properties: {
      ConfigurationSetName: true,
      EventDestination: {
        Name: true,
        Enabled: true,
        MatchingEventTypes: true,
        SnsDestination: { TopicARN: true },
        EventBridgeDestination: { EventBusArn: true },
      },
    },
    required: ["ConfigurationSetName", "EventDestination"],
    replaceOn: ["ConfigurationSetName"],
    replacesItself: true,
    untagged: true,
    calls: (_stack, change) => {
      const { kind } = change;
      const set = kind === "create" ? setOf(change.properties) : idOf(change.physicalId).set;
      const isNew = kind === "update" && isRenamed(change.physicalId, change.after);
      const action = { create: "Create", update: isNew ? "Create" : "Update", delete: "Delete" }[kind];
      return onConfigurationSet(ses, `ses:${action}ConfigurationSetEventDestination`, set);
    },
    create: async (stack, properties) => {
      const name =
        textProperty(destinationIn(properties), "Name") ?? stack.generateName({ maxLength: NAME_LENGTH });
      return stack.commit(() => {
        createEventDestination(ses, setOf(properties), given(name, properties));
        return provisioned(`${setOf(properties)}${BETWEEN}${name}`);
      });
    },
    update: async (stack, physicalId, _before, after) => {
      const { set, name } = idOf(physicalId);
      const renamed = textProperty(destinationIn(after), "Name") ?? name;
      if (!isRenamed(physicalId, after)) {
        updateEventDestination(ses, set, given(name, after));
        return provisioned(physicalId);
      }
      return stack.commit(() => {
        createEventDestination(ses, set, given(renamed, after));
        return provisioned(`${set}${BETWEEN}${renamed}`);
      });
    },
    delete: async (_stack, physicalId) => {
      const { set, name } = idOf(physicalId);
      const { destinations = [] } = ses.configurationSets.find(set) ?? {};
      if (destinations.some((one) => one.name === name)) deleteEventDestination(ses, set, name);
    },
  };
}

/** Neither name has the sign between them. */
function idOf(physicalId: string): { readonly set: string; readonly name: string } {
  const [set = "", name = ""] = physicalId.split(BETWEEN);
  return { set, name };
}

function isRenamed(physicalId: string, after: Properties): boolean {
  const { name } = idOf(physicalId);
  return (textProperty(destinationIn(after), "Name") ?? name) !== name;
}

function given(name: string, properties: Properties): GivenDestination {
  const destination = destinationIn(properties);
  // As version 1 spells them, or version 2.
  const asked = textsProperty(destination, "MatchingEventTypes").map((type) =>
    type.replaceAll("_", "").toUpperCase(),
  );
  return {
    name,
    isEnabled: flagProperty(destination, "Enabled") ?? false,
    types: EVENT_TYPES.filter((type) => asked.includes(type.replaceAll("_", ""))),
    topicArn: textProperty(mapProperty(destination, "SnsDestination") ?? {}, "TopicARN"),
    busArn: textProperty(mapProperty(destination, "EventBridgeDestination") ?? {}, "EventBusArn"),
  };
}

const setOf = (properties: Properties): string => requiredTextProperty(properties, "ConfigurationSetName");

const destinationIn = (properties: Properties): Properties =>
  mapProperty(properties, "EventDestination") ?? {};

function provisioned(physicalId: string): ProvisionedResource {
  return { physicalId, attributes: { Id: physicalId } };
}
