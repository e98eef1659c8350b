import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { cancelDeletion, scheduleDeletion, setRotation, setState } from "./actions.ts";
import { keyView } from "./key.tsx";
import { keysView } from "./list.tsx";
import { countKeys } from "./read.ts";

/** Keys of KMS: who may use them, and whether they can be used. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "keys",
    title: "Keys",
    group: "data",
    order: 44,
    icon: ICONS.key,
    key: "y",
    count: countKeys,
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await keysView(console, query) }),
      },
      {
        method: "GET",
        path: "/key",
        handle: async (console, { query }) => ({ view: await keyView(console, query.get("id") ?? "") }),
      },
      { method: "POST", path: "/state", handle: setState },
      { method: "POST", path: "/rotation", handle: setRotation },
      { method: "POST", path: "/delete", handle: scheduleDeletion },
      { method: "POST", path: "/cancel", handle: cancelDeletion },
    ],
  },
];
