import type { CreateAliasRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { createAlias } from "../functions/aliases.ts";
import { describeAlias } from "../functions/describe.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const CreateAlias = (lambda: LambdaContext): Operation<CreateAliasRequest> => ({
  name: "CreateAlias",
  authorize: onFunction(lambda, "lambda:CreateAlias"),
  run: (input) => {
    const { name } = referenceOf(lambda, input);
    return describeAlias(
      createAlias(lambda, name, input),
      functionArn(lambda.scope, { name, qualifier: "" }),
    );
  },
});
