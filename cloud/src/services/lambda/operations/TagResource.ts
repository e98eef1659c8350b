import type { LambdaOperation } from "../api/operation.ts";
import { requireFunction } from "../functions/manager.ts";

interface Input {
  readonly Tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const TagResource: LambdaOperation<Input> = {
  name: "TagResource",
  method: "POST",
  path: "/2017-03-31/tags/{Resource}",
  status: 204,
  resource: "function",
  functionOf: ({ parameters }) => parameters["Resource"] ?? "",
  body: { Tags: { type: "map", required: true, items: { type: "string", max: 256 } } },
  run: (lambda, { input, reference: { name } }) => {
    const record = requireFunction(lambda, name);
    lambda.store.save({ ...record, tags: { ...record.tags, ...input.Tags } });
    return undefined;
  },
};
