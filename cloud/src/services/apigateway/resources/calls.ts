import type { Scope } from "../../../core/arns.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type { ApiCall, Properties, ResourceChange } from "../../../core/ports/resource-provider.ts";
import { tagChanges } from "../../../core/properties/property-values.ts";

/** The properties that a change leads to, or those of what it deletes. */
export function propertiesOf(change: ResourceChange): Properties {
  return change.kind === "update" ? change.after : change.properties;
}

/** `arn:aws:apigateway:<region>::/restapis/<id>` */
export function managementArn({ region }: Scope, path: readonly string[]): string {
  return `arn:aws:apigateway:${region}::/${path.map(encodeURIComponent).join("/")}`;
}

/** A management call that has no operation here. */
export function management(scope: Scope, method: string, path: readonly string[]): Question {
  return { action: `apigateway:${method}`, resource: managementArn(scope, path) };
}

/** No PATCH changes tags: those that come and those that go are calls of their own. */
export function tagCalls(
  resourceArn: string,
  present: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>>,
): readonly ApiCall[] {
  const { tags, keys } = tagChanges(present ?? {}, wanted);
  return [
    ...(Object.keys(tags).length === 0 ? [] : [{ operation: "TagResource", input: { resourceArn, tags } }]),
    ...(keys.length === 0 ? [] : [{ operation: "UntagResource", input: { resourceArn, tagKeys: keys } }]),
  ];
}
