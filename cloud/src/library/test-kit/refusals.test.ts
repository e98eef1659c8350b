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

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.deploy({ name: "refusals", template: TEMPLATE });
});
afterAll(() => cloud.close());

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

    await expect(cloud.nextRefusal(now)).rejects.toThrow("nothing was refused");
  });
});
