import type { LambdaOperation } from "../api/operation.ts";
import { requireFunction } from "../functions/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const UntagResource: LambdaOperation = {
  name: "UntagResource",
  method: "DELETE",
  path: "/2017-03-31/tags/{Resource}",
  status: 204,
  resource: "function",
  functionOf: ({ parameters }) => parameters["Resource"] ?? "",
  run: (lambda, { query, reference: { name } }) => {
    const record = requireFunction(lambda, name);
    const removed = new Set(query.getAll("tagKeys"));
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([key]) => !removed.has(key)));
    lambda.store.save({ ...record, tags });
    return undefined;
  },
};
