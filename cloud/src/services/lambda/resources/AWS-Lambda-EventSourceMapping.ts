import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  givenTags,
  mapProperty,
  mapsProperty,
  numberProperty,
  requiredTextProperty,
  tagsProperty,
  textProperty,
  textsProperty,
} from "../../../core/properties/property-values.ts";
import type { EventSourcesContext } from "../event-sources/context.ts";
import { createMapping, updateMapping } from "../event-sources/manager.ts";
import { mappingArn } from "../event-sources/mapping.ts";
import type { MappingInput } from "../event-sources/source.ts";
import { checked } from "./modelled.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export function eventSourceMappingProvider(lambda: EventSourcesContext): ResourceProvider {
  const provisioned = (uuid: string): ProvisionedResource => ({
    physicalId: uuid,
    attributes: { Id: uuid, EventSourceMappingArn: mappingArn(lambda.scope, uuid) },
  });
  return {
    type: "AWS::Lambda::EventSourceMapping",
    properties: {
      BatchSize: true,
      Enabled: true,
      EventSourceArn: true,
      FilterCriteria: { Filters: { Pattern: true } },
      FunctionName: true,
      FunctionResponseTypes: true,
      MaximumBatchingWindowInSeconds: true,
      ScalingConfig: { MaximumConcurrency: true },
      Tags: { Key: true, Value: true },
    },
    required: ["FunctionName"],
    replaceOn: ["EventSourceArn"],
    calls: (context, change) => {
      if (change.kind === "create") {
        const { properties } = change;
        const FunctionName = requiredTextProperty(properties, "FunctionName");
        const Tags = givenTags(context.tags, properties);
        return [{ operation: "CreateEventSourceMapping", input: { FunctionName, Tags } }];
      }
      const input = { UUID: change.physicalId };
      if (change.kind === "delete") return [{ operation: "DeleteEventSourceMapping", input }];
      const FunctionName = requiredTextProperty(change.after, "FunctionName");
      return [{ operation: "UpdateEventSourceMapping", input: { ...input, FunctionName } }];
    },
    create: async (context, properties) => {
      const EventSourceArn = textProperty(properties, "EventSourceArn");
      const input = checked("CreateEventSourceMapping", {
        ...inputOf(properties),
        ...(EventSourceArn === undefined ? {} : { EventSourceArn }),
        Tags: { ...context.tags, ...tagsProperty(properties) },
      });
      const made = context.commit(() => provisioned(createMapping(lambda, input).uuid));
      lambda.pollers.changed(made.physicalId);
      return made;
    },
    update: async (context, uuid, _before, after) => {
      const input = checked("UpdateEventSourceMapping", wholeInputOf(after));
      const mapping = updateMapping(lambda, uuid, input);
      lambda.mappings.save({ ...mapping, tags: { ...context.tags, ...tagsProperty(after) } });
      lambda.pollers.changed(uuid);
      return provisioned(uuid);
    },
    delete: async (_context, uuid) => {
      lambda.mappings.remove(uuid);
      lambda.pollers.changed(uuid);
    },
  };
}

/** What the template says no more is as at the beginning. */
function wholeInputOf(properties: Properties): MappingInput {
  return {
    Enabled: true,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
    FilterCriteria: {},
    ScalingConfig: {},
    ...inputOf(properties),
  };
}

function inputOf(properties: Properties): MappingInput {
  const scaling = mapProperty(properties, "ScalingConfig");
  const filters = mapProperty(properties, "FilterCriteria");
  const types = textsProperty(properties, "FunctionResponseTypes");
  return given({
    FunctionName: requiredTextProperty(properties, "FunctionName"),
    Enabled: flagProperty(properties, "Enabled"),
    BatchSize: numberProperty(properties, "BatchSize"),
    MaximumBatchingWindowInSeconds: numberProperty(properties, "MaximumBatchingWindowInSeconds"),
    FunctionResponseTypes: properties["FunctionResponseTypes"] === undefined ? undefined : types,
    FilterCriteria:
      filters === undefined
        ? undefined
        : {
            Filters: mapsProperty(filters, "Filters").map((one) => ({
              Pattern: textProperty(one, "Pattern") ?? "",
            })),
          },
    ScalingConfig:
      scaling === undefined
        ? undefined
        : given({ MaximumConcurrency: numberProperty(scaling, "MaximumConcurrency") }),
  }) as MappingInput;
}

function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
