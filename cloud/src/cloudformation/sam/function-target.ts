import type { Value } from "../../core/ports/resource-provider.ts";
import { type Draft, passedOn, type ServerlessResource } from "./draft.ts";

/** A function with what points at it: the alias when one is published. */
export interface FunctionTarget extends ServerlessResource {
  /** Value for `FunctionName` of permissions. */
  readonly name: Value;
  /** Value where an ARN is meant. */
  readonly arn: Value;
  /** `${…}` text inside an integration URI. */
  readonly arnVariable: string;
}

/** Permission of a service to invoke the function. */
export function addPermission(
  target: FunctionTarget,
  draft: Draft,
  permission: { readonly logicalId: string; readonly principal: string; readonly sourceArn: Value },
): void {
  draft.resources.set(permission.logicalId, {
    Type: "AWS::Lambda::Permission",
    ...passedOn(target.body),
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: target.name,
      Principal: permission.principal,
      SourceArn: permission.sourceArn,
    },
  });
}
