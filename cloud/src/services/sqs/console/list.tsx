import { namedList } from "../../../web/parts/named-list.tsx";
import type { Columns } from "../../../web/parts/table.tsx";
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
export const queuesView = namedList({
  noun: "queue",
  lead: "Messages that wait for somebody to receive and delete them.",
  path: QUEUES_PATH,
  columns: COLUMNS,
  command: "aws sqs create-queue --queue-name NAME",
  read: readQueues,
});
