import type { GetLayerVersionPolicyRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireLayerPolicy } from "../layers/policy.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionOf, onLayerVersion } from "./layer-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const GetLayerVersionPolicy = (lambda: LambdaContext): Operation<GetLayerVersionPolicyRequest> => ({
  name: "GetLayerVersionPolicy",
  authorize: onLayerVersion(lambda, "lambda:GetLayerVersionPolicy"),
  run: (input) => {
    const { document, revisionId } = requireLayerPolicy(lambda, layerVersionOf(input, lambda.scope));
    return { Policy: document, RevisionId: revisionId };
  },
});
