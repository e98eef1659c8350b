import { afterAll, beforeAll, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { RunningCloud } from "../../library/running-cloud.ts";
import { type CloudClient, createCloudClient } from "../../runtime/client/cloud-client.ts";
import { computeMatrix } from "../compute/compute-matrix.ts";
import { ask } from "../deployment/ask.ts";
import { query, textIn } from "../deployment/query.ts";
import type { AccessMatrix } from "../matrix.ts";
import { openStack } from "../testing/open-stack.ts";
import { proveMatrix } from "./prove-matrix.ts";

/** @param more statements of the role */
const role = (more: string): string => `
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: work
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - { Effect: Allow, Action: ['s3:*', 'sqs:*', 'sns:*', 'secretsmanager:*', 'ssm:*'], Resource: '*' }
              ${more}`;

const TEMPLATE = `
Resources:
  Lock:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: 'kms:*', Resource: '*' }] }
  Name: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/lock, TargetKeyId: !Ref Lock } }
  Jobs: { Type: AWS::SQS::Queue, Properties: { KmsMasterKeyId: !GetAtt Lock.Arn } }
  News: { Type: AWS::SNS::Topic, Properties: { KmsMasterKeyId: !Ref Name } }
  Pin: { Type: AWS::SecretsManager::Secret, Properties: { SecretString: '1234', KmsKeyId: !Ref Lock } }
  Files: { Type: AWS::S3::Bucket, Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt Lock.Arn } }] } } }
  Plain: { Type: AWS::SecretsManager::Secret, Properties: { SecretString: '1234' } }
  Without: ${role("")}
  Reads: ${role("- { Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt Lock.Arn, Condition: { StringLike: { 'kms:ViaService': '*.amazonaws.com' } } }")}
  Writes: ${role("- { Effect: Allow, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: !GetAtt Lock.Arn }")}
  Puts: ${role("- { Effect: Allow, Action: 'kms:GenerateDataKey', Resource: !GetAtt Lock.Arn }")}
  Denied: ${role("- { Sid: NoKeys, Effect: Deny, Action: 'kms:*', Resource: '*' }")}
Outputs:
  Jobs: { Value: !Ref Jobs }
  News: { Value: !Ref News }
  Pin: { Value: !Ref Pin }
  Plain: { Value: !Ref Plain }
  Files: { Value: !Ref Files }
`;

const ROLES = ["Without", "Reads", "Writes", "Puts", "Denied"] as const;
const PIN = "/shop/pin";

let running: RunningCloud;
let client: CloudClient;
let proved: AccessMatrix;
const clients = new Map<string, CloudClient>();

beforeAll(async () => {
  ({ running, client } = await openStack(TEMPLATE));
  const { port, region } = running;
  const secure = { Name: PIN, Value: "1234", Type: "SecureString", KeyId: "alias/lock" };
  await ask(client, "ssm", "PutParameter", secure);
  const path = `/${running.outputs()["Files"]}/kept`;
  expect((await client.send({ service: "s3", method: "PUT", path, body: "a" })).status).toBe(200);
  const planned = await computeMatrix({ client, region });
  proved = await proveMatrix({ client, safe: [] }, planned);
  for (const name of ROLES) {
    const arn = planned.deployment.roles.find(({ place }) => place === `shop/${name}`)?.arn ?? "";
    const taken = await query(client, "sts", {
      Action: "AssumeRole",
      RoleArn: arn,
      RoleSessionName: "test",
    });
    const given = taken.result.children.find((child) => child.name === "Credentials");
    clients.set(
      name,
      createCloudClient({
        port,
        region,
        credentials: {
          accessKeyId: textIn(given, "AccessKeyId"),
          secretAccessKey: textIn(given, "SecretAccessKey"),
          sessionToken: textIn(given, "SessionToken"),
        },
      }),
    );
  }
});
afterAll(() => running.close());

const CALLS: Readonly<Record<string, () => readonly [service: string, operation: string, input: object]>> = {
  "shop/Jobs sqs:SendMessage": () => [
    "sqs",
    "SendMessage",
    { QueueUrl: running.outputs()["Jobs"], MessageBody: "a" },
  ],
  "shop/Jobs sqs:ReceiveMessage": () => ["sqs", "ReceiveMessage", { QueueUrl: running.outputs()["Jobs"] }],
  "shop/News sns:Publish": () => ["sns", "Publish", { TopicArn: running.outputs()["News"], Message: "a" }],
  "shop/Pin secretsmanager:GetSecretValue": () => [
    "secretsmanager",
    "GetSecretValue",
    { SecretId: running.outputs()["Pin"] },
  ],
  "shop/Pin secretsmanager:PutSecretValue": () => [
    "secretsmanager",
    "PutSecretValue",
    { SecretId: running.outputs()["Pin"], SecretString: "5678" },
  ],
  "shop/Plain secretsmanager:GetSecretValue": () => [
    "secretsmanager",
    "GetSecretValue",
    { SecretId: running.outputs()["Plain"] },
  ],
  "-//shop/pin ssm:GetParameter": () => ["ssm", "GetParameter", { Name: PIN, WithDecryption: true }],
};

/** Calls of S3 have no operation of a model. */
const OBJECT_CALLS: Readonly<Record<string, "GET" | "PUT">> = {
  "shop/Files s3:GetObject /*": "GET",
  "shop/Files s3:PutObject /*": "PUT",
};

async function isLetIn(name: string, row: string): Promise<boolean> {
  const method = OBJECT_CALLS[row];
  if (method !== undefined) {
    const path = `/${running.outputs()["Files"]}/kept`;
    const body = method === "PUT" ? { body: "a" } : {};
    const { status } = (await clients.get(name)?.send({ service: "s3", method, path, ...body })) ?? {};
    return status === 200;
  }
  const [service, operation, input] = CALLS[row]?.() ?? ["", "", {}];
  const caller = clients.get(name);
  if (caller === undefined) throw new Error(`There is no role ${name}.`);
  try {
    await ask(caller, service, operation, input);
    return true;
  } catch (error) {
    if (error instanceof AwsError && /AccessDenied/i.test(error.code)) return false;
    throw error;
  }
}

/** Whether an upload in parts comes through; what it began is taken away. */
async function isPutInParts(name: string): Promise<boolean> {
  const caller = clients.get(name);
  const key = `/${running.outputs()["Files"]}/in-parts`;
  const send = async (method: string, query: string, body = "") => {
    const sent = await caller?.send({ service: "s3", method, path: `${key}?${query}`, body });
    return { status: sent?.status ?? 0, text: sent?.body.toString() ?? "" };
  };
  const begun = await send("POST", "uploads=");
  const id = /<UploadId>([^<]+)/.exec(begun.text)?.[1];
  if (id === undefined) return false;
  const { status } = await send("PUT", `partNumber=1&uploadId=${encodeURIComponent(id)}`, "a");
  const path = `${key}?uploadId=${encodeURIComponent(id)}`;
  await client.send({ service: "s3", method: "DELETE", path, body: "" });
  return status === 200;
}

test.each([
  ["Writes", "yes", true],
  ["Puts", "only-if", false],
  ["Without", "only-if", false],
] as const)("ACCESS-15 an object in parts by %s: %s", async (name, verdict, isLet) => {
  const row = proved.sections
    .flatMap(({ rows }) => rows)
    .find(({ key }) => key === "shop/Files s3:PutObject /*");
  const cell = row?.cells[`role@shop/${name}`];
  expect(cell?.verdict).toBe(verdict);
  if (name === "Puts") expect(cell?.sentence).toBe("at once, not in parts");
  if (name === "Without") expect(cell?.sentence).toBe("with another encryption than the bucket's");
  expect(await isPutInParts(name)).toBe(isLet);
});

const WITHOUT = /^without decryption$|^of what lies under another key|^with another encryption/;

test.each(
  [...Object.keys(CALLS), ...Object.keys(OBJECT_CALLS)].flatMap((row) =>
    ROLES.map((name) => [row, name] as const),
  ),
)("ACCESS-15 %s by %s: the cell says what a signed call is answered", async (row, name) => {
  const cell = proved.sections.flatMap(({ rows }) => rows).find(({ key }) => key === row)?.cells[
    `role@shop/${name}`
  ];
  const answered = await isLetIn(name, row);

  // A parameter may be had without being decrypted, an object lie under another key; not these.
  const hangsOn = cell?.conditions?.join() ?? "";
  const atOnce = hangsOn === "at once, not in parts" ? "yes" : cell?.verdict;
  const told = WITHOUT.test(hangsOn) ? "no" : atOnce;
  expect(told).toBe(answered ? "yes" : "no");
});

test("ACCESS-1 no proof says otherwise: what a key decides is not simulated, what AWS's own does is", () => {
  expect(proved.proof?.disagreements).toEqual([]);
  const rows = proved.sections.flatMap((section) => section.rows);
  const cellOf = (row: string, name: string) =>
    rows.find(({ key }) => key === row)?.cells[`role@shop/${name}`];
  expect(cellOf("shop/Jobs sqs:SendMessage", "Without")).toMatchObject({ verdict: "no", unproved: "trust" });
  expect(cellOf("shop/Plain secretsmanager:GetSecretValue", "Without")).toMatchObject({
    verdict: "yes",
    proof: { how: "simulated", agrees: true },
  });
  expect(cellOf("shop/Plain secretsmanager:GetSecretValue", "Denied")).toMatchObject({
    verdict: "no",
    sentence: "its key alias/aws/secretsmanager: NoKeys denies it",
    unproved: "trust",
  });
});

test.each([
  ["nothing", ""],
  ["more than a key's name", "k".repeat(3000)],
])("ACCESS-15 a bucket that names %s as its key is under one that is not there", async (_what, name) => {
  const path = `/${running.outputs()["Files"]}?encryption`;
  const body = `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${name}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
  expect((await client.send({ service: "s3", method: "PUT", path, body })).status).toBe(200);
  const { matrix } = await computeMatrix({ client, region: running.region });
  const rows = matrix.sections.flatMap((section) => section.rows);
  const row = rows.find(({ key }) => key === "shop/Files s3:PutObject /*");
  expect(row?.cells["role@shop/Writes"]).toMatchObject({ verdict: "only-if" });
});
