import type { HttpResponse } from "../../../../wire/http.ts";
import { missingField } from "../../../../wire/sigv4/form-policy.ts";
import { element } from "../../../../wire/xml.ts";
import type { S3Context } from "../../domain/context.ts";
import { etagOf } from "../../domain/objects/data-key.ts";
import { receiveBody } from "../../domain/objects/receive.ts";
import { assertKeyLength, storeObject } from "../../domain/objects/store-object.ts";
import { MAX_PUT_BYTES } from "../../domain/shared/constants.ts";
import { headerQuestions, objectQuestion, targetOf } from "../authorization/questions.ts";
import { assertFormPolicy, type SizeRange } from "../forms/policy.ts";
import { bucketNameOf, type S3Call, type S3Operation } from "../http/call.ts";
import { checksumHeaders, encryptionHeaders, uploadedVersionHeaders } from "../http/object-headers.ts";
import type { PostForm } from "../http/post-form.ts";
import { originOf } from "../requests/origin.ts";
import { underKey } from "../requests/under-key.ts";
import { contentMd5, declaredChecksum } from "../uploads/body-contract.ts";
import { metadataFromHeaders } from "../uploads/object-metadata.ts";

/** An upload by a browser's form. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export const PostObject = (s3: S3Context): S3Operation => ({
  name: "PostObject",
  method: "POST",
  level: "bucket",
  authorize: (call) => {
    formOf(call);
    if ((call.objectKey ?? "") === "") throw missingField("key");
    const target = targetOf(s3, call);
    return [
      objectQuestion({ s3, call }, "s3:PutObject", { ...target, createsObject: true }),
      ...headerQuestions({ s3, call }, target),
    ];
  },
  run: async (call) => {
    const form = formOf(call);
    const { bucket, key } = targetOf(s3, call);
    const { headers } = call.request;
    assertKeyLength(key);
    const sizes = sizesOf(s3, call, form);
    const given = metadataFromHeaders(headers, bucket);
    const contract = {
      length: undefined,
      sizes,
      sha256: undefined,
      md5: contentMd5(headers),
      checksum: declaredChecksum(headers),
      defaultAlgorithm: "CRC64NVME",
    } as const;
    const metadata = underKey({ s3, call }, { bucket: bucket.name, key }, given);
    const body = await receiveBody(form.file, contract, s3.blobs);
    const checksum = { ...body.checksum, type: "FULL_OBJECT" } as const;
    const version = storeObject(s3, {
      bucket: bucket.name,
      key,
      size: body.size,
      etag: etagOf(s3, metadata.encryption, body.md5),
      metadata: { ...metadata, checksum },
      data: body.data,
      blobs: body.blob === undefined ? [] : [body.blob],
      occasion: { name: "ObjectCreated:Post", origin: () => originOf(call) },
      conditions: { match: undefined, noneMatch: undefined },
    });
    return answer(form, {
      place: { bucket: bucket.name, key, host: headers["host"] ?? "s3.localhost" },
      headers: {
        ETag: `"${version.etag}"`,
        ...encryptionHeaders(metadata.encryption),
        ...checksumHeaders(checksum),
        ...uploadedVersionHeaders(version.versionId),
      },
    });
  },
});

function formOf({ form }: S3Call): PostForm {
  if (form === undefined) throw new Error("a form is read before its operation is asked for");
  return form;
}

/** What the policy allows; an unsigned form has none, and the bucket's policy alone lets it in. */
function sizesOf(s3: S3Context, call: S3Call, { fields }: PostForm): SizeRange {
  const largest = { minimum: 0, maximum: MAX_PUT_BYTES };
  const policy = fields.get("policy");
  if (call.signature === undefined || policy === undefined) return largest;
  const facts = new Map(fields).set("bucket", bucketNameOf(call)).set("key", call.objectKey ?? "");
  const range = assertFormPolicy({ policy, fields: facts, now: s3.clock.now() }) ?? largest;
  return { minimum: range.minimum, maximum: Math.min(range.maximum, MAX_PUT_BYTES) };
}

interface Made {
  readonly place: { readonly bucket: string; readonly key: string; readonly host: string };
  readonly headers: Readonly<Record<string, string>>;
}

/** The form says how its browser is answered. */
function answer({ fields }: PostForm, { place, headers }: Made): HttpResponse {
  const { bucket, key, host } = place;
  const etag = headers["ETag"] ?? "";
  const redirect = redirectOf(fields.get("success_action_redirect") ?? fields.get("redirect"));
  if (redirect !== undefined) {
    for (const [name, value] of Object.entries({ bucket, key, etag }))
      redirect.searchParams.append(name, value);
    return { status: 303, headers: { ...headers, Location: redirect.href } };
  }
  const encoded = key.split("/").map(encodeURIComponent).join("/");
  const Location = `http://${host}/${bucket}/${encoded}`;
  const status = fields.get("success_action_status");
  if (status !== "201") return { status: status === "200" ? 200 : 204, headers: { ...headers, Location } };
  const document = element("PostResponse", { Location, Bucket: bucket, Key: key, ETag: etag });
  return {
    status: 201,
    headers: { ...headers, Location, "Content-Type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
  };
}

/** An address that is none is ignored, as S3 does. */
function redirectOf(text: string | undefined): URL | undefined {
  if (text === undefined || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}
