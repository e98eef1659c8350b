import type { Question } from "../../../../../wire/operation.ts";

/**
 * APIGW-11: who gives the account a role must be allowed to pass it.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function passedRole(resource: string): Question {
  return {
    action: "iam:PassRole",
    resource,
    context: { "iam:PassedToService": "apigateway.amazonaws.com" },
  };
}
