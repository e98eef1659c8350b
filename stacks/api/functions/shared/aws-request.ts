import { createHash } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { sign } from "aws4";

/** A signed request to one AWS service. */
export interface AwsRequest {
  /** Signing name, e.g. `s3`. */
  readonly service: string;
  /** Base address without trailing slash, e.g. `https://s3.eu-west-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Percent-encoded path with its query. */
  readonly path: string;
  /** Besides those that signing adds. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface AwsReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const TIMEOUT_MS = 5_000;
/** SHA-256 of nothing: most requests have no body. */
const HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };

/**
 * Signs (SigV4) and sends one request over a kept-alive connection with the credentials of the
 * function's role. The AWS SDK does the same in seven times the processor time; see
 * docs/adr/0003-signed-requests-in-functions.md.
 */
export function sendAwsRequest(call: AwsRequest, environment: NodeJS.ProcessEnv): Promise<AwsReply> {
  const url = urlOf(call.endpoint);
  const signed = sign(
    {
      service: call.service,
      region: environment["AWS_REGION"] ?? "",
      host: url.host,
      method: call.method,
      path: `${url.pathname === "/" ? "" : url.pathname}${call.path}`,
      // S3 wants the hash of each body, the other services take it; what is signed is computed once.
      headers: { ...call.headers, "X-Amz-Content-Sha256": hashOf(call.body) },
      ...(call.body === undefined ? {} : { body: call.body }),
    },
    {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
      sessionToken: environment["AWS_SESSION_TOKEN"] ?? "",
    },
  );
  const tls = url.protocol === "https:";
  const options = {
    hostname: url.hostname,
    port: url.port,
    method: call.method,
    path: signed.path,
    headers: signed.headers,
    agent: agents[tls ? "https:" : "http:"],
    timeout: TIMEOUT_MS,
  };
  return new Promise((resolve, reject) => {
    const outgoing = (tls ? httpsRequest : httpRequest)(options as object, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", reject);
      reply.on("end", () => {
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    outgoing.on("timeout", () =>
      outgoing.destroy(new Error(`${call.service} did not answer in ${TIMEOUT_MS} ms`)),
    );
    outgoing.end(call.body);
  });
}

function hashOf(body: AwsRequest["body"]): string {
  return body === undefined ? HASH_OF_NOTHING : createHash("sha256").update(body).digest("hex");
}

const urls = new Map<string, URL>();

/** A function calls one or two endpoints all its life. */
function urlOf(endpoint: string): URL {
  const known = urls.get(endpoint);
  if (known !== undefined) return known;
  const url = new URL(endpoint);
  urls.set(endpoint, url);
  return url;
}
