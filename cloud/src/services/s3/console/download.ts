import { operationAnswer } from "../../../wire/client/operation-answer.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { ObjectAddress } from "./addresses.ts";
import { objectCall } from "./object-facts.ts";

/**
 * An object as a file, handed on as it comes. CON-11: whatever its type is, no browser shows it as a page
 * of this origin: it is saved, its type is said to be none, and were it shown, nothing in it would run.
 */
export async function download(console: ConsoleContext, address: ObjectAddress): Promise<HttpResponse> {
  const { status, headers, body } = await console.stream(objectCall("GetObject", address));
  if (status >= 300) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk as Buffer);
    operationAnswer({ status, headers, body: Buffer.concat(chunks) });
  }
  const length = headers["content-length"];
  return {
    status: 200,
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": attachment(address.key),
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      ...(typeof length === "string" ? { "Content-Length": length } : {}),
    },
    body,
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6266#section-4.3 */
function attachment(key: string): string {
  const name = key.slice(key.lastIndexOf("/") + 1) || "object";
  const plain = name.replace(/[^\w.-]/g, "_");
  const encoded = encodeURIComponent(Buffer.from(name, "utf8").toString("utf8")).replaceAll("'", "%27");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
