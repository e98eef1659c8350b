import type { GetPolicyRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requirePolicy } from "../policies/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const GetPolicy = (lambda: LambdaContext): Operation<GetPolicyRequest> => ({
  name: "GetPolicy",
  authorize: onFunction(lambda, "lambda:GetPolicy"),
  run: (input) => {
    const { document, revisionId } = requirePolicy(lambda, referenceOf(lambda, input));
    return { Policy: document, RevisionId: revisionId };
  },
});
