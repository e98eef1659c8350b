import { Readable } from "node:stream";
import type { HttpRequest } from "../../wire/http.ts";
import type { Harness } from "./harness.ts";

interface Options {
  readonly method?: string;
}

/** Puts a text at the address of a wait condition handle; status of the answer. */
export async function putSignal(
  cloud: Harness,
  url: string,
  signal: object | string,
  { method = "PUT" }: Options = {},
): Promise<number> {
  const body = typeof signal === "string" ? signal : JSON.stringify(signal);
  const path = new URL(url).pathname;
  const request: HttpRequest = {
    method,
    path,
    query: "",
    headers: { "content-length": String(Buffer.byteLength(body)) },
    rawHeaders: [],
    stream: Readable.from([Buffer.from(body)]),
    sourceIp: "127.0.0.1",
    requestId: "r",
  };
  return (await cloud.takeSignal(request, { handle: path.split("/").at(-1) ?? "" })).status;
}
