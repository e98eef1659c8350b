import type { LambdaOperation } from "../api/operation.ts";
import { createAlias } from "../functions/aliases.ts";
import { describeAlias } from "../functions/describe.ts";
import { functionArn } from "../functions/names.ts";

interface Input {
  readonly Name: string;
  readonly FunctionVersion: string;
  readonly Description?: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const CreateAlias: LambdaOperation<Input> = {
  name: "CreateAlias",
  method: "POST",
  path: "/2015-03-31/functions/{FunctionName}/aliases",
  status: 201,
  resource: "function",
  body: {
    Name: { type: "string", required: true, min: 1, max: 128 },
    FunctionVersion: { type: "string", required: true, pattern: "(\\$LATEST|[0-9]+)" },
    Description: { type: "string", max: 256 },
  },
  unsupportedMembers: ["RoutingConfig"],
  run: (lambda, { input, reference: { name } }) =>
    describeAlias(createAlias(lambda, name, input), functionArn(lambda.scope, { name, qualifier: "" })),
};
