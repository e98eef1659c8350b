import type { Scope } from "../../core/arns.ts";
import type { CloudClient, RawReply } from "../client/cloud-client.ts";
import type { Artifact } from "./build-functions.ts";

export interface UploadOptions {
  readonly client: Pick<CloudClient, "send">;
  readonly artifactBucket: string;
  readonly scope: Pick<Scope, "region">;
}

/**
 * Brings the packages that are not there yet. TRACE-8: that one is not there is no refusal to anybody; that
 * it may not be brought is.
 */
export async function uploadArtifacts(
  { client, artifactBucket, scope }: UploadOptions,
  artifacts: readonly Artifact[],
): Promise<void> {
  if (artifacts.length === 0) return;
  await ensureBucket(client, artifactBucket, scope.region);
  for (const { key, zip } of artifacts) {
    const path = `/${artifactBucket}/${key}`;
    const known = await client.send({ service: "s3", method: "HEAD", path, probe: "deployment" });
    if (known.status === 200) continue;
    assertStored(await client.send({ service: "s3", method: "PUT", path, body: zip, probe: "command" }));
  }
}

async function ensureBucket(client: UploadOptions["client"], bucket: string, region: string): Promise<void> {
  const path = `/${bucket}`;
  const known = await client.send({ service: "s3", method: "HEAD", path, probe: "deployment" });
  if (known.status === 200) return;
  const body = `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  assertStored(
    await client.send({
      service: "s3",
      method: "PUT",
      path,
      probe: "command",
      ...(region === "us-east-1" ? {} : { body }),
    }),
  );
}

function assertStored(reply: RawReply): void {
  if (reply.status === 200) return;
  throw new Error(`A deployment package could not be stored: ${reply.body.toString("utf8").slice(0, 500)}`);
}
