import { Readable } from "node:stream";
import type { Clock } from "../../core/clock.ts";
import type { Services } from "../../runtime/services.ts";
import { type SigningCredentials, signRequest } from "../../wire/sigv4/sign.ts";

export interface Uploader {
  readonly services: Services;
  readonly credentials: SigningCredentials;
  readonly region: string;
  readonly clock: Clock;
}

/** Puts an object into a bucket of a cloud that does not listen. */
export async function upload(
  { services, credentials, region, clock }: Uploader,
  { bucket, key, body }: { readonly bucket: string; readonly key: string; readonly body: Buffer },
): Promise<void> {
  const path = `/${bucket}/${key}`;
  const url = `http://localhost${path}`;
  const signed = signRequest({
    method: "PUT",
    url,
    headers: {},
    body,
    service: "s3",
    region,
    credentials,
    clock,
  });
  const reply = await services.instances.get("s3")?.http?.handle({
    method: "PUT",
    path,
    query: "",
    headers: { ...signed, host: "localhost", "content-length": String(body.length) },
    rawHeaders: [],
    stream: Readable.from([body]),
    sourceIp: "127.0.0.1",
    requestId: "11111111-2222-4333-8444-555555555555",
  });
  if (reply?.status !== 200) throw new Error(`${path}: ${reply?.status} ${String(reply?.body)}`);
}
