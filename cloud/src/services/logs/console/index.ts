import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { deleteGroup, setRetention } from "./actions.ts";
import { groupView } from "./group.tsx";
import { groupsView } from "./list.tsx";
import { countGroups } from "./read.ts";

/** Log groups and what was logged to them. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "logs",
    title: "Log groups",
    group: "resources",
    order: 22,
    icon: ICONS.logs,
    key: "l",
    count: countGroups,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await groupsView(console, query) }),
      },
      {
        method: "GET",
        path: "/group",
        handle: async (console, { query }) => ({ view: await groupView(console, query) }),
      },
      { method: "POST", path: "/retention", handle: setRetention },
      { method: "POST", path: "/delete", handle: deleteGroup },
    ],
  },
];
