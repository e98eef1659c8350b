import { createMatcher } from "../../../../iam/policies/matching/matcher.ts";
import { serviceReferences } from "../../../../iam/policies/service-reference.ts";

/** Whether `s3:Get*` or `*` names an action that S3 has; the service itself has no wildcards. */
export function isActionOfS3(pattern: string): boolean {
  return (pattern === "*" || /^s3:/i.test(pattern)) && actionsNamed(pattern).length > 0;
}

/**
 * Whether one of the actions that a pattern names is asked on one of these types.
 * @param types `bucket`, `object`
 */
export function doesApply(pattern: string, types: ReadonlySet<string>): boolean {
  return actionsNamed(pattern).some((resources) => resources.some((type) => types.has(type)));
}

/** Types of what each action that a pattern names is asked on. */
function actionsNamed(pattern: string): readonly (readonly string[])[] {
  const matches = createMatcher(pattern.toLowerCase(), { wildcards: true, variables: false });
  return Object.entries(serviceReferences().get("s3")?.actions ?? {})
    .filter(([action]) => matches(`s3:${action.toLowerCase()}`, () => undefined))
    .map(([, { resources }]) => resources.map((type) => type.replace(/\*$/, "")));
}
