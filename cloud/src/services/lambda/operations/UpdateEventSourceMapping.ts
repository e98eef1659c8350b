import type { UpdateEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeMapping, type MappingState } from "../event-sources/describe.ts";
import { requireMapping, updateMapping } from "../event-sources/manager.ts";
import type { EventSourceMapping } from "../event-sources/mapping.ts";
import type { LambdaContext } from "./context.ts";
import { changeQuestions, UNSUPPORTED_OF_MAPPINGS } from "./mapping-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const UpdateEventSourceMapping = (
  lambda: LambdaContext,
): Operation<UpdateEventSourceMappingRequest> => ({
  name: "UpdateEventSourceMapping",
  unsupportedMembers: UNSUPPORTED_OF_MAPPINGS.filter(
    (name) => !["Queues", "SelfManagedEventSource", "Topics"].includes(name),
  ),
  authorize: (input) => changeQuestions(lambda, input),
  run: ({ UUID, ...input }) => {
    const before = requireMapping(lambda, UUID);
    const after = updateMapping(lambda, UUID, input);
    lambda.pollers.changed(UUID);
    return describeMapping(lambda, after, stateBetween(before, after));
  },
});

function stateBetween(before: EventSourceMapping, after: EventSourceMapping): MappingState {
  if (before.enabled === after.enabled) return after.enabled ? "Updating" : "Disabled";
  return after.enabled ? "Enabling" : "Disabling";
}
