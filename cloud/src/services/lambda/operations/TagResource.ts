import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { LambdaContext } from "../context.ts";
import { requireFunction } from "../functions/manager.ts";
import { onTagged, type TaggedInput, taggedFunction } from "./tagged-function.ts";

interface Input extends TaggedInput {
  readonly Tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const TagResource = (lambda: LambdaContext): Operation<Input> => ({
  name: "TagResource",
  http: { method: "POST", uri: "/2017-03-31/tags/{Resource}", status: 204 },
  input: { Tags: { type: "map", required: true, items: { type: "string", max: 256 } } },
  authorize: (input) => onTagged(lambda, "lambda:TagResource", { input, context: requestTags(input.Tags) }),
  run: (input) => {
    const record = requireFunction(lambda, taggedFunction(lambda, input).name);
    lambda.store.save({ ...record, tags: { ...record.tags, ...input.Tags } });
  },
});
