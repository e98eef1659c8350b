import { insufficientCapabilities } from "../shared/errors.ts";
import type { Prepared } from "./prepare.ts";

/** Types that need an acknowledgement, with the properties that name them. */
const IAM_TYPES: ReadonlyMap<string, string> = new Map([
  ["AWS::IAM::AccessKey", ""],
  ["AWS::IAM::Group", "GroupName"],
  ["AWS::IAM::InstanceProfile", "InstanceProfileName"],
  ["AWS::IAM::ManagedPolicy", "ManagedPolicyName"],
  ["AWS::IAM::Policy", ""],
  ["AWS::IAM::Role", "RoleName"],
  ["AWS::IAM::RolePolicy", ""],
  ["AWS::IAM::User", "UserName"],
  ["AWS::IAM::UserToGroupAddition", ""],
]);

/**
 * CFN-CAPABILITY: IAM resources are made only when the caller says so.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function assertCapabilities(
  { program, transformed }: Pick<Prepared, "program" | "transformed">,
  given: readonly string[],
): void {
  // CFN-NESTED-RIGHTS: an application is a template that nobody has looked at when the change set is read.
  if (transformed && program.resources.some(({ type }) => type === "AWS::CloudFormation::Stack")) {
    assertAutoExpand(transformed, given);
  }
  const iam = program.resources.filter(({ type }) => IAM_TYPES.has(type));
  const named = iam.some(({ type, properties }) => Object.hasOwn(properties, IAM_TYPES.get(type) ?? ""));
  const logicalIds = iam.map((resource) => resource.logicalId);
  if (named && !given.includes("CAPABILITY_NAMED_IAM"))
    throw insufficientCapabilities("CAPABILITY_NAMED_IAM", logicalIds);
  if (iam.length === 0 || given.includes("CAPABILITY_NAMED_IAM") || given.includes("CAPABILITY_IAM")) return;
  throw insufficientCapabilities("CAPABILITY_IAM", logicalIds);
}

/** Direct operations on a template with a transform need this one too; change sets do not. */
export function assertAutoExpand(transformed: boolean, given: readonly string[]): void {
  if (transformed && !given.includes("CAPABILITY_AUTO_EXPAND")) {
    throw insufficientCapabilities("CAPABILITY_AUTO_EXPAND");
  }
}
