import type {
  ApiCall,
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  requiredTextProperty,
  tagChanges,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import { changeBus, createBus, deleteBus, requireBus } from "../buses/manager.ts";
import { setPolicy } from "../buses/policy.ts";
import type { EventsContext } from "../shared/context.ts";
import { busArn } from "../shared/names.ts";
import { listedTags } from "../shared/tags.ts";
import { tagCalls } from "./tag-calls.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export function eventBusProvider(events: EventsContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => {
    const arn = busArn(events.scope, name);
    return { physicalId: name, attributes: { Arn: arn, Name: name } };
  };
  return {
    type: "AWS::Events::EventBus",
    properties: { Description: true, Name: true, Policy: true, Tags: { Key: true, Value: true } },
    required: ["Name"],
    replaceOn: ["Name"],
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteEventBus", input: { Name: change.physicalId } }];
      }
      if (change.kind === "create") {
        const { properties } = change;
        const Name = requiredTextProperty(properties, "Name");
        const Tags = listedTags(givenTags(context.tags, properties));
        return [{ operation: "CreateEventBus", input: { Name, Tags } }, ...policyCalls({}, properties)];
      }
      return [
        { operation: "UpdateEventBus", input: { Name: change.physicalId } },
        ...policyCalls(change.before, change.after),
        ...tagCalls(busArn(events.scope, change.physicalId), changedTags(context, change)),
      ];
    },
    create: async (context, properties) =>
      context.commit(() => {
        const bus = createBus(events, {
          name: requiredTextProperty(properties, "Name"),
          description: textProperty(properties, "Description"),
          tags: { ...context.tags, ...tagsProperty(properties) },
        });
        const policy = policyOf(properties);
        if (policy !== undefined) setPolicy(events, bus, policy);
        return provisioned(bus.name);
      }),
    update: async (context, name, before, after) => {
      events.transaction(() => {
        const bus = changeBus(events, requireBus(events, name), {
          description: textProperty(after, "Description"),
          tags: { ...context.tags, ...tagsProperty(after) },
        });
        if (policyOf(before) !== policyOf(after)) setPolicy(events, bus, policyOf(after));
      });
      return provisioned(name);
    },
    delete: async (_context, name) => {
      if (events.buses.find(name) !== undefined) deleteBus(events, name);
    },
  };

  function changedTags(
    context: ResourceContext,
    { physicalId, after }: { readonly physicalId: string; readonly after: Properties },
  ) {
    return tagChanges(events.buses.find(physicalId)?.tags ?? {}, givenTags(context.tags, after));
  }
}

function policyCalls(before: Properties, after: Properties): readonly ApiCall[] {
  const [former, Policy] = [policyOf(before), policyOf(after)];
  if (former === Policy) return [];
  return [{ operation: Policy === undefined ? "RemovePermission" : "PutPermission", input: {} }];
}

function policyOf({ Policy: policy }: Properties): string | undefined {
  return policy === undefined || policy === null ? undefined : textOf(policy);
}

const textOf = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value));
