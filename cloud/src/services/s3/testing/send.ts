import { createHash, createHmac } from "node:crypto";
import { Readable } from "node:stream";
import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import { presignUrl, type SigningCredentials, signRequest } from "../../../wire/sigv4/sign.ts";
import { deriveSigningKey } from "../../../wire/sigv4/signature.ts";
import { isoBasic } from "../../../wire/sigv4/signature-form.ts";
import { ADMIN_KEY, REGION, ROLE_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import type { S3Service } from "../index.ts";

/** A request as a test writes it. */
export interface Draft {
  /** Method and address, e.g. `PUT /bucket/key?tagging`. */
  readonly call: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Fields of a browser's form, whose file is the body. */
  readonly form?: Readonly<Record<string, string>>;
}

export interface Sender {
  readonly as?: "administrator" | "role" | "anonymous" | SigningCredentials;
  /** Signs the address instead of the headers. */
  readonly presigned?: boolean;
  /** Epoch milliseconds of the signature. */
  readonly at?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: HttpResponse["headers"];
  readonly text: string;
  /** Of an error document. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Sends one request to the service in this process, signed by hand; MD5 and length are added to bodies. */
export async function send(service: S3Service, draft: Draft, sender: Sender = {}): Promise<Reply> {
  const request = draft.form === undefined ? toRequest(draft, sender) : toFormRequest(draft, sender);
  const response = await service.http.handle(request);
  const text = await textOf(response.body);
  const decoded = (name: string): string | undefined =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.replaceAll("&quot;", '"');
  return {
    status: response.status,
    headers: response.headers,
    text,
    code: decoded("Code"),
    message: decoded("Message"),
  };
}

function toRequest({ call, headers = {}, body = "" }: Draft, sender: Sender): HttpRequest {
  const [method = "GET", address = "/"] = call.split(" ");
  const url = `http://s3.localhost${address}`;
  const own: Record<string, string> = { host: "s3.localhost", ...headers };
  if (method === "PUT" || method === "POST") {
    own["content-length"] ??= String(Buffer.byteLength(body));
    own["content-md5"] ??= createHash("md5").update(body).digest("base64");
  }
  const sent = signed({ method, url, headers: own, body }, sender);
  const [path = "/", query = ""] = sent.url.slice("http://s3.localhost".length).split("?");
  return {
    method,
    path,
    query,
    headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, arrived(value)])),
    rawHeaders: Object.entries(sent.headers).flatMap(([name, value]) => [name, arrived(value)]),
    stream: Readable.from(body.length === 0 ? [] : [Buffer.from(body)]),
    sourceIp: "127.0.0.1",
    requestId: "00000000-0000-4000-8000-000000000000",
  };
}

/** The form with a policy for its fields, signed by the sender. */
function toFormRequest(
  { call, body = "", form = {} }: Draft,
  { as = "administrator", at }: Sender,
): HttpRequest {
  const [bucket = ""] = /[^/]+/.exec(call.split(" ")[1] ?? "") ?? [];
  const fields =
    as === "anonymous"
      ? form
      : signedForm({ bucket, ...form }, { ...credentialsOf(as), at: at ?? Date.now() });
  const { contentType, bytes } = multipartForm(fields, body);
  return toRequest({ call, body: bytes, headers: { "content-type": contentType } }, { as: "anonymous" });
}

function credentialsOf(as: "administrator" | "role" | SigningCredentials): SigningCredentials {
  if (typeof as === "object") return as;
  return { accessKeyId: as === "role" ? ROLE_KEY : ADMIN_KEY, secretAccessKey: SECRET };
}

interface FormSigner extends Partial<SigningCredentials> {
  readonly accessKeyId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Adds policy and signature (version 4) to the fields of a form. */
export function signedForm(
  fields: Readonly<Record<string, string>>,
  { accessKeyId, secretAccessKey = SECRET, sessionToken, at }: FormSigner,
  further: readonly unknown[] = [],
): Record<string, string> {
  const date = isoBasic(at);
  const scope = { date: date.slice(0, 8), region: REGION, service: "s3" };
  const covered = {
    ...fields,
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": `${accessKeyId}/${scope.date}/${REGION}/s3/aws4_request`,
    "x-amz-date": date,
    ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
  };
  const conditions = [...Object.entries(covered).map(([name, value]) => ({ [name]: value })), ...further];
  const expiration = new Date(at + 3_600_000).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
  const signature = createHmac("sha256", deriveSigningKey(secretAccessKey, scope))
    .update(policy)
    .digest("hex");
  const { bucket: _bucket, ...sent } = covered as Record<string, string>;
  return { ...sent, policy, "x-amz-signature": signature };
}

const BOUNDARY = "----portcullis-test";

export function multipartForm(fields: Readonly<Record<string, string>>, file: string | Buffer) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `${parts.join("")}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, bytes };
}

/** A header is sent as UTF-8; the server sees a character for each byte. */
const arrived = (value: string): string => Buffer.from(value, "utf8").toString("latin1");

interface Unsigned {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

function signed(unsigned: Unsigned, { as = "administrator", presigned = false, at }: Sender) {
  const { method, url, headers, body } = unsigned;
  if (as === "anonymous") return { url, headers };
  const common = {
    method,
    url,
    service: "s3",
    region: REGION,
    credentials: credentialsOf(as),
    clock: { now: () => at ?? Date.now() },
  };
  if (presigned) return { url: presignUrl({ ...common, expiresSeconds: 60 }), headers };
  return { url, headers: { ...headers, ...signRequest({ ...common, headers, body }) } };
}

async function textOf(body: HttpResponse["body"]): Promise<string> {
  if (body === undefined || typeof body === "string") return body ?? "";
  if (Buffer.isBuffer(body)) return body.toString("utf8");
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
