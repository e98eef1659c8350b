import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { rolesView } from "./list.tsx";
import { countRoles } from "./read.ts";
import { roleView } from "./role.tsx";

/** Roles: who may take them, and what they let do. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "roles",
    title: "Roles",
    group: "resources",
    order: 23,
    icon: ICONS.role,
    key: "x",
    count: countRoles,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await rolesView(console, query) }),
      },
      {
        method: "GET",
        path: "/:name",
        handle: async (console, { parameters }) => ({
          view: await roleView(console, parameters["name"] ?? ""),
        }),
      },
    ],
  },
];
