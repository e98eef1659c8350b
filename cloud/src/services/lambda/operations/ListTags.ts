import type { ListTagsRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { LambdaContext } from "./context.ts";
import { onTagged, taggedFunction } from "./tagged-function.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const ListTags = (lambda: LambdaContext): Operation<ListTagsRequest> => ({
  name: "ListTags",
  authorize: (input) => onTagged(lambda, "lambda:ListTags", { input }),
  run: (input) => ({ Tags: taggedFunction(lambda, input).tags }),
});
