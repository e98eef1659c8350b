import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { StackState } from "../prove/kept-proof.ts";
import { askAll } from "./ask.ts";

interface Described {
  readonly StackName: string;
  readonly StackId: string;
  readonly CreationTime: string;
  readonly LastUpdatedTime?: string;
}

/** The stacks of a cloud as they are now. */
export async function stackStates(client: CloudClient): Promise<readonly StackState[]> {
  const stacks = await askAll<Described>(client, {
    service: "cloudformation",
    operation: "DescribeStacks",
    member: "Stacks",
  });
  return stacks.map(({ StackName: name, StackId: id, CreationTime, LastUpdatedTime }) => ({
    name,
    id,
    changed: LastUpdatedTime ?? CreationTime,
  }));
}
