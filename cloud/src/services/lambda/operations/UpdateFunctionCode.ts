import type { UpdateFunctionCodeRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { publishVersion, requireLatest, updateCode } from "../functions/manager.ts";
import { CREATE_REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, referenceOf } from "./function-input.ts";
import { readPackage } from "./further-questions.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const UpdateFunctionCode = (lambda: LambdaContext): Operation<UpdateFunctionCodeRequest> => ({
  name: "UpdateFunctionCode",
  bodyLimitBytes: CREATE_REQUEST_LIMIT_BYTES,
  unsupportedMembers: ["ImageUri", "PublishTo", "S3ObjectStorageMode", "SourceKMSKeyArn"],
  *authorize(input) {
    const reference = referenceOf(lambda, input);
    yield functionQuestion(lambda, "lambda:UpdateFunctionCode", { reference });
    requireLatest(lambda, reference.name, input.RevisionId);
    yield* readPackage(lambda, input);
  },
  run: async (input, { caller }) => {
    const { name } = referenceOf(lambda, input);
    const updated = await updateCode(lambda, name, { ...input, caller });
    if (input.Publish !== true || input.DryRun === true) return describeFunction(updated, "updating");
    return describeFunction(publishVersion(lambda, name), "updating");
  },
});
