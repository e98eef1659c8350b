import type { TagResourceRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { assertFewTags } from "../functions/tags.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";
import { onTagged, taggedFunction } from "./tagged-function.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const TagResource = (lambda: LambdaContext): Operation<TagResourceRequest> => ({
  name: "TagResource",
  authorize: (input) => onTagged(lambda, "lambda:TagResource", { input, context: requestTags(input.Tags) }),
  run: (input) => {
    const record = taggedFunction(lambda, input);
    if (Object.keys(input.Tags).length === 0) {
      throw invalidParameter("An error occurred and the request cannot be processed.");
    }
    const tags = { ...record.tags, ...input.Tags };
    assertFewTags(tags);
    lambda.store.save({ ...record, tags });
  },
});
