import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { disable, enable, run } from "./actions.ts";
import { groupIn } from "./addresses.ts";
import { schedulesView } from "./list.tsx";
import { countSchedules } from "./read.ts";
import { scheduleView } from "./schedule.tsx";

/** Schedules of the Scheduler and rules with one, which can be run now. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "schedules",
    title: "Schedules",
    group: "events",
    order: 53,
    icon: ICONS.schedule,
    key: "h",
    count: countSchedules,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await schedulesView(console, query) }),
      },
      {
        method: "GET",
        path: "/schedule",
        handle: async (console, { query }) => ({
          view: await scheduleView(console, {
            group: groupIn(query.get("group")),
            name: query.get("name") ?? "",
          }),
        }),
      },
      { method: "POST", path: "/run", handle: run },
      { method: "POST", path: "/enable", handle: enable },
      { method: "POST", path: "/disable", handle: disable },
    ],
  },
];
