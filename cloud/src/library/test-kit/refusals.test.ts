import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud } from "./start-test-cloud.ts";
import type { TestCloud } from "./test-cloud.ts";

const TEMPLATE = `Resources:
  People:
    Type: AWS::Cognito::UserPool
    Properties: { UsernameAttributes: [email] }
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref People }
`;

/** Its code is stored in a bucket that the first deployment asks for and does not find. */
const FUNCTION = `Transform: AWS::Serverless-2016-10-31
Resources:
  Handler:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: . }
`;

let cloud: TestCloud;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "refusals-"));
  writeFileSync(join(folder, "template.yaml"), FUNCTION);
  writeFileSync(join(folder, "index.js"), "exports.handler = async () => 1;");
  cloud = await startTestCloud();
  await cloud.deploy({ name: "refusals", template: TEMPLATE });
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const now = { signal: AbortSignal.abort(new Error("nothing was refused")) };
const listBucketsAs = async (secretAccessKey: string): Promise<void> => {
  const credentials = { ...cloud.credentials, secretAccessKey };
  const s3 = new S3Client({ ...cloud.clientConfig, credentials, maxAttempts: 1 });
  await s3.send(new ListBucketsCommand({})).catch(() => undefined);
  s3.destroy();
};

describe("nextRefusal", () => {
  it("says what was refused and why, and each refusal once", async () => {
    await listBucketsAs("guessed");

    const refusal = await cloud.nextRefusal({ service: "s3" });

    expect(refusal).toMatchObject({
      operation: "ListBuckets",
      step: "authenticate",
      status: 403,
      code: "SignatureDoesNotMatch",
    });
    expect(refusal.sentence).toMatch(/the signature of key AKIA….{4} differs/);
    await expect(cloud.nextRefusal(now)).rejects.toThrow("nothing was refused");
  });

  it("takes the one that is meant and leaves the others", async () => {
    await cloud.signIn({ username: "eve@example.com" });
    await cloud.signIn({ username: "eve@example.com", password: "Guessed-1!" }).catch(() => undefined);
    await listBucketsAs("guessed");

    const signature = await cloud.nextRefusal({ operation: "ListBuckets" });
    const password = await cloud.nextRefusal({ service: "cognito-idp" });

    expect([signature.reason, password.reason]).toEqual(["signature-wrong", "password-wrong"]);
    expect(password.sentence).toContain("eve@example.com");
  });

  it("does not tell of what the kit itself asks, nor of what passed", async () => {
    await cloud.signIn({ username: "adam@example.com" });
    await cloud.signIn({ username: "adam@example.com" });
    await listBucketsAs(cloud.credentials.secretAccessKey);
    await cloud.deploy(folder);

    await expect(cloud.nextRefusal(now)).rejects.toThrow("nothing was refused");
  });
});
