import { namedList } from "../../../web/parts/named-list.tsx";
import { printable } from "../../../web/parts/printable.ts";
import type { Columns } from "../../../web/parts/table.tsx";
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
export const topicsView = namedList({
  noun: "topic",
  lead: "SNS: what is published to one goes to all who subscribed.",
  path: TOPICS_PATH,
  columns: COLUMNS,
  command: "aws sns create-topic --name NAME",
  read: readTopics,
});
