import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveS3, type TestS3 } from "../../testing/service.ts";

const LocationConstraint = "eu-west-1";
const CreateBucketConfiguration = { LocationConstraint } as const;

let s3: TestS3;
beforeAll(async () => {
  // Anonymous callers get what the bucket policy gives them: here, whenever there is one.
  s3 = await serveS3({
    roleMay: ({ caller, resourcePolicy }) => caller.kind === "anonymous" && resourcePolicy !== undefined,
  });
  await s3.client().send(new CreateBucketCommand({ Bucket: "settings", CreateBucketConfiguration }));
});
afterAll(() => s3.close());

const PUBLIC_READ = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::settings/*" },
  ],
});

describe("CreateBucket", () => {
  test("CreateBucket of one's own bucket is BucketAlreadyOwnedByYou outside us-east-1", async () => {
    const again = s3
      .client()
      .send(new CreateBucketCommand({ Bucket: "settings", CreateBucketConfiguration }));
    await expect(again).rejects.toMatchObject({
      name: "BucketAlreadyOwnedByYou",
      $metadata: { httpStatusCode: 409 },
    });
  });

  test("CreateBucket refuses the location of another region", async () => {
    const elsewhere = { LocationConstraint: "us-west-2" } as const;
    await expect(
      s3
        .client()
        .send(new CreateBucketCommand({ Bucket: "elsewhere", CreateBucketConfiguration: elsewhere })),
    ).rejects.toMatchObject({
      name: "IllegalLocationConstraintException",
      message:
        "The us-west-2 location constraint is incompatible for the region specific endpoint this request was sent to.",
    });
  });

  test.each(["ab", "UPPER", "a..b", "192.168.0.1", "xn--photo", "x".repeat(64)])(
    "CreateBucket refuses the name %s",
    async (Bucket) => {
      await expect(
        s3.client().send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration })),
      ).rejects.toMatchObject({ name: "InvalidBucketName" });
    },
  );

  test("ListBuckets and GetBucketLocation show it", async () => {
    const { Buckets } = await s3.client().send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(["settings"]);
    const location = await s3.client().send(new GetBucketLocationCommand({ Bucket: "settings" }));
    expect(location.LocationConstraint).toBe("eu-west-1");
  });
});

describe("a new bucket is private", () => {
  test("GetPublicAccessBlock is all true, GetBucketEncryption AES256, versioning off", async () => {
    const client = s3.client();
    const block = await client.send(new GetPublicAccessBlockCommand({ Bucket: "settings" }));
    expect(Object.values(block.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket: "settings" }));
    expect(
      encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault,
    ).toEqual({ SSEAlgorithm: "AES256" });
    expect(
      (await client.send(new GetBucketVersioningCommand({ Bucket: "settings" }))).Status,
    ).toBeUndefined();
  });

  test("S3-1 an unsigned GetObject is AccessDenied without a reason", async () => {
    const reply = await fetch(`${s3.url}/settings/x`);
    expect(reply.status).toBe(403);
    expect(await reply.text()).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>AccessDenied<\/Code><Message>Access Denied<\/Message><RequestId>[0-9A-F]{16}<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/,
    );
  });
});

describe("PutBucketPolicy", () => {
  test("S3-10 PutBucketPolicy refuses a public policy under BlockPublicPolicy", async () => {
    await expect(
      s3.client().send(new PutBucketPolicyCommand({ Bucket: "settings", Policy: PUBLIC_READ })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message:
        'User: arn:aws:iam::123456789012:user/administrator is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::settings" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    });
  });

  test.each([
    ["x", "Policies must be valid JSON and the first byte must be '{'"],
    ["{}", "Missing required field Statement"],
    [
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}]}',
      "Policy has invalid resource",
    ],
    [
      '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::settings/*"}]}',
      "Missing required field Principal",
    ],
  ])("PutBucketPolicy refuses %s as MalformedPolicy", async (Policy, message) => {
    await expect(
      s3.client().send(new PutBucketPolicyCommand({ Bucket: "settings", Policy })),
    ).rejects.toMatchObject({ name: "MalformedPolicy", message });
  });

  test("S3-11 a public policy serves nobody outside while RestrictPublicBuckets holds, and everybody after", async () => {
    const client = s3.client();
    await client.send(new CreateBucketCommand({ Bucket: "shared", CreateBucketConfiguration }));
    await client.send(new PutObjectCommand({ Bucket: "shared", Key: "k", Body: "public" }));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket: "shared" }));
    const Policy = PUBLIC_READ.replace("settings", "shared");
    await client.send(new PutBucketPolicyCommand({ Bucket: "shared", Policy }));
    const status = await client.send(new GetBucketPolicyStatusCommand({ Bucket: "shared" }));
    expect(status.PolicyStatus?.IsPublic).toBe(true);
    expect(await (await fetch(`${s3.url}/shared/k`)).text()).toBe("public");
    await restrict(client, "shared");
    expect((await fetch(`${s3.url}/shared/k`)).status).toBe(403);
    expect((await client.send(new GetBucketPolicyCommand({ Bucket: "shared" }))).Policy).toBe(Policy);
    await client.send(new DeleteBucketPolicyCommand({ Bucket: "shared" }));
    await expect(client.send(new GetBucketPolicyCommand({ Bucket: "shared" }))).rejects.toMatchObject({
      name: "NoSuchBucketPolicy",
    });
  });
});

async function restrict(client: ReturnType<TestS3["client"]>, Bucket: string): Promise<void> {
  const { PutPublicAccessBlockCommand } = await import("@aws-sdk/client-s3");
  const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
}

describe("settings", () => {
  test("PutBucketTagging is read back; duplicates and characters outside the set are InvalidTag", async () => {
    const client = s3.client();
    const put = (TagSet: { Key: string; Value: string }[]) =>
      client.send(new PutBucketTaggingCommand({ Bucket: "settings", Tagging: { TagSet } }));
    await put([{ Key: "a", Value: "b c" }]);
    const { TagSet } = await client.send(new GetBucketTaggingCommand({ Bucket: "settings" }));
    expect(TagSet).toEqual([{ Key: "a", Value: "b c" }]);
    await expect(put([{ Key: "a", Value: "<1>" }])).rejects.toMatchObject({ name: "InvalidTag" });
    const twice = { Key: "a", Value: "1" };
    await expect(put([twice, twice])).rejects.toMatchObject({ name: "InvalidTag" });
  });

  test("PutBucketVersioning refuses a bucket that is not there", async () => {
    await expect(
      s3.client().send(
        new PutBucketVersioningCommand({
          Bucket: "nowhere",
          VersioningConfiguration: { Status: "Enabled" },
        }),
      ),
    ).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  test("PutBucketCors lets the origin in; OPTIONS without it is AccessForbidden", async () => {
    const preflight = (origin: string) =>
      fetch(`${s3.url}/settings/k`, {
        method: "OPTIONS",
        headers: { Origin: origin, "Access-Control-Request-Method": "GET" },
      });
    const before = await preflight("http://localhost:3000");
    expect(before.status).toBe(403);
    expect(await before.text()).toContain(
      "<Message>CORSResponse: CORS is not enabled for this bucket.</Message>",
    );
    await s3.client().send(
      new PutBucketCorsCommand({
        Bucket: "settings",
        CORSConfiguration: {
          CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["http://localhost:3000"] }],
        },
      }),
    );
    const allowed = await preflight("http://localhost:3000");
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect((await preflight("http://evil.example")).status).toBe(403);
  });

  test("what is not supported is NotImplemented by name", async () => {
    await expect(
      s3.client().send(
        new PutBucketRequestPaymentCommand({
          Bucket: "settings",
          RequestPaymentConfiguration: { Payer: "Requester" },
        }),
      ),
    ).rejects.toMatchObject({ name: "NotImplemented", Resource: "PUT ?requestPayment" });
    await expect(
      s3.client().send(new PutBucketAclCommand({ Bucket: "settings", ACL: "public-read" })),
    ).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(
      s3.client().send(
        new GetObjectCommand({
          Bucket: "settings",
          Key: "k",
          SSECustomerAlgorithm: "AES256",
          SSECustomerKey: "x".repeat(32),
        }),
      ),
    ).rejects.toMatchObject({ name: "NotImplemented" });
  });
});
