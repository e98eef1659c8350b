import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

/** A request as it goes out: nothing is normalised, so that odd paths arrive as they are. */
export interface Sent {
  readonly method: string;
  /** `http://localhost:4566` and, in `path`, everything behind it. */
  readonly origin: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | undefined;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; of several, the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
}

/** Answers beyond this are cut: nobody reads them, and they come from what is attacked. */
const BODY_LIMIT = 65_536;
/** A gateway gives up after 29 seconds; what says nothing for longer is not there. */
const PATIENCE_MS = 60_000;

export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Sends one request; follows nothing. Throws Unreachable when nothing answers. */
export function send({ method, origin, path, headers, body }: Sent): Promise<Answer> {
  const { protocol, hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const failed = (error: Error & { readonly code?: string }): void =>
      reject(new Unreachable(`${origin} does not answer (${error.code ?? error.message}).`));
    const outgoing = (protocol === "https:" ? httpsRequest : httpRequest)(
      {
        method,
        hostname,
        ...(port === "" ? {} : { port }),
        path,
        // A list: a header may be sent twice.
        headers: listed(headers, new URL(origin).host, body),
        timeout: PATIENCE_MS,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size <= BODY_LIMIT) chunks.push(chunk);
        });
        incoming.on("error", failed);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: flat(incoming.headers),
            cookies: incoming.headers["set-cookie"] ?? [],
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer in a minute")));
    outgoing.on("error", failed);
    outgoing.end(body);
  });
}

function listed(
  headers: readonly (readonly [string, string])[],
  host: string,
  body: string | undefined,
): string[] {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return [
    ...(names.has("host") ? [] : ["host", host]),
    ...(body === undefined || names.has("content-length")
      ? []
      : ["content-length", String(Buffer.byteLength(body))]),
    ...headers.flat(),
  ];
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value.at(-1) ?? "") : (value ?? ""),
    ]),
  );
}
