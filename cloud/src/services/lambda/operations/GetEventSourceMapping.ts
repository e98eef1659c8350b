import type { GetEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeMapping } from "../event-sources/describe.ts";
import { requireMapping } from "../event-sources/manager.ts";
import type { LambdaContext } from "./context.ts";
import { mappingQuestion } from "./mapping-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const GetEventSourceMapping = (lambda: LambdaContext): Operation<GetEventSourceMappingRequest> => ({
  name: "GetEventSourceMapping",
  authorize: ({ UUID }) => [mappingQuestion(lambda, "lambda:GetEventSourceMapping", UUID)],
  run: ({ UUID }) => describeMapping(lambda, requireMapping(lambda, UUID)),
});
