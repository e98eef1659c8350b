import type { ConsoleContext } from "../../wire/console-area.ts";
import { listOf, nextToken, type XmlList } from "./answers.ts";

interface ResourcePage {
  readonly StackResourceSummaries?: XmlList<{
    readonly PhysicalResourceId?: string;
    readonly ResourceStatus: string;
  }>;
  readonly NextToken?: string;
}

/** Physical ids of what a stack has now: what was rolled back or deleted has no page. */
export async function resourcesThere(
  { call }: Pick<ConsoleContext, "call">,
  stackName: string,
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  let token: string | null = null;
  do {
    const page: ResourcePage = await call<ResourcePage>("cloudformation", "ListStackResources", {
      StackName: stackName,
      ...nextToken(token),
    });
    for (const { PhysicalResourceId: id = "", ResourceStatus } of listOf(page.StackResourceSummaries)) {
      if (isThere(ResourceStatus)) there.add(id);
    }
    token = page.NextToken ?? null;
  } while (token !== null && token !== "");
  return there;
}

/** Whether a resource with that status has a page. */
export function isThere(status: string): boolean {
  return status !== "DELETE_COMPLETE" && status !== "CREATE_FAILED";
}
