import type { UpdateFunctionConfigurationRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireLatest, updateConfiguration } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, referenceOf } from "./function-input.ts";
import { layerKeys, passRole, useLayers } from "./further-questions.ts";
import { UNSUPPORTED_SETTINGS } from "./unsupported-settings.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const UpdateFunctionConfiguration = (
  lambda: LambdaContext,
): Operation<UpdateFunctionConfigurationRequest> => ({
  name: "UpdateFunctionConfiguration",
  unsupportedMembers: UNSUPPORTED_SETTINGS,
  *authorize(input) {
    const { name, qualifier } = referenceOf(lambda, input);
    yield functionQuestion(lambda, "lambda:UpdateFunctionConfiguration", {
      reference: { name, qualifier },
      context: layerKeys(input.Layers),
    });
    const before = requireLatest(lambda, name, input.RevisionId);
    yield* useLayers(lambda, input.Layers);
    if (input.Role === undefined || input.Role === before.role) return;
    yield passRole(input.Role, lambda.scope);
  },
  run: async (input) =>
    describeFunction(await updateConfiguration(lambda, referenceOf(lambda, input).name, input), "updating"),
});
