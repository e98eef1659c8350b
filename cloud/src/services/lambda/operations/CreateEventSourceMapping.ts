import type { CreateEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import { anyResource, type Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { describeMapping } from "../event-sources/describe.ts";
import { addMapping, prepareMapping } from "../event-sources/manager.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";
import { UNSUPPORTED_OF_MAPPINGS } from "./mapping-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const CreateEventSourceMapping = (
  lambda: LambdaContext,
): Operation<CreateEventSourceMappingRequest> => ({
  name: "CreateEventSourceMapping",
  unsupportedMembers: UNSUPPORTED_OF_MAPPINGS,
  authorize: (input) => [
    {
      action: "lambda:CreateEventSourceMapping",
      resource: anyResource(),
      context: {
        "lambda:FunctionArn": functionArn(lambda.scope, referenceOf(lambda, input)),
        ...requestTags(input.Tags),
      },
    },
  ],
  run: async (input) => {
    const mapping = addMapping(lambda, await prepareMapping(lambda, input));
    lambda.pollers.changed(mapping.uuid);
    return describeMapping(lambda, mapping, mapping.enabled ? "Creating" : "Disabled");
  },
});
