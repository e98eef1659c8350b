import type { Scope } from "../../../core/arns.ts";
import { functionArn } from "../functions/names.ts";
import { type EventSourceMapping, mappingArn } from "./mapping.ts";

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
  scope: Scope,
  mapping: EventSourceMapping,
  state: MappingState = mapping.enabled ? "Enabled" : "Disabled",
): Record<string, unknown> {
  const { uuid, functionName: name, qualifier, filters, maximumConcurrency } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: mapping.eventSourceArn,
    ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    FunctionArn: functionArn(scope, { name, qualifier }),
    LastModified: mapping.lastModified / 1000,
    State: state,
    StateTransitionReason: "USER_INITIATED",
    FunctionResponseTypes: mapping.reportsItemFailures ? ["ReportBatchItemFailures"] : [],
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    EventSourceMappingArn: mappingArn(scope, uuid),
  };
}
