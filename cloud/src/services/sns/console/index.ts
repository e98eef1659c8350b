import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { topicsView } from "./list.tsx";
import { publish } from "./publish.ts";
import { countTopics } from "./read.ts";
import { topicView } from "./topic.tsx";

/** Topics, who subscribed to them, and a message for them. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "topics",
    title: "Topics",
    group: "events",
    order: 51,
    icon: ICONS.topic,
    key: "n",
    count: countTopics,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await topicsView(console, query) }),
      },
      {
        method: "GET",
        path: "/:name",
        handle: async (console, { parameters, query }) => ({
          view: await topicView(console, parameters["name"] ?? "", query),
        }),
      },
      { method: "POST", path: "/:name/publish", handle: publish },
    ],
  },
];
