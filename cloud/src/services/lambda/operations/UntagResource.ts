import type { UntagResourceRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { LambdaContext } from "./context.ts";
import { onTagged, taggedFunction } from "./tagged-function.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const UntagResource = (lambda: LambdaContext): Operation<UntagResourceRequest> => ({
  name: "UntagResource",
  authorize: (input) =>
    onTagged(lambda, "lambda:UntagResource", { input, context: { "aws:TagKeys": input.TagKeys } }),
  run: (input) => {
    const record = taggedFunction(lambda, input);
    const removed = new Set(input.TagKeys);
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([key]) => !removed.has(key)));
    lambda.store.save({ ...record, tags });
  },
});
