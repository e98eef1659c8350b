import { Card, Empty, Live } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import { describedStack, listOf } from "./answers.ts";
import { Moment, Pages, StackHead, Status, stackPath, statusVerdict } from "./parts.tsx";
import { resourcePath } from "./resource-links.ts";
import { resourcesThere } from "./resources-there.ts";
import { eventPage, type StackEvent } from "./stack-events.ts";

/** What happened to a stack and its resources, newest first, a page at a time. */
export async function eventsView(
  console: ConsoleContext,
  name: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const token = query.get("token");
  const [stack, page, there] = await Promise.all([
    describedStack(console, name),
    eventPage(console, name, token),
    resourcesThere(console, name),
  ]);
  const events = listOf(page.StackEvents);
  return {
    title: `Events · ${stack.StackName}`,
    body: (
      <>
        <StackHead stack={stack} name={name} here="/events" />
        <Card id="events-head" title="Events">
          <Live id="events">
            {events.length === 0 ? <Empty text="Nothing happened yet." /> : null}
            <ol class="list events">
              {events.map((event) => (
                <Event event={event} isStack={event.LogicalResourceId === stack.StackName} there={there} />
              ))}
            </ol>
            <Pages
              text={`${events.length} ${events.length === 1 ? "event" : "events"}`}
              first={token === null ? undefined : stackPath(name, "/events")}
              next={
                page.NextToken === undefined
                  ? undefined
                  : stackPath(name, "/events", { token: page.NextToken })
              }
            />
          </Live>
        </Card>
      </>
    ),
  };
}

interface EventProps {
  readonly event: StackEvent;
  readonly isStack: boolean;
  /** Physical ids of what the stack has: the page of anything else leads nowhere. */
  readonly there: ReadonlySet<string>;
}

const Event = ({ event, isStack, there }: EventProps) => {
  const { LogicalResourceId, PhysicalResourceId, ResourceType, ResourceStatus, ResourceStatusReason } = event;
  const verdict = statusVerdict(ResourceStatus);
  const isThere = !isStack && PhysicalResourceId !== undefined && there.has(PhysicalResourceId);
  const page = isThere ? resourcePath(ResourceType, PhysicalResourceId) : undefined;
  return (
    <li class={`event ${verdict}`}>
      <Moment iso={event.Timestamp} />
      <div>
        <b class="outside">
          {page === undefined ? LogicalResourceId : <a href={page}>{LogicalResourceId}</a>}
        </b>{" "}
        <span class="small muted outside">{isStack ? "the stack" : ResourceType.replace(/^AWS::/, "")}</span>
        {ResourceStatusReason === undefined ? null : (
          <span class="small block outside why">{printable(ResourceStatusReason)}</span>
        )}
      </div>
      <Status status={ResourceStatus} />
    </li>
  );
};
