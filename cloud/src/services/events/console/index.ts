import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { disable, enable, put, run, test } from "./actions.ts";
import { busIn } from "./addresses.ts";
import { rulesView } from "./list.tsx";
import { countRules } from "./read.ts";
import { ruleView } from "./rule.tsx";

/** Rules of event buses, and events to try them with. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "rules",
    title: "Rules",
    group: "events",
    order: 52,
    icon: ICONS.rule,
    key: "e",
    count: countRules,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await rulesView(console, query) }),
      },
      {
        method: "GET",
        path: "/rule",
        handle: async (console, { query }) => ({
          view: await ruleView(console, { bus: busIn(query.get("bus")), name: query.get("name") ?? "" }),
        }),
      },
      { method: "POST", path: "/put", handle: put },
      { method: "POST", path: "/test", handle: test },
      { method: "POST", path: "/run", handle: run },
      { method: "POST", path: "/enable", handle: enable },
      { method: "POST", path: "/disable", handle: disable },
    ],
  },
];
