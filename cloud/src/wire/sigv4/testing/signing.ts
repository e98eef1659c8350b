import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AdministratorCaller } from "../../../core/caller.ts";
import type { AccessKeyResolver } from "../../../core/ports/access-keys.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import type { WireProtocol } from "../../authentication.ts";
import type { HttpRequest } from "../../http.ts";
import { createAuthentication } from "../index.ts";
import { EMPTY_SHA256 } from "../signature.ts";
import { fakeRequest } from "./fake-request.ts";

export const KEY = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
export const NOW = "2026-09-03T08:05:09.000Z";
export const caller: AdministratorCaller = {
  kind: "administrator",
  arn: "arn:aws:iam::123456789012:user/administrator",
  accountId: "123456789012",
  accessKeyId: KEY.accessKeyId,
  userId: "AIDA",
};

export const keys: AccessKeyResolver = {
  resolve: (id, token) => {
    if (id === "ASIAEXPIRED") return { kind: "expired" };
    if (id === "ASIASESSION") {
      if (token === undefined) return { kind: "token-missing" };
      if (token !== "good/token==") return { kind: "token-invalid" };
    } else if (id !== KEY.accessKeyId) return { kind: "unknown" };
    return { kind: "found", secretAccessKey: KEY.secretAccessKey, caller };
  },
};

class NodeSha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", typeof secret === "string" ? secret : toBuffer(secret));
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }
}

function toBuffer(data: ArrayBuffer | ArrayBufferView): Buffer {
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

export interface Draft {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Signing {
  readonly service?: string;
  readonly region?: string;
  readonly at?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly expiresIn?: number;
}

/** Signs with the AWS SDK's own signer: the oracle. */
export async function signed(draft: Draft, signing: Signing = {}): Promise<HttpRequest> {
  const service = signing.service ?? "lambda";
  const signer = new SignatureV4({
    service,
    region: signing.region ?? "eu-west-1",
    credentials: signing.credentials ?? KEY,
    sha256: NodeSha256,
    uriEscapePath: service !== "s3",
    applyChecksum: service === "s3",
  });
  const request = {
    method: draft.method ?? "GET",
    protocol: "http:",
    hostname: "localhost",
    path: draft.path ?? "/",
    query: draft.query ?? {},
    headers: {
      host: "localhost:4566",
      // As the SDK's presigner does it: the declaration ends up in the query.
      ...(service === "s3" && signing.expiresIn !== undefined
        ? { "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" }
        : {}),
      ...draft.headers,
    },
    ...(draft.body === undefined ? {} : { body: draft.body }),
  };
  const signingDate = new Date(signing.at ?? NOW);
  const done =
    signing.expiresIn === undefined
      ? await signer.sign(request, { signingDate })
      : await signer.presign(request, { signingDate, expiresIn: signing.expiresIn });
  const query = Object.entries(done.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
  return fakeRequest({ method: done.method, path: done.path, query }, Object.entries(done.headers));
}

export interface Attempt {
  readonly protocol?: WireProtocol;
  readonly names?: readonly string[];
  readonly body?: string;
  readonly payloadHash?: string;
  readonly now?: string;
}

export function verify(request: HttpRequest, attempt: Attempt = {}) {
  const authentication = createAuthentication({
    keys,
    clock: new ManualClock(attempt.now ?? NOW),
    region: "eu-west-1",
  });
  const payloadHash =
    attempt.payloadHash ??
    createHash("sha256")
      .update(attempt.body ?? "")
      .digest("hex");
  return authentication.authenticate({
    request,
    signingNames: attempt.names ?? ["lambda"],
    protocol: attempt.protocol ?? "rest-json",
    payloadHash,
  });
}

export function refusalOf(work: () => unknown): object {
  try {
    work();
  } catch (error) {
    const { code, status, message, members } = error as {
      code: string;
      status: number;
      message: string;
      members: object;
    };
    return { code, status, message, members };
  }
  throw new Error("It was not refused.");
}

export function withHeaders(
  request: HttpRequest,
  change: (headers: [string, string][]) => [string, string][],
): HttpRequest {
  const pairs: [string, string][] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    pairs.push([request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? ""]);
  }
  return fakeRequest(request, change(pairs));
}

export const S3: Attempt = { protocol: "s3", names: ["s3"], payloadHash: EMPTY_SHA256 };
