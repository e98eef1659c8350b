import type { ConsoleContext } from "../../wire/console-area.ts";
import { type DescribedStack, listOf, nextToken, type XmlList } from "./answers.ts";
import { statusVerdict } from "./parts.tsx";

export interface StackEvent {
  readonly EventId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly Timestamp: string;
}

export interface EventPage {
  readonly StackEvents?: XmlList<StackEvent>;
  readonly NextToken?: string;
}

type Caller = Pick<ConsoleContext, "call">;

/** Newest first, a hundred at a time. */
export function eventPage({ call }: Caller, stackName: string, token: string | null): Promise<EventPage> {
  return call<EventPage>("cloudformation", "DescribeStackEvents", {
    StackName: stackName,
    ...nextToken(token),
  });
}

/** Of a resource that was only stopped because another one failed. */
const CANCELLED = /^Resource (creation|update) cancelled$/;

/** What failed first in the last operation of a stack that is not as it was asked for. */
export async function firstFailure(console: Caller, stack: DescribedStack): Promise<StackEvent | undefined> {
  const verdict = statusVerdict(stack.StackStatus);
  if (verdict !== "no" && verdict !== "fail") return undefined;
  const { StackEvents } = await eventPage(console, stack.StackName, null);
  const failures: StackEvent[] = [];
  for (const event of listOf(StackEvents)) {
    if (event.ResourceStatus.endsWith("_FAILED")) failures.push(event);
    if (event.LogicalResourceId === stack.StackName && BEGINNINGS.includes(event.ResourceStatus)) break;
  }
  return (
    failures.findLast(({ ResourceStatusReason = "" }) => !CANCELLED.test(ResourceStatusReason)) ??
    failures.at(-1)
  );
}

const BEGINNINGS = ["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"];
