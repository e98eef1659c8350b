import type { LambdaOperation } from "../api/operation.ts";
import { CREATE_REQUEST_LIMIT_BYTES } from "../constants.ts";
import { CODE_SHAPE, type CodeSource } from "../functions/code-source.ts";
import { describeFunction } from "../functions/describe.ts";
import { publishVersion, updateCode } from "../functions/manager.ts";

interface Input extends CodeSource {
  readonly Architectures?: readonly string[];
  readonly DryRun?: boolean;
  readonly Publish?: boolean;
  readonly RevisionId?: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const UpdateFunctionCode: LambdaOperation<Input> = {
  name: "UpdateFunctionCode",
  method: "PUT",
  path: "/2015-03-31/functions/{FunctionName}/code",
  resource: "function",
  bodyLimitBytes: CREATE_REQUEST_LIMIT_BYTES,
  body: {
    ...CODE_SHAPE,
    Architectures: {
      type: "list",
      min: 1,
      max: 1,
      items: { type: "string", enum: ["x86_64", "arm64"] },
    },
    DryRun: { type: "boolean" },
    Publish: { type: "boolean" },
    RevisionId: { type: "string" },
  },
  unsupportedMembers: ["ImageUri", "PublishTo", "SourceKMSKeyArn"],
  run: async (lambda, { caller, input, reference: { name } }) => {
    const updated = await updateCode(lambda, name, input, caller);
    if (input.Publish !== true || input.DryRun === true) return describeFunction(updated, "updating");
    return describeFunction(publishVersion(lambda, name), "updating");
  },
};
