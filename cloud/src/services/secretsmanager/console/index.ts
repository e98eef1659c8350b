import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { deleteSecret, put, restore } from "./actions.ts";
import { secretsView } from "./list.tsx";
import { countSecrets } from "./read.ts";
import { secretView } from "./secret.tsx";

/** Secrets by name; what they hold is hidden until asked for. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "secrets",
    title: "Secrets",
    group: "data",
    order: 43,
    icon: ICONS.secret,
    key: "c",
    count: countSecrets,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await secretsView(console, query) }),
      },
      {
        method: "GET",
        path: "/secret",
        handle: async (console, { query }) => ({ view: await secretView(console, query.get("name") ?? "") }),
      },
      {
        method: "POST",
        path: "/secret",
        handle: async (console, { form }) => {
          const asked = { name: form.text("name"), version: form.text("version") };
          return { view: await secretView(console, asked.name, asked) };
        },
      },
      { method: "POST", path: "/put", handle: put },
      { method: "POST", path: "/delete", handle: deleteSecret },
      { method: "POST", path: "/restore", handle: restore },
    ],
  },
];
