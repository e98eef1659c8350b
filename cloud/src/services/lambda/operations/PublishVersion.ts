import type { LambdaOperation } from "../api/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { publishVersion } from "../functions/manager.ts";

interface Input {
  readonly CodeSha256?: string;
  readonly Description?: string;
  readonly RevisionId?: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const PublishVersion: LambdaOperation<Input> = {
  name: "PublishVersion",
  method: "POST",
  path: "/2015-03-31/functions/{FunctionName}/versions",
  status: 201,
  resource: "function",
  body: {
    CodeSha256: { type: "string" },
    Description: { type: "string", max: 256 },
    RevisionId: { type: "string" },
  },
  unsupportedMembers: ["PublishTo"],
  run: (lambda, { input, reference: { name } }) =>
    describeFunction(publishVersion(lambda, name, input), "settled"),
};
