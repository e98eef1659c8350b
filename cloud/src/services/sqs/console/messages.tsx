import type { QueuedMessage } from "../../../core/ports/queue-looks.ts";
import { FirstAndNext } from "../../../web/parts/paging.tsx";
import { Card, Day, Empty, Facts, Live, Time } from "../../../web/parts/parts.tsx";
import { Payload } from "../../../web/parts/payload.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { queuePath } from "./addresses.ts";
import { nameOfArn } from "./read.ts";

const ON_A_PAGE = 25;
/** Longer bodies are opened. */
const MOST_IN_SIGHT = 200;

interface MessagesProps {
  readonly name: string;
  readonly messages: readonly QueuedMessage[];
  /** Position after which the page begins. */
  readonly after: number;
  readonly next: number | undefined;
  readonly now: number;
}

/** A page of what is in a queue, without receiving it. */
export function lookAt(
  console: Pick<ConsoleContext, "queues" | "now">,
  name: string,
  after: number,
): MessagesProps {
  const found = console.queues.look(name, { after, limit: ON_A_PAGE + 1 });
  const messages = found.slice(0, ON_A_PAGE);
  const next = found.length > ON_A_PAGE ? messages.at(-1)?.position : undefined;
  return { name, messages, after, next, now: console.now() };
}

export const MessagesCard = ({ name, messages, after, next, now }: MessagesProps) => (
  <Card
    id="messages-head"
    title="Messages"
    foot="Looking receives nothing: receive counts and visibility timeouts stay as they are."
  >
    <Live id="messages">
      {messages.length === 0 ? (
        <Empty text={after === 0 ? "The queue is empty." : "No message came after these."} />
      ) : (
        <Table class="messages" columns={columnsAt(now)} rows={messages} />
      )}
      <FirstAndNext
        shown={messages.length}
        noun="message"
        first={after === 0 ? undefined : queuePath(name)}
        next={next === undefined ? undefined : queuePath(name, { after: String(next) })}
      />
    </Live>
  </Card>
);

function columnsAt(now: number): Columns<QueuedMessage> {
  return [
    { title: "Sent", cell: ({ sentAt }) => <Day at={sentAt} /> },
    { title: "Message", cell: (message) => <Content message={message} /> },
    { title: "State", cell: (message) => <State message={message} now={now} /> },
    { title: "Received", class: "end num nowrap", cell: ({ receiveCount }) => `${receiveCount} ×` },
  ];
}

const Content = ({ message }: { readonly message: QueuedMessage }) => {
  const body = Buffer.from(message.body, "utf8");
  return (
    <>
      <Payload bytes={body} size={body.length} most={MOST_IN_SIGHT} />
      <details class="small">
        <summary>About it</summary>
        <Facts
          facts={[
            ["Id", <code class="outside">{message.messageId}</code>],
            ["Group", textFact(message.groupId)],
            ["Deduplication id", textFact(message.deduplicationId)],
            ["Moved from", queueFact(message.sourceArn)],
            ["Sender", <code class="outside">{printable(message.senderId)}</code>],
            ...Object.entries(message.attributes).map(
              ([key, { dataType, stringValue, binaryValue }]) =>
                [
                  <code class="outside">{printable(key)}</code>,
                  <>
                    <code class="outside">{printable(stringValue ?? binaryValue ?? "")}</code>{" "}
                    <span class="muted">{printable(dataType)}</span>
                  </>,
                ] as const,
            ),
          ]}
        />
      </details>
    </>
  );
};

function textFact(text: string | undefined) {
  return text === undefined ? undefined : <code class="outside">{printable(text)}</code>;
}

function queueFact(arn: string | undefined) {
  if (arn === undefined) return undefined;
  const name = nameOfArn(arn);
  return <a href={queuePath(name)}>{name}</a>;
}

const State = ({ message, now }: { readonly message: QueuedMessage; readonly now: number }) => {
  if (message.visibleAt <= now) return <span class="chip yes">waiting</span>;
  return (
    <>
      <span class="chip">{message.receivedAt === undefined ? "delayed" : "in flight"}</span>{" "}
      <span class="small muted nowrap">
        until <Time at={message.visibleAt} />
      </span>
    </>
  );
};
