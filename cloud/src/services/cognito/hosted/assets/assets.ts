import { createHash } from "node:crypto";
import type { HttpResponse } from "../../../../wire/http.ts";
import { SCRIPT } from "./script.ts";
import { STYLES } from "./styles.ts";

/** The pages' own files. The name changes with the content, so browsers keep them for good. */
const FILES: ReadonlyMap<string, HttpResponse> = new Map([
  asset(STYLES, "css", "text/css;charset=UTF-8"),
  asset(SCRIPT, "js", "text/javascript;charset=UTF-8"),
]);

export const [STYLES_PATH = "", SCRIPT_PATH = ""] = [...FILES.keys()];

export function findAsset(path: string): HttpResponse | undefined {
  return FILES.get(path);
}

function asset(content: string, extension: string, type: string): [string, HttpResponse] {
  const version = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return [
    `/assets/sign-in.${version}.${extension}`,
    {
      status: 200,
      headers: {
        "Content-Type": type,
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
      },
      body: content,
    },
  ];
}
