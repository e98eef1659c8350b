import type { CreateFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { assertZip } from "../code/code-source.ts";
import { describeFunction } from "../functions/describe.ts";
import {
  assertRuntimeAndHandler,
  createFunction,
  publishVersion,
  settingsOfNew,
} from "../functions/manager.ts";
import { CREATE_REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, referenceOf } from "./function-input.ts";
import { layerKeys, passRole, readPackage, useLayers } from "./further-questions.ts";
import { UNSUPPORTED_SETTINGS } from "./unsupported-settings.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const CreateFunction = (lambda: LambdaContext): Operation<CreateFunctionRequest> => ({
  name: "CreateFunction",
  bodyLimitBytes: CREATE_REQUEST_LIMIT_BYTES,
  unsupportedMembers: [
    "Code.ImageUri",
    "Code.S3ObjectStorageMode",
    "Code.SourceKMSKeyArn",
    "CodeSigningConfigArn",
    "PublishTo",
    "TenancyConfig",
    ...UNSUPPORTED_SETTINGS,
  ],
  *authorize(input) {
    const reference = referenceOf(lambda, input);
    const context = { ...requestTags(input.Tags), ...layerKeys(input.Layers) };
    yield functionQuestion(lambda, "lambda:CreateFunction", { reference, context });
    assertZip(input.PackageType);
    assertRuntimeAndHandler(input);
    yield passRole(input.Role, lambda.scope);
    yield* useLayers(lambda, input.Layers);
    settingsOfNew(lambda, { ...input, FunctionName: reference.name });
    yield* readPackage(lambda, input.Code);
  },
  run: async (input, { caller }) => {
    const { name } = referenceOf(lambda, input);
    const created = await createFunction(lambda, caller, { ...input, FunctionName: name });
    if (input.Publish !== true) return describeFunction(created, "creating");
    return describeFunction(publishVersion(lambda, name), "creating");
  },
});
