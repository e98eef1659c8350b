import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { deleteParameter, put } from "./actions.ts";
import { parametersView } from "./list.tsx";
import { parameterView } from "./parameter.tsx";
import { countParameters } from "./read.ts";

/** Parameters by name; what is secure is hidden until asked for. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "parameters",
    title: "Parameters",
    group: "data",
    order: 42,
    icon: ICONS.parameter,
    key: "r",
    count: countParameters,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await parametersView(console, query) }),
      },
      {
        method: "GET",
        path: "/parameter",
        handle: async (console, { query }) => ({
          view: await parameterView(console, query.get("name") ?? "", false),
        }),
      },
      {
        method: "POST",
        path: "/parameter",
        handle: async (console, { form }) => ({
          view: await parameterView(console, form.text("name"), true),
        }),
      },
      { method: "POST", path: "/put", handle: put },
      { method: "POST", path: "/delete", handle: deleteParameter },
    ],
  },
];
