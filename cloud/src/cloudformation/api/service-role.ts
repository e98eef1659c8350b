import { isOfOtherAccount, type Scope } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import { type Asker, asks, type Question } from "../../wire/operation.ts";
import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import type { Actor } from "../engine/service-role.ts";
import { crossAccountPassRole } from "../shared/errors.ts";
import { requestKeys } from "./condition-keys.ts";
import { stackResource } from "./resource-arns.ts";

/** The caller, and the role that the stack shall act with. */
export function readActor(parameters: QueryParameters, caller: Caller): Actor {
  const roleArn = parameters.text("RoleARN") ?? "";
  return { caller, roleArn: roleArn === "" ? undefined : roleArn };
}

/** The action on the stack, under the keys of the call. */
export function asksWithRole(
  action: string,
  keys: typeof requestKeys = requestKeys,
): (parameters: QueryParameters, asker: Asker) => Iterable<Question> {
  const own = asks(action, stackResource, keys);
  return function* (parameters, asker) {
    yield* own(parameters, asker);
    yield* passedRole(parameters, asker.scope);
  };
}

/**
 * CFN-PASS-ROLE: who gives a stack a role must be allowed to pass it to CloudFormation; nobody can give
 * one of another account.
 * @throws AwsError AccessDenied when the role is one of another account
 */
function passedRole(parameters: QueryParameters, scope: Scope): readonly Question[] {
  const resource = parameters.text("RoleARN") ?? "";
  if (resource === "") return [];
  if (isOfOtherAccount(resource, scope)) throw crossAccountPassRole();
  const context = { "iam:PassedToService": "cloudformation.amazonaws.com" };
  return [{ action: "iam:PassRole", resource, context }];
}
