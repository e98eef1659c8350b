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
import { addMapping, prepareMapping, requireMapping, updateMapping } from "../event-sources/manager.ts";
import { mappingArn } from "../event-sources/mapping.ts";
import { sourceOf } from "../event-sources/settings.ts";
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
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: true } },
      Enabled: true,
      EventSourceArn: true,
      FilterCriteria: { Filters: { Pattern: true } },
      FunctionName: true,
      FunctionResponseTypes: true,
      MaximumBatchingWindowInSeconds: true,
      MaximumRecordAgeInSeconds: true,
      MaximumRetryAttempts: true,
      ParallelizationFactor: true,
      ScalingConfig: { MaximumConcurrency: true },
      StartingPosition: true,
      Tags: { Key: true, Value: true },
      TumblingWindowInSeconds: true,
    },
    required: ["FunctionName"],
    replaceOn: ["EventSourceArn", "StartingPosition"],
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
      const input = checked("CreateEventSourceMapping", {
        ...inputOf(properties),
        ...given({
          EventSourceArn: textProperty(properties, "EventSourceArn"),
          StartingPosition: textProperty(properties, "StartingPosition"),
        }),
        Tags: { ...context.tags, ...tagsProperty(properties) },
      });
      const mapping = await prepareMapping(lambda, input);
      const made = context.commit(() => provisioned(addMapping(lambda, mapping).uuid));
      lambda.pollers.changed(made.physicalId);
      return made;
    },
    update: async (context, uuid, _before, after) => {
      const input = checked("UpdateEventSourceMapping", wholeInputOf(lambda, uuid, after));
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
function wholeInputOf(lambda: EventSourcesContext, uuid: string, properties: Properties): MappingInput {
  const { eventSourceArn } = requireMapping(lambda, uuid);
  const { defaultBatchSize, stream } = sourceOf(lambda, eventSourceArn);
  return {
    Enabled: true,
    BatchSize: defaultBatchSize,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
    FilterCriteria: {},
    ...(stream === undefined ? { ScalingConfig: {} } : STREAM_DEFAULTS),
    ...inputOf(properties),
  };
}

const STREAM_DEFAULTS: MappingInput = {
  ParallelizationFactor: 1,
  MaximumRetryAttempts: -1,
  MaximumRecordAgeInSeconds: -1,
  BisectBatchOnFunctionError: false,
  DestinationConfig: {},
};

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
    ParallelizationFactor: numberProperty(properties, "ParallelizationFactor"),
    MaximumRetryAttempts: numberProperty(properties, "MaximumRetryAttempts"),
    MaximumRecordAgeInSeconds: numberProperty(properties, "MaximumRecordAgeInSeconds"),
    BisectBatchOnFunctionError: flagProperty(properties, "BisectBatchOnFunctionError"),
    TumblingWindowInSeconds: numberProperty(properties, "TumblingWindowInSeconds"),
    DestinationConfig: destinationsIn(properties),
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

function destinationsIn(properties: Properties): MappingInput["DestinationConfig"] {
  const config = mapProperty(properties, "DestinationConfig");
  if (config === undefined) return undefined;
  const onFailure = mapProperty(config, "OnFailure");
  const Destination = onFailure === undefined ? undefined : textProperty(onFailure, "Destination");
  return Destination === undefined ? {} : { OnFailure: { Destination } };
}

function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
