import type { LambdaOperation } from "../api/operation.ts";
import { requireFunction } from "../functions/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const ListTags: LambdaOperation = {
  name: "ListTags",
  method: "GET",
  path: "/2017-03-31/tags/{Resource}",
  resource: "function",
  functionOf: ({ parameters }) => parameters["Resource"] ?? "",
  run: (lambda, { reference: { name } }) => ({ Tags: requireFunction(lambda, name).tags }),
};
