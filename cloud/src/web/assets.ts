import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { HttpResponse } from "../wire/http.ts";

/** The console's own files, read at the first look; the build puts them beside the bundle. */
export interface Assets {
  /** File name of the style sheet; it changes with the content. */
  readonly styles: string;
  readonly script: string;
  find(name: string): HttpResponse | undefined;
}

let read: Assets | undefined;

export function assets(): Assets {
  read ??= readAssets(new URL("./assets/", import.meta.url));
  return read;
}

/** Style sheets stand in the order of their names. */
function readAssets(folder: URL): Assets {
  const texts = (extension: string): string =>
    readdirSync(folder)
      .filter((name) => name.endsWith(extension))
      .sort()
      .map((name) => readFileSync(new URL(name, folder), "utf8"))
      .join("\n");
  const styles = asset("css", "text/css; charset=utf-8", texts(".css"));
  const script = asset("js", "text/javascript; charset=utf-8", texts(".js"));
  const files = new Map([styles, script]);
  return { styles: styles[0], script: script[0], find: (name) => files.get(name) };
}

function asset(extension: string, type: string, body: string): [string, HttpResponse] {
  const version = createHash("sha256").update(body).digest("hex").slice(0, 12);
  const headers = {
    "Content-Type": type,
    "Cache-Control": "public, max-age=31536000, immutable",
  };
  return [`console.${version}.${extension}`, { status: 200, headers, body }];
}
