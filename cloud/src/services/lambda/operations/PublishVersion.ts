import type { PublishVersionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { publishVersion } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const PublishVersion = (lambda: LambdaContext): Operation<PublishVersionRequest> => ({
  name: "PublishVersion",
  unsupportedMembers: ["PublishTo"],
  authorize: onFunction(lambda, "lambda:PublishVersion"),
  run: (input) => describeFunction(publishVersion(lambda, referenceOf(lambda, input).name, input), "settled"),
});
