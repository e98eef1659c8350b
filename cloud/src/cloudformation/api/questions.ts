import { isOfOtherAccount, regionalArn, type Scope } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import type { ConditionContext } from "../../core/ports/authorization.ts";
import type { Tag } from "../../wire/models/generated/cloudformation.types.ts";
import { type Asker, asks, type Question } from "../../wire/operation.ts";
import { requestTags, type Tags } from "../../wire/tag-keys.ts";
import type { Actor } from "../engine/service-role.ts";
import { crossAccountPassRole } from "../shared/errors.ts";
import type { ApiContext } from "./context.ts";

interface NamesStack {
  /** Name or ARN. */
  readonly StackName?: string;
}

interface NamesChangeSet extends NamesStack {
  /** Name or ARN. */
  readonly ChangeSetName?: string;
}

/** ARN that a call on a stack is evaluated on. */
export function stackResource({ StackName: name = "" }: NamesStack, scope: Scope): string {
  if (name === "") return "*";
  return name.startsWith("arn:") ? name : regionalArn(scope, "cloudformation", `stack/${name}/*`);
}

/**
 * CFN-CHANGE-SET-OWNER: a change set that is named by its ARN belongs to its own stack, whatever
 * `StackName` says.
 */
export function changeSetResource({ changeSets }: Pick<ApiContext, "changeSets">) {
  return (input: NamesChangeSet, scope: Scope): string => {
    const { ChangeSetName: name = "" } = input;
    if (!name.startsWith("arn:")) return stackResource(input, scope);
    return changeSets.store.byId(name)?.stackId ?? "*";
  };
}

/** @param resource as `stackResource` has it */
export function tagsOfStack({ stacks }: Pick<ApiContext, "stacks">, resource: string): Tags | undefined {
  const [, name = "", id = ""] =
    /^arn:[^:]*:cloudformation:[^:]*:[^:]*:stack\/([^/]+)\/(.+)$/.exec(resource) ?? [];
  const stack = stacks.find(id === "*" ? name : resource);
  return stack === undefined ? undefined : stacks.deps.store.revision(stack.stackId, "current")?.tags;
}

/** What policies can judge a call by. */
export interface JudgedInput {
  /** Name or ARN. */
  readonly StackName?: string;
  readonly RoleARN?: string;
  readonly ResourceTypes?: readonly string[];
  readonly StackPolicyURL?: string;
  readonly Tags?: readonly Tag[];
  readonly TemplateURL?: string;
}

/** CFN-CONDITION-KEYS: what a call that creates, changes or reads a template says of itself. */
export function requestKeys(input: JudgedInput): ConditionContext {
  const { RoleARN, ResourceTypes = [], StackPolicyURL, Tags = [], TemplateURL } = input;
  return {
    ...(RoleARN === undefined ? {} : { "cloudformation:RoleArn": RoleARN }),
    ...(StackPolicyURL === undefined ? {} : { "cloudformation:StackPolicyUrl": StackPolicyURL }),
    ...(TemplateURL === undefined ? {} : { "cloudformation:TemplateUrl": TemplateURL }),
    ...(ResourceTypes.length === 0 ? {} : { "cloudformation:ResourceTypes": ResourceTypes }),
    ...requestTags(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))),
  };
}

/** The name of the change set, also when the call has its ARN. */
export function changeSetKeys({ changeSets }: Pick<ApiContext, "changeSets">) {
  return ({ ChangeSetName: given }: { readonly ChangeSetName?: string }): ConditionContext => {
    const name = given?.startsWith("arn:") ? changeSets.store.byId(given)?.name : given;
    return name === undefined ? {} : { "cloudformation:ChangeSetName": name };
  };
}

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
