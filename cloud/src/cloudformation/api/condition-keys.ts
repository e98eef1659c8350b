import type { ConditionContext } from "../../core/ports/authorization.ts";
import type { Tag } from "../../wire/models/generated/cloudformation.types.ts";
import { requestTags } from "../../wire/tag-keys.ts";
import type { ApiContext } from "./context.ts";

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
