import { FindByPrefix, FirstAndNext, withQuery } from "../../../web/parts/paging.tsx";
import { Card, Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { QUEUES_PATH, queuePath } from "./addresses.ts";
import { isFifo, numberOf, type QueueView, readQueues, redriveOf } from "./read.ts";

const count = (title: string, short: string, attribute: string) => ({
  title,
  short,
  class: "end num",
  cell: (queue: QueueView) => numberOf(queue, attribute).toLocaleString("en-GB"),
});

const COLUMNS: Columns<QueueView> = [
  { title: "Queue", cell: ({ name }) => <a href={queuePath(name)}>{name}</a> },
  { title: "Kind", cell: (queue) => (isFifo(queue) ? "FIFO" : "standard") },
  count("Waiting", "Waiting", "ApproximateNumberOfMessages"),
  count("In flight", "In flight", "ApproximateNumberOfMessagesNotVisible"),
  count("Delayed", "Delayed", "ApproximateNumberOfMessagesDelayed"),
  {
    title: "Dead letters go to",
    short: "Dead letters to",
    cell: (queue) => {
      const redrive = redriveOf(queue);
      if (redrive === undefined) return <span class="muted">nowhere</span>;
      return <a href={queuePath(redrive.target)}>{redrive.target}</a>;
    },
  },
];

/** Every queue of the account. */
export async function queuesView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const prefix = query.get("prefix") ?? "";
  const token = query.get("token");
  const { queues, next } = await readQueues(console, { prefix, token });
  return {
    title: "Queues",
    body: (
      <>
        <Head title="Queues" lead="Messages that wait for somebody to receive and delete them." />
        <FindByPrefix action={QUEUES_PATH} what="queues" label="Beginning of a queue’s name" value={prefix} />
        <Card id="queues" title="Queues">
          {queues.length > 0 ? (
            <Table class="keys-table" isWalked columns={COLUMNS} rows={queues} />
          ) : prefix === "" ? (
            <Empty text="There is no queue." command="aws sqs create-queue --queue-name NAME" />
          ) : (
            <Empty text={`No queue’s name begins with “${printable(prefix)}”.`} />
          )}
          <FirstAndNext
            shown={queues.length}
            noun="queue"
            first={token === null ? undefined : withQuery(QUEUES_PATH, { prefix })}
            next={next === undefined ? undefined : withQuery(QUEUES_PATH, { prefix, token: next })}
          />
        </Card>
      </>
    ),
  };
}
