import { functionArn } from "../functions/names.ts";
import type { EventSourcesContext } from "./context.ts";
import { type EventSourceMapping, mappingArn, type StreamSettings } from "./mapping.ts";

export type MappingState =
  | "Creating"
  | "Enabling"
  | "Enabled"
  | "Disabling"
  | "Disabled"
  | "Updating"
  | "Deleting";

/**
 * @param state of a change that has just been made; left out: what the mapping is
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
 */
export function describeMapping(
  { scope, pollers }: Pick<EventSourcesContext, "scope" | "pollers">,
  mapping: EventSourceMapping,
  state: MappingState = mapping.enabled ? "Enabled" : "Disabled",
): Record<string, unknown> {
  const { uuid, functionName: name, qualifier, filters, maximumConcurrency, stream } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: mapping.eventSourceArn,
    ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    FunctionArn: functionArn(scope, { name, qualifier }),
    LastModified: mapping.lastModified / 1000,
    State: state,
    StateTransitionReason: stream === undefined ? "USER_INITIATED" : "User action",
    FunctionResponseTypes: mapping.reportsItemFailures ? ["ReportBatchItemFailures"] : [],
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    EventSourceMappingArn: mappingArn(scope, uuid),
    ...(stream === undefined
      ? {}
      : {
          ...describeStream(stream),
          LastProcessingResult: pollers.lastResult(uuid) ?? "No records processed",
        }),
  };
}

function describeStream({ onFailure, ...stream }: StreamSettings): Record<string, unknown> {
  return {
    StartingPosition: stream.startingPosition,
    ParallelizationFactor: stream.parallelizationFactor,
    MaximumRecordAgeInSeconds: stream.maximumRecordAgeSeconds,
    MaximumRetryAttempts: stream.maximumRetryAttempts,
    BisectBatchOnFunctionError: stream.bisects,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: onFailure === undefined ? {} : { Destination: onFailure } },
  };
}
