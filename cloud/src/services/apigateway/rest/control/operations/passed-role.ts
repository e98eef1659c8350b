import type { Question } from "../../../../../wire/operation.ts";
import { CALLER_CREDENTIALS } from "../../constants.ts";
import { credentialsIn } from "../importing/credentials.ts";

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

/** APIGW-20: whoever gives an integration a role must be allowed to pass it; a caller's own credentials are none. */
export function passedRoles(roles: readonly (string | undefined)[]): readonly Question[] {
  const given = roles.filter((role) => role !== undefined && role !== "" && role !== CALLER_CREDENTIALS);
  return [...new Set(given)].map((role) => passedRole(role as string));
}

/** The questions of the roles that the integrations of an OpenAPI document name. */
export function rolesPassedBy(document: unknown): readonly Question[] {
  return passedRoles([...credentialsIn(document)]);
}
