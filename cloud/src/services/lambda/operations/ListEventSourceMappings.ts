import type { ListEventSourceMappingsRequest } from "../../../wire/models/generated/lambda.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { describeMapping } from "../event-sources/describe.ts";
import type { EventSourceMapping } from "../event-sources/mapping.ts";
import { parseReference } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const ListEventSourceMappings = (
  lambda: LambdaContext,
): Operation<ListEventSourceMappingsRequest> => ({
  name: "ListEventSourceMappings",
  authorize: asks("lambda:ListEventSourceMappings", anyResource),
  run: (input) => {
    const found = lambda.mappings.list().filter((mapping) => isMeant(lambda, mapping, input));
    const { items, nextMarker } = pageOf(
      found,
      { operation: "ListEventSourceMappings", input },
      ({ uuid }) => uuid,
    );
    return {
      EventSourceMappings: items.map((mapping) => describeMapping(lambda, mapping)),
      ...nextMarker,
    };
  },
});

function isMeant(
  { scope }: LambdaContext,
  { eventSourceArn, functionName, qualifier }: EventSourceMapping,
  { EventSourceArn, FunctionName }: ListEventSourceMappingsRequest,
): boolean {
  if (EventSourceArn !== undefined && EventSourceArn !== eventSourceArn) return false;
  if (FunctionName === undefined) return true;
  const wanted = parseReference(FunctionName, "", scope);
  return wanted.name === functionName && wanted.qualifier === qualifier;
}
