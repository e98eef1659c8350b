import type { DeleteEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeMapping } from "../event-sources/describe.ts";
import { requireMapping } from "../event-sources/manager.ts";
import type { LambdaContext } from "./context.ts";
import { mappingQuestion } from "./mapping-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const DeleteEventSourceMapping = (
  lambda: LambdaContext,
): Operation<DeleteEventSourceMappingRequest> => ({
  name: "DeleteEventSourceMapping",
  authorize: ({ UUID }) => [mappingQuestion(lambda, "lambda:DeleteEventSourceMapping", UUID)],
  run: ({ UUID }) => {
    const mapping = requireMapping(lambda, UUID);
    lambda.mappings.remove(UUID);
    lambda.pollers.changed(UUID);
    return describeMapping(lambda, mapping, "Deleting");
  },
});
