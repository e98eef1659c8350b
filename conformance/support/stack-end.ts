import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { vi } from "vitest";
import { HANG_GUARD } from "./hang-guard.ts";

/** The stack once the operation on it is over. */
export async function endOf(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const stack = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  await vi.waitUntil(async () => !(await stack())?.StackStatus?.endsWith("_IN_PROGRESS"), HANG_GUARD);
  return await stack();
}

/** Deletes a stack; over when nobody knows it any more. */
export async function deleteStack(client: CloudFormationClient, StackName: string): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName }));
  const isGone = () =>
    client.send(new DescribeStacksCommand({ StackName })).then(
      () => false,
      () => true,
    );
  await vi.waitUntil(isGone, HANG_GUARD);
}
