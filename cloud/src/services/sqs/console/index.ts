import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { purge, redrive, send } from "./actions.ts";
import { queuesView } from "./list.tsx";
import { queueView } from "./queue.tsx";
import { countQueues } from "./read.ts";

/** Queues and what is in them. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "queues",
    title: "Queues",
    group: "events",
    order: 50,
    icon: ICONS.queue,
    key: "u",
    count: countQueues,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await queuesView(console, query) }),
      },
      {
        method: "GET",
        path: "/:name",
        handle: async (console, { parameters, query }) => ({
          view: await queueView(console, parameters["name"] ?? "", query),
        }),
      },
      { method: "POST", path: "/:name/send", handle: send },
      { method: "POST", path: "/:name/purge", handle: purge },
      { method: "POST", path: "/:name/redrive", handle: redrive },
    ],
  },
];
