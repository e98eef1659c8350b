import { isOfOtherAccount, type Scope } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import type { ConditionContext } from "../../core/ports/authorization.ts";
import { type Asker, asks, type Question } from "../../wire/operation.ts";
import type { Actor } from "../engine/service-role.ts";
import { crossAccountPassRole } from "../shared/errors.ts";
import { type JudgedInput, requestKeys } from "./condition-keys.ts";
import { stackResource } from "./resource-arns.ts";

/** The caller, and the role that the stack shall act with. */
export function readActor({ RoleARN }: { readonly RoleARN?: string }, caller: Caller): Actor {
  return { caller, roleArn: RoleARN };
}

/** The action on the stack, under the keys of the call. */
export function asksWithRole<Input extends JudgedInput>(
  action: string,
  keys: (input: Input) => ConditionContext = requestKeys,
): (input: Input, asker: Asker) => Iterable<Question> {
  const own = asks<Input>(action, stackResource, keys);
  return function* (input, asker) {
    yield* own(input, asker);
    yield* passedRole(input.RoleARN, asker.scope);
  };
}

/**
 * CFN-PASS-ROLE: who gives a stack a role must be allowed to pass it to CloudFormation; nobody can give
 * one of another account.
 * @throws AwsError AccessDenied when the role is one of another account
 */
function passedRole(resource: string | undefined, scope: Scope): readonly Question[] {
  if (resource === undefined) return [];
  if (isOfOtherAccount(resource, scope)) throw crossAccountPassRole();
  const context = { "iam:PassedToService": "cloudformation.amazonaws.com" };
  return [{ action: "iam:PassRole", resource, context }];
}
