import type { S3Service } from "../index.ts";
import { send } from "./send.ts";

/** What the example calls find. */
export interface World {
  readonly versionId: string;
  readonly uploadId: string;
}

export const arn = (path: string): string => `arn:aws:s3:::${path}`;
export const ROLE_ARN = `arn:aws:iam::123456789012:role/reader`;
export const OWN_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:user/administrator" },
      Action: "s3:GetObject",
      Resource: arn("own/*"),
    },
  ],
};
export const LIFECYCLE =
  "<LifecycleConfiguration><Rule><ID>a</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";
export const CORS =
  "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>https://a.example</AllowedOrigin></CORSRule></CORSConfiguration>";
/** A `Tagging` document. */
export const tagging = (tags: Record<string, string>): string =>
  `<Tagging><TagSet>${Object.entries(tags)
    .map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
    .join("")}</TagSet></Tagging>`;
export const IN_IRELAND =
  "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";

/** Buckets `own` (versioned, every setting made), `source`, `empty`; objects, a version, an upload. */
export async function makeWorld(service: S3Service): Promise<World> {
  const make = async (call: string, body = "", headers = {}) => {
    const reply = await send(service, { call, body, headers });
    if (reply.status >= 300) throw new Error(`${call}: ${reply.text}`);
    return reply;
  };
  for (const bucket of ["own", "source", "empty"]) await make(`PUT /${bucket}`, IN_IRELAND);
  await make(
    "PUT /own?versioning",
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
  );
  await make("PUT /own?tagging", tagging({ team: "a" }));
  await make("PUT /own?cors", CORS);
  await make("PUT /own?lifecycle", LIFECYCLE);
  await make("PUT /own?policy", JSON.stringify(OWN_POLICY));
  const first = await make("PUT /own/k", "one", { "x-amz-tagging": "class=old" });
  await make("PUT /own/k", "two", { "x-amz-tagging": "class=new" });
  await make("PUT /source/plain", "plain");
  await make("PUT /source/tagged", "tagged", { "x-amz-tagging": "class=source" });
  const upload = await make("POST /own/up?uploads", "", {
    "x-amz-storage-class": "STANDARD_IA",
    "x-amz-server-side-encryption": "AES256",
  });
  const uploadId = /<UploadId>(\w+)</.exec(upload.text)?.[1] ?? "";
  await make(`PUT /own/up?partNumber=1&uploadId=${uploadId}`, "part");
  return { versionId: String(first.headers["x-amz-version-id"]), uploadId };
}
