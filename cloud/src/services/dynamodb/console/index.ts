import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { deleteItem, put } from "./actions.ts";
import { itemView, newItemView } from "./item.tsx";
import { tablesView } from "./list.tsx";
import { countTables } from "./read.ts";
import { tableView } from "./table.tsx";

/** Tables and their items. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "tables",
    title: "Tables",
    group: "data",
    order: 41,
    icon: ICONS.table,
    key: "b",
    count: countTables,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await tablesView(console, query) }),
      },
      {
        method: "GET",
        path: "/:table",
        handle: async (console, { parameters, query }) => ({
          view: await tableView(console, parameters["table"] ?? "", query),
        }),
      },
      {
        method: "GET",
        path: "/:table/item",
        handle: async (console, { parameters, query }) => ({
          view: await itemView(console, parameters["table"] ?? "", query.get("item") ?? ""),
        }),
      },
      {
        method: "GET",
        path: "/:table/new",
        handle: async (console, { parameters }) => ({
          view: await newItemView(console, parameters["table"] ?? ""),
        }),
      },
      { method: "POST", path: "/:table/put", handle: put },
      { method: "POST", path: "/:table/delete", handle: deleteItem },
    ],
  },
];
