import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { vi } from "vitest";

const WITHIN_MS = 20_000;

/** The stack once the operation on it is over. */
export async function endOf(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const stack = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  await vi.waitUntil(async () => !(await stack())?.StackStatus?.endsWith("_IN_PROGRESS"), WITHIN_MS);
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
  await vi.waitUntil(isGone, WITHIN_MS);
}
