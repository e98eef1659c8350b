import { expect, test } from "vitest";
import { openFakeAws } from "../aws/testing/fake-aws.ts";
import { deleteStack } from "./delete-stack.ts";

/** What CloudFormation is asked while it says these statuses, one after the other. */
async function deleting(...statuses: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const left = [...statuses];
  const fake = await openFakeAws(({ body }) => {
    const given = new URLSearchParams(body);
    asked.push(`${given.get("Action")} ${given.get("StackName")}`);
    if (given.get("Action") === "DeleteStack") return { status: 200, text: "<DeleteStackResponse/>" };
    const status = `<StackStatus>${left.shift()}</StackStatus>`;
    const stack = `<StackId>arn:shop</StackId>${status}<StackStatusReason>It is full.</StackStatusReason>`;
    return {
      status: 200,
      text: `<R><DescribeStacksResult><Stacks><member>${stack}</member></Stacks></DescribeStacksResult></R>`,
    };
  });
  try {
    await deleteStack(fake.aws, "shop");
    return asked;
  } finally {
    await fake.close();
  }
}

test("waits until the stack is gone", async () => {
  expect(await deleting("CREATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_COMPLETE")).toEqual([
    "DescribeStacks shop",
    "DeleteStack shop",
    "DescribeStacks arn:shop",
    "DescribeStacks arn:shop",
  ]);
});

test("a deletion that fails is no success, and says why", async () => {
  await expect(deleting("CREATE_COMPLETE", "DELETE_FAILED")).rejects.toThrow(
    "shop could not be deleted. It is full.",
  );
});
