import type { InvocationCheck } from "../invocation/api-invocation.ts";
import { REFUSALS, refuse } from "../invocation/refusal.ts";
import { awsIam } from "./AWS_IAM.ts";
import type { AuthorizerInput } from "./authorizer-input.ts";
import { cognitoUserPools } from "./COGNITO_USER_POOLS.ts";
import { openToAll } from "./NONE.ts";

/** Makes the check of one authorization type; undefined when the method's settings make no sense. */
type CheckFactory = (input: AuthorizerInput) => InvocationCheck | undefined;

const FACTORIES: ReadonlyMap<string, CheckFactory> = new Map<string, CheckFactory>([
  ["NONE", openToAll],
  ["AWS_IAM", awsIam],
  ["COGNITO_USER_POOLS", cognitoUserPools],
]);

/** APIGW-5: an unknown type or a missing authorizer is a configuration error, never a pass. */
export function compileAuthorizer(input: AuthorizerInput): InvocationCheck {
  const type = input.method.authorizationType;
  return FACTORIES.get(type)?.(input) ?? (() => misconfigured(type));
}

function misconfigured(type: string): never {
  throw refuse(REFUSALS.authorizerConfiguration).because({
    rule: "APIGW-5",
    reason: "authorizer-misconfigured",
    by: { type },
  });
}
