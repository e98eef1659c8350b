import { expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { handlerReason } from "./provider-failure.ts";

const randomness = { ...systemRandomness, uuid: () => "token" };
const handler = (message: string, code: string) =>
  `Resource handler returned message: "${message}" (RequestToken: token, HandlerErrorCode: ${code})`;

test.each<[unknown, string]>([
  [new AwsError("EntityAlreadyExists", "There."), handler("There.", "AlreadyExists")],
  [new AwsError("ResourceConflictException", "There."), handler("There.", "AlreadyExists")],
  [new AwsError("GroupExistsException", "There."), handler("There.", "AlreadyExists")],
  [new AwsError("BucketAlreadyOwnedByYou", "There."), handler("There.", "AlreadyExists")],
  [new AwsError("ResourceNotFoundException", "None."), handler("None.", "NotFound")],
  [new AwsError("NoSuchBucket", "None."), handler("None.", "NotFound")],
  [new AwsError("AccessDenied", "No."), handler("No.", "AccessDenied")],
  [new AwsError("UnauthorizedException", "No."), handler("No.", "AccessDenied")],
  [new AwsError("LimitExceededException", "Many."), handler("Many.", "ServiceLimitExceeded")],
  [new AwsError("TooManyRequestsException", "Many."), handler("Many.", "ServiceLimitExceeded")],
  [new AwsError("InvalidParameterException", "Wrong."), handler("Wrong.", "InvalidRequest")],
  [new AwsError("ValidationError", "Template error: as it is."), "Template error: as it is."],
  [new TypeError("Broken."), handler("Broken.", "InternalFailure")],
  ["thrown text", handler("thrown text", "InternalFailure")],
])("the reason of a resource that failed by %s", (error, reason) => {
  expect(handlerReason(error, randomness)).toBe(reason);
});
