import { ICONS } from "../../web/parts/marks.tsx";
import type { ConsoleArea, ConsoleRequest } from "../../wire/console-area.ts";
import { deleteChangeSet, executeChangeSet } from "./actions.ts";
import { changeSetView } from "./change-set.tsx";
import { changeSetsView } from "./change-sets.tsx";
import { eventsView } from "./events.tsx";
import { stackView } from "./stack.tsx";
import { stacksView } from "./stacks.tsx";
import { savedTemplate, templateView } from "./template.tsx";

/** What is deployed: stacks, how they came to be, and what would change. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "stacks",
    title: "Stacks",
    group: "resources",
    order: 50,
    icon: ICONS.stacks,
    key: "k",
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await stacksView(console, query) }),
      },
      {
        method: "GET",
        path: "/:stack",
        handle: async (console, request) => ({
          view: await stackView(console, stackOf(request), request.query),
        }),
      },
      {
        method: "GET",
        path: "/:stack/events",
        handle: async (console, request) => ({
          view: await eventsView(console, stackOf(request), request.query),
        }),
      },
      {
        method: "GET",
        path: "/:stack/template",
        handle: async (console, request) => ({
          view: await templateView(console, stackOf(request), request.query.get("stage")),
        }),
      },
      {
        method: "GET",
        path: "/:stack/template/save",
        handle: async (console, request) => ({
          response: await savedTemplate(console, stackOf(request), request.query.get("stage")),
        }),
      },
      {
        method: "GET",
        path: "/:stack/changes",
        handle: async (console, request) => ({
          view: await changeSetsView(console, stackOf(request), request.query),
        }),
      },
      {
        method: "GET",
        path: "/:stack/changes/:set",
        handle: async (console, request) => ({
          view: await changeSetView(console, {
            stack: stackOf(request),
            name: request.parameters["set"] ?? "",
            token: request.query.get("token"),
          }),
        }),
      },
      { method: "POST", path: "/:stack/changes/:set/execute", handle: executeChangeSet },
      { method: "POST", path: "/:stack/changes/:set/delete", handle: deleteChangeSet },
    ],
  },
];

function stackOf({ parameters }: ConsoleRequest): string {
  return parameters["stack"] ?? "";
}
