import type { Scope } from "../../../core/arns.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type { Properties, ResourceChange } from "../../../core/ports/resource-provider.ts";

/** The properties that a change leads to, or those of what it deletes. */
export function propertiesOf(change: ResourceChange): Properties {
  return change.kind === "update" ? change.after : change.properties;
}

/** A management call that has no operation here. */
export function management(scope: Scope, method: string, path: readonly string[]): Question {
  const resource = `arn:aws:apigateway:${scope.region}::/${path.map(encodeURIComponent).join("/")}`;
  return { action: `apigateway:${method}`, resource };
}
