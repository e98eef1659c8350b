import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { mapProperty, requiredTextProperty, textProperty } from "../../../core/properties/property-values.ts";
import type { Condition } from "../../../wire/models/generated/events.types.ts";
import { requireBus } from "../buses/manager.ts";
import { putStatement, removeStatement, statementOf } from "../buses/policy.ts";
import type { EventsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { busNameOf } from "../shared/names.ts";

/**
 * One statement of the policy of a bus.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
 */
export function eventBusPolicyProvider(events: EventsContext): ResourceProvider {
  const busOf = (properties: Properties) => busNameOf(textProperty(properties, "EventBusName"), events.scope);
  const put = (properties: Properties): ProvisionedResource => {
    const bus = requireBus(events, busOf(properties));
    const id = requiredTextProperty(properties, "StatementId");
    const statement = mapProperty(properties, "Statement");
    if (statement === undefined)
      putStatement(events, bus, statementOf(events, bus, membersOf(properties, id)));
    else putStatement(events, bus, { ...statement, Sid: id });
    return { physicalId: `${bus.name}|${id}`, attributes: {} };
  };
  return {
    type: "AWS::Events::EventBusPolicy",
    properties: {
      Action: true,
      Condition: { Key: true, Type: true, Value: true },
      EventBusName: true,
      Principal: true,
      Statement: true,
      StatementId: true,
    },
    required: ["StatementId"],
    replaceOn: ["EventBusName", "StatementId"],
    untagged: true,
    calls: (_context, change) => [
      { operation: change.kind === "delete" ? "RemovePermission" : "PutPermission", input: {} },
    ],
    create: async (context, properties) => context.commit(() => put(properties)),
    update: async (_context, _physicalId, _before, after) => put(after),
    delete: async (_context, _physicalId, properties) => {
      const bus = events.buses.find(busOf(properties));
      const id = requiredTextProperty(properties, "StatementId");
      if (bus?.policy?.includes(JSON.stringify(id)) === true) removeStatement(events, bus, id);
    },
  };
}

function membersOf(properties: Properties, StatementId: string) {
  const condition = mapProperty(properties, "Condition");
  const Action = textProperty(properties, "Action");
  const Principal = textProperty(properties, "Principal");
  if (Action === undefined || Principal === undefined) {
    throw validation("Either Statement or both Action and Principal must be specified.");
  }
  return {
    StatementId,
    Action,
    Principal,
    ...(condition === undefined ? {} : { Condition: conditionOf(condition) }),
  };
}

function conditionOf(condition: Properties): Condition {
  return {
    Key: requiredTextProperty(condition, "Key"),
    Type: requiredTextProperty(condition, "Type"),
    Value: requiredTextProperty(condition, "Value"),
  };
}
