import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { clearRetained, publish } from "./actions.ts";
import { mqttView } from "./page.tsx";
import { retainedView } from "./retained.tsx";
import { clearMessages, subscribe, unsubscribe } from "./topics.ts";

/** Messages as they come, retained ones, who is connected, and why something was refused. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "mqtt",
    title: "MQTT",
    group: "events",
    order: 30,
    icon: ICONS.mqtt,
    key: "q",
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await mqttView(console, query) }),
      },
      {
        method: "GET",
        path: "/retained",
        handle: async (console, { query }) => ({
          view: await retainedView(console, query.get("topic") ?? ""),
        }),
      },
      { method: "POST", path: "/subscribe", handle: (console, { form }) => subscribe(console, form) },
      { method: "POST", path: "/unsubscribe", handle: (console, { form }) => unsubscribe(console, form) },
      { method: "POST", path: "/clear", handle: (console) => clearMessages(console) },
      { method: "POST", path: "/publish", handle: (console, { form }) => publish(console, form) },
      {
        method: "POST",
        path: "/retained/clear",
        handle: (console, { form }) => clearRetained(console, form),
      },
    ],
  },
];
