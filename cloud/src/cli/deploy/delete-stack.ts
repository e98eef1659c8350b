import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../core/errors.ts";
import { childOf } from "../../runtime/client/read-xml.ts";
import { CLOUDFORMATION, membersOf, queryAws } from "../aws/query.ts";
import type { Aws } from "../aws/send-signed.ts";

const POLL_MS = 250;

/**
 * Deletes a stack and waits until it is gone, as `sam delete` does, which takes packages out of a bucket of its
 * own as well: those are of a deployment by `sam`.
 * @throws UserError with what CloudFormation says when it could not be deleted
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export async function deleteStack(aws: Aws, stackName: string): Promise<void> {
  const { id } = await describe(aws, stackName);
  await queryAws(aws, CLOUDFORMATION, { Action: "DeleteStack", StackName: stackName });
  for (;;) {
    // By its name a deleted stack is not there any more.
    const { status, reason } = await describe(aws, id);
    if (status === "DELETE_COMPLETE") return;
    if (status === "DELETE_FAILED") throw new UserError(`${stackName} could not be deleted. ${reason}`);
    await pause(POLL_MS);
  }
}

async function describe(aws: Aws, StackName: string) {
  const answer = await queryAws(aws, CLOUDFORMATION, { Action: "DescribeStacks", StackName });
  const [stack] = membersOf(childOf(answer, "Stacks"));
  const textOf = (name: string) => childOf(stack, name)?.text ?? "";
  return { id: textOf("StackId"), status: textOf("StackStatus"), reason: textOf("StackStatusReason") };
}
