import type { LambdaOperation } from "../api/operation.ts";
import { requirePolicy } from "../policies/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const GetPolicy: LambdaOperation = {
  name: "GetPolicy",
  method: "GET",
  path: "/2015-03-31/functions/{FunctionName}/policy",
  resource: "function",
  run: (lambda, { reference }) => {
    const { document, revisionId } = requirePolicy(lambda, reference);
    return { Policy: document, RevisionId: revisionId };
  },
};
