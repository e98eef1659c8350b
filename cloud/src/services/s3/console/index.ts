import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea } from "../../../wire/console-area.ts";
import { bringBack, deleteObject, deleteVersion, upload } from "./actions.ts";
import { bucketView } from "./bucket.tsx";
import { bucketsView } from "./buckets.tsx";
import { download } from "./download.ts";
import { objectView } from "./object.tsx";

/** Buckets and what is in them. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "storage",
    title: "Storage",
    group: "data",
    order: 40,
    icon: ICONS.storage,
    key: "o",
    pages: [
      {
        method: "GET",
        path: "",
        handle: async (console, { query }) => ({ view: await bucketsView(console, query) }),
      },
      {
        method: "GET",
        path: "/:bucket",
        handle: async (console, { parameters, query }) => ({
          view: await bucketView(console, parameters["bucket"] ?? "", query),
        }),
      },
      {
        method: "GET",
        path: "/:bucket/object",
        handle: async (console, request) => ({ view: await objectView(console, objectOf(request)) }),
      },
      {
        method: "GET",
        path: "/:bucket/download",
        handle: async (console, request) => ({ response: await download(console, objectOf(request)) }),
      },
      { method: "POST", path: "/:bucket/upload", handle: upload },
      { method: "POST", path: "/:bucket/delete", handle: deleteObject },
      { method: "POST", path: "/:bucket/delete-version", handle: deleteVersion },
      { method: "POST", path: "/:bucket/bring-back", handle: bringBack },
    ],
  },
];

function objectOf({
  parameters,
  query,
}: {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}) {
  const version = query.get("version") ?? "";
  return {
    bucket: parameters["bucket"] ?? "",
    key: query.get("object") ?? "",
    ...(version === "" ? {} : { version }),
  };
}
