import type { LambdaOperation } from "../api/operation.ts";
import { CREATE_REQUEST_LIMIT_BYTES } from "../constants.ts";
import { CODE_SHAPE } from "../functions/code-source.ts";
import { describeFunction } from "../functions/describe.ts";
import { type CreateInput, createFunction, publishVersion } from "../functions/manager.ts";
import { parseReference } from "../functions/names.ts";
import { SETTINGS_SHAPE } from "../functions/settings.ts";
import { UNSUPPORTED_SETTINGS } from "./unsupported-settings.ts";

interface Input extends CreateInput {
  readonly Publish?: boolean;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const CreateFunction: LambdaOperation<Input> = {
  name: "CreateFunction",
  method: "POST",
  path: "/2015-03-31/functions",
  status: 201,
  resource: "function",
  bodyLimitBytes: CREATE_REQUEST_LIMIT_BYTES,
  functionOf: ({ input }) => String((input as Partial<Input>).FunctionName),
  body: {
    ...SETTINGS_SHAPE,
    FunctionName: { type: "string", required: true, min: 1, max: 140 },
    Role: { ...SETTINGS_SHAPE["Role"], type: "string", required: true },
    Code: { type: "structure", required: true, members: CODE_SHAPE },
    Architectures: {
      type: "list",
      min: 1,
      max: 1,
      items: { type: "string", enum: ["x86_64", "arm64"] },
    },
    PackageType: { type: "string", enum: ["Zip"] },
    Publish: { type: "boolean" },
    Tags: { type: "map", items: { type: "string" } },
  },
  unsupportedMembers: UNSUPPORTED_SETTINGS,
  run: async (lambda, { caller, input }) => {
    const { name } = parseReference(input.FunctionName, "", lambda.scope);
    const created = await createFunction(lambda, { ...input, FunctionName: name }, caller);
    if (input.Publish !== true) return describeFunction(created, "creating");
    return describeFunction(publishVersion(lambda, name), "creating");
  },
};
