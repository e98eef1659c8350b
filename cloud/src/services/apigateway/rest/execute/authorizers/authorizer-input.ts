import type { Authorizer, Method } from "../../control/model/rest-api.ts";

/** What a method's authorization check is made of. */
export interface AuthorizerInput {
  readonly method: Method;
  readonly authorizer: Authorizer | undefined;
}
