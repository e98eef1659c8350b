import { type AwsErrorText, awsErrorOf } from "../shared/aws-error.ts";
import type { AwsReply, AwsRequest } from "../shared/aws-request.ts";
import { isSub } from "../shared/caller.ts";

export type PictureChange =
  | { readonly kind: "done" }
  /** The token names nobody who could have a picture. */
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: AwsErrorText & { readonly status: number } };

type ObjectRequest = Pick<AwsRequest, "method" | "path" | "headers" | "body">;

/** The bucket of the pictures. */
export interface PictureStore {
  readonly bucket: string;
  readonly send: (request: ObjectRequest) => Promise<AwsReply>;
}

/** Stores a picture under the `sub` of the verified token and nothing else [DOOR-11]. */
export function storePicture(
  sub: unknown,
  { bytes, contentType }: { readonly bytes: Buffer; readonly contentType: string },
  store: PictureStore,
): Promise<PictureChange> {
  const upload = { method: "PUT", headers: { "Content-Type": contentType }, body: bytes } as const;
  return changeObject(sub, store, upload);
}

/** Removes the picture of the `sub` of the verified token; that there was none is no failure [DOOR-11]. */
export function removePicture(sub: unknown, store: PictureStore): Promise<PictureChange> {
  return changeObject(sub, store, { method: "DELETE" });
}

/** S3 answers 200 to what it stored and 204 to what is not there any more. */
const DONE = { PUT: 200, DELETE: 204 } as const;

async function changeObject(
  sub: unknown,
  store: PictureStore,
  change: Omit<ObjectRequest, "method" | "path"> & { readonly method: keyof typeof DONE },
): Promise<PictureChange> {
  if (!isSub(sub)) return { kind: "gone" };
  const reply = await store.send({ ...change, path: `/${store.bucket}/${sub}` });
  if (reply.status === DONE[change.method]) return { kind: "done" };
  return { kind: "failed", error: { status: reply.status, ...awsErrorOf(reply) } };
}
