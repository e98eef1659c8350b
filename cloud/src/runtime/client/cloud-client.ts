import { request as httpRequest } from "node:http";
import { systemClock } from "../../core/clock.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import type { Probe } from "../../core/ports/probes.ts";
import { type SigningCredentials, signRequest } from "../../wire/sigv4/sign.ts";
import { PROBE_HEADER, probeProof } from "./probe-proof.ts";

export interface CloudClientOptions {
  readonly port: number;
  readonly region: string;
  readonly credentials: SigningCredentials;
  /** Shown in the trace beside what this client asked. */
  readonly userAgent?: string;
  /** What this client asks is a probe of this cloud's own. */
  readonly probe?: Probe;
  /** The same of what only reads. */
  readonly reads?: Probe;
}

export interface RawRequest {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** This request alone is a probe. */
  readonly probe?: Probe;
}

export interface RawReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Calls a running cloud over HTTP, signed like any AWS client. */
export interface CloudClient {
  /** A user-pool operation. Throws AwsError with the code and text of the answer. */
  cognito<Output>(operation: string, input: object): Promise<Output>;
  /** A signed request to any service; statuses of 300 and more come back as they are. */
  send(request: RawRequest): Promise<RawReply>;
  /** The same without a signature: as somebody without credentials, or with a token, asks. */
  sendUnsigned(request: Omit<RawRequest, "service">): Promise<RawReply>;
  /** GET of a service that answers JSON. Throws AwsError with the code and text of a refusal. */
  get<Output>(service: string, path: string): Promise<Output>;
  /** A page under `/_portcullis/`. */
  page<Output>(path: string, method?: string): Promise<Output>;
}

export function createCloudClient(options: CloudClientOptions): CloudClient {
  const base = `http://127.0.0.1:${options.port}`;
  const agent = options.userAgent === undefined ? {} : { "user-agent": options.userAgent };
  const proof = (probe = options.probe) =>
    probe === undefined ? {} : { [PROBE_HEADER]: probeProof(probe, options.credentials.secretAccessKey) };
  const send = async (request: RawRequest): Promise<RawReply> => {
    const body = request.body ?? "";
    const headers = signRequest({
      method: request.method,
      url: `${base}${request.path}`,
      headers: request.headers ?? {},
      body,
      service: request.service,
      region: options.region,
      credentials: options.credentials,
      clock: systemClock,
    });
    return exchange(`${base}${request.path}`, {
      method: request.method,
      headers: { ...headers, ...agent, ...proof(request.probe) },
      body,
    });
  };
  const probe = options.probe ?? options.reads;
  const reading = probe === undefined ? {} : { probe };
  return {
    send,
    sendUnsigned: ({ method, path, headers = {}, body = "", probe }) =>
      exchange(`${base}${path}`, { method, headers: { ...headers, ...agent, ...proof(probe) }, body }),
    cognito: async <Output>(operation: string, input: object) => {
      const reply = await send({
        ...(READS.test(operation) ? reading : {}),
        service: "cognito-idp",
        method: "POST",
        path: "/",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify(input),
      });
      return decodeJson<Output>(reply);
    },
    get: async <Output>(service: string, path: string) =>
      decodeJson<Output>(await send({ service, method: "GET", path, ...reading })),
    page: async <Output>(path: string, method = "GET") => {
      const reply = await exchange(`${base}${path}`, { method, headers: {}, body: "" });
      return decodeJson<Output>(reply);
    },
  };
}

/** Operations of user pools that change nothing. */
const READS = /^(?:Admin)?(?:Describe|Get|List)/;

interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** By `node:http`, which the cloud has loaded: the first `fetch` of a process costs a start 50 ms. */
function exchange(url: string, { method, headers, body }: Exchange): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void =>
      reject(
        new UserError(`The cloud does not answer at ${new URL(url).host} (${causeOf(error)}).`, "npm start"),
      );
    const request = httpRequest(url, { method, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", failed);
      reply.on("end", () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on("error", failed);
    request.end(method === "GET" || method === "HEAD" ? undefined : body);
  });
}

/** Of several addresses that did not answer, what the first said. */
function causeOf(error: unknown): string {
  const { code, message, errors } = error as { code?: string; message: string; errors?: readonly Error[] };
  return code ?? (message === "" ? (errors?.[0]?.message ?? "") : message);
}

function decodeJson<Output>(reply: RawReply): Output {
  const text = reply.body.toString("utf8");
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  if (reply.status < 300) return body as Output;
  const code = String(body["__type"] ?? "Error");
  throw new AwsError(code, String(body["message"] ?? body["Message"] ?? code), reply.status);
}
