import type { PublishLayerVersionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeLayerVersion } from "../layers/describe.ts";
import { prepareLayerVersion } from "../layers/manager.ts";
import { CREATE_REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import type { LambdaContext } from "./context.ts";
import { readPackage } from "./further-questions.ts";
import { layerQuestion } from "./layer-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export const PublishLayerVersion = (lambda: LambdaContext): Operation<PublishLayerVersionRequest> => ({
  name: "PublishLayerVersion",
  bodyLimitBytes: CREATE_REQUEST_LIMIT_BYTES,
  unsupportedMembers: ["Content.S3ObjectStorageMode"],
  authorize: (input) => [
    layerQuestion(lambda, "lambda:PublishLayerVersion", input.LayerName),
    ...readPackage(lambda, input.Content),
  ],
  run: async (input, { caller }) => {
    const save = await prepareLayerVersion(lambda, caller, input);
    return describeLayerVersion(lambda.scope, save());
  },
});
