import type { Operation } from "../../../wire/operation.ts";
import type { LambdaContext } from "../context.ts";
import { onTagged, type TaggedInput, taggedFunction } from "./tagged-function.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const ListTags = (lambda: LambdaContext): Operation<TaggedInput> => ({
  name: "ListTags",
  http: { method: "GET", uri: "/2017-03-31/tags/{Resource}" },
  authorize: (input) => onTagged(lambda, "lambda:ListTags", { input }),
  run: (input) => ({ Tags: taggedFunction(lambda, input).tags }),
});
