import type { LambdaOperation } from "../api/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { updateConfiguration } from "../functions/manager.ts";
import { SETTINGS_SHAPE, type SettingsInput } from "../functions/settings.ts";
import { UNSUPPORTED_SETTINGS } from "./unsupported-settings.ts";

interface Input extends SettingsInput {
  readonly RevisionId?: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const UpdateFunctionConfiguration: LambdaOperation<Input> = {
  name: "UpdateFunctionConfiguration",
  method: "PUT",
  path: "/2015-03-31/functions/{FunctionName}/configuration",
  resource: "function",
  body: { ...SETTINGS_SHAPE, RevisionId: { type: "string" } },
  unsupportedMembers: UNSUPPORTED_SETTINGS,
  run: (lambda, { caller, input, reference: { name } }) =>
    describeFunction(updateConfiguration(lambda, name, input, caller), "updating"),
};
