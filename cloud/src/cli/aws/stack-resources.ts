import { childOf } from "../../runtime/client/read-xml.ts";
import { isMissingStack } from "./describe-stacks.ts";
import { CLOUDFORMATION, membersOf, queryAws } from "./query.ts";
import type { Aws } from "./send-signed.ts";

export interface StackResource {
  readonly logicalId: string;
  /** e.g. `AWS::S3::Bucket` */
  readonly type: string;
  readonly physicalId: string;
}

/**
 * What a stack is made of; undefined when there is no such stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 */
export async function stackResources(
  aws: Aws,
  stackName: string,
): Promise<readonly StackResource[] | undefined> {
  try {
    const answer = await queryAws(aws, CLOUDFORMATION, {
      Action: "DescribeStackResources",
      StackName: stackName,
    });
    return membersOf(childOf(answer, "StackResources"))
      .filter((resource) => childOf(resource, "ResourceStatus")?.text !== "DELETE_COMPLETE")
      .map((resource) => ({
        logicalId: childOf(resource, "LogicalResourceId")?.text ?? "",
        type: childOf(resource, "ResourceType")?.text ?? "",
        physicalId: childOf(resource, "PhysicalResourceId")?.text ?? "",
      }));
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}
