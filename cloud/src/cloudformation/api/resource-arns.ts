import { regionalArn, type Scope } from "../../core/arns.ts";
import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";

/** ARN that a call on a stack is evaluated on. */
export function stackResource(parameters: QueryParameters, scope: Scope): string {
  const name = parameters.text("StackName") ?? "";
  if (name === "") return "*";
  return name.startsWith("arn:") ? name : regionalArn(scope, "cloudformation", `stack/${name}/*`);
}
