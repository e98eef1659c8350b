import type { ConditionContext } from "../../core/ports/authorization.ts";
import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import { requestTags } from "../../wire/tag-keys.ts";
import type { ApiContext } from "./context.ts";

/** Parameters that policies can judge, by condition key. */
const PARAMETERS = {
  "cloudformation:RoleArn": "RoleARN",
  "cloudformation:StackPolicyUrl": "StackPolicyURL",
  "cloudformation:TemplateUrl": "TemplateURL",
} as const;

/** CFN-CONDITION-KEYS: what a call that creates, changes or reads a template says of itself. */
export function requestKeys(parameters: QueryParameters): ConditionContext {
  const given = Object.entries(PARAMETERS).flatMap(([key, name]) => {
    const value = parameters.text(name);
    return value === undefined ? [] : [[key, value] as const];
  });
  const types = parameters.list("ResourceTypes");
  const tags = parameters.structures("Tags").map(({ Key: key = "", Value: value = "" }) => [key, value]);
  return {
    ...Object.fromEntries(given),
    ...(types.length === 0 ? {} : { "cloudformation:ResourceTypes": types }),
    ...requestTags(Object.fromEntries(tags) as Record<string, string>),
  };
}

/** The name of the change set, also when the call has its ARN. */
export function changeSetKeys({ changeSets }: Pick<ApiContext, "changeSets">) {
  return (parameters: QueryParameters): ConditionContext => {
    const given = parameters.text("ChangeSetName");
    if (given === undefined) return {};
    const name = given.startsWith("arn:") ? changeSets.store.byId(given)?.name : given;
    return name === undefined ? {} : { "cloudformation:ChangeSetName": name };
  };
}
