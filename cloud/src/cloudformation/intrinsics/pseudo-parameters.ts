import type { Scope } from "../../core/arns.ts";
import { NO_VALUE, type Resolved } from "./shared/function.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function pseudoParameters(
  scope: Scope,
  stack: { readonly name: string; readonly id: string },
): ReadonlyMap<string, Resolved> {
  return new Map<string, Resolved>([
    ["AWS::AccountId", scope.accountId],
    ["AWS::NoValue", NO_VALUE],
    ["AWS::NotificationARNs", []],
    ["AWS::Partition", "aws"],
    ["AWS::Region", scope.region],
    ["AWS::StackId", stack.id],
    ["AWS::StackName", stack.name],
    ["AWS::URLSuffix", "amazonaws.com"],
  ]);
}
