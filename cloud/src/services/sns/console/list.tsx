import { noneBeginning } from "../../../web/names-beginning.ts";
import { FindByPrefix, FirstAndNext, withQuery } from "../../../web/parts/paging.tsx";
import { Card, Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { TOPICS_PATH, topicPath } from "./addresses.ts";
import { isFifo, readTopics, type TopicView } from "./read.ts";

const COLUMNS: Columns<TopicView> = [
  { title: "Topic", cell: ({ name }) => <a href={topicPath(name)}>{name}</a> },
  { title: "Kind", cell: (topic) => (isFifo(topic) ? "FIFO" : "standard") },
  {
    title: "Name in text messages",
    short: "In texts",
    cell: ({ attributes }) => <span class="outside">{printable(attributes["DisplayName"] ?? "")}</span>,
  },
  {
    title: "Subscriptions",
    class: "end num",
    cell: ({ attributes }) => attributes["SubscriptionsConfirmed"] ?? "0",
  },
  {
    title: "Pending",
    class: "end num",
    cell: ({ attributes }) => attributes["SubscriptionsPending"] ?? "0",
  },
];

/** Every topic of the account. */
export async function topicsView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const prefix = query.get("prefix") ?? "";
  const token = query.get("token");
  const { topics, next } = await readTopics(console, { prefix, token });
  return {
    title: "Topics",
    body: (
      <>
        <Head title="Topics" lead="SNS: what is published to one goes to all who subscribed." />
        <FindByPrefix action={TOPICS_PATH} what="topics" label="Beginning of a topic’s name" value={prefix} />
        <Card id="topics" title="Topics">
          {topics.length > 0 ? (
            <Table class="keys-table" isWalked columns={COLUMNS} rows={topics} />
          ) : prefix === "" ? (
            <Empty text="There is no topic." command="aws sns create-topic --name NAME" />
          ) : (
            <Empty text={noneBeginning("topic", prefix, next)} />
          )}
          <FirstAndNext
            shown={topics.length}
            noun="topic"
            first={token === null ? undefined : withQuery(TOPICS_PATH, { prefix })}
            next={next === undefined ? undefined : withQuery(TOPICS_PATH, { prefix, token: next })}
          />
        </Card>
      </>
    ),
  };
}
