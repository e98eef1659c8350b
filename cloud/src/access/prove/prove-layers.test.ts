import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningCloud } from "../../library/running-cloud.ts";
import { type CloudClient, createCloudClient } from "../../runtime/client/cloud-client.ts";
import { zipInlineCode } from "../../services/lambda/resources/inline-code.ts";
import { computeMatrix } from "../compute/compute-matrix.ts";
import { query, textIn } from "../deployment/query.ts";
import type { AccessMatrix } from "../matrix.ts";
import { openStack } from "../testing/open-stack.ts";
import { proveMatrix } from "./prove-matrix.ts";

const role = (statements: string): string => `
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: work, PolicyDocument: { Version: '2012-10-17', Statement: [${statements}] } }]`;

const MAY_READ = `{ Effect: Allow, Action: 'lambda:GetLayerVersion', Resource: !Sub 'arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:layer:*' }`;
const TEMPLATE = `
Resources:
  Code: { Type: AWS::S3::Bucket }
  Takes: ${role(MAY_READ)}
  Calls: ${role("{ Effect: Allow, Action: 'lambda:InvokeFunction', Resource: '*' }")}
  Denied: ${role("{ Effect: Allow, Action: 'lambda:*', Resource: '*' }, { Sid: NoLayers, Effect: Deny, Action: 'lambda:GetLayerVersion', Resource: '*' }")}
Outputs:
  Code: { Value: !Ref Code }
`;
/** Named as SAM names one: with ten digits of its content. */
const LAYERS = (bucket: string): string => `
Resources:
  Deps0a1b2c3d4e: { Type: AWS::Lambda::LayerVersion, Properties: { LayerName: deps, Content: { S3Bucket: ${bucket}, S3Key: deps.zip } } }
  Shared: { Type: AWS::Lambda::LayerVersion, Properties: { LayerName: shared, Content: { S3Bucket: ${bucket}, S3Key: deps.zip } } }
  ForAccount: { Type: AWS::Lambda::LayerVersionPermission, Properties: { Action: lambda:GetLayerVersion, LayerVersionArn: !Ref Shared, Principal: '999999999999' } }
Outputs:
  Deps: { Value: !Ref Deps0a1b2c3d4e }
  Shared: { Value: !Ref Shared }
`;

const ROLES = ["Takes", "Calls", "Denied"] as const;
let running: RunningCloud;
let client: CloudClient;
let proved: AccessMatrix;
const clients = new Map<string, CloudClient>();

beforeAll(async () => {
  ({ running, client } = await openStack(TEMPLATE));
  const { port, region } = running;
  const bucket = String(running.outputs()["Code"]);
  const body = zipInlineCode("exports.a = 1;", "nodejs22.x");
  expect(
    (await client.send({ service: "s3", method: "PUT", path: `/${bucket}/deps.zip`, body })).status,
  ).toBe(200);
  await running.deploy({ name: "layers", template: LAYERS(bucket) });
  const planned = await computeMatrix({ client, region });
  proved = await proveMatrix({ client, safe: [] }, planned);
  for (const name of ROLES) {
    const RoleArn = planned.deployment.roles.find(({ place }) => place === `shop/${name}`)?.arn ?? "";
    const taken = await query(client, "sts", { Action: "AssumeRole", RoleArn, RoleSessionName: "test" });
    const given = taken.result.children.find((child) => child.name === "Credentials");
    const credentials = {
      accessKeyId: textIn(given, "AccessKeyId"),
      secretAccessKey: textIn(given, "SecretAccessKey"),
      sessionToken: textIn(given, "SessionToken"),
    };
    clients.set(name, createCloudClient({ port, region, credentials }));
  }
});
afterAll(() => running.close());

const cellOf = (row: string, column: string) =>
  proved.sections.flatMap(({ rows }) => rows).find(({ key }) => key === row)?.cells[column];

test.each(["Deps", "Shared"].flatMap((layer) => ROLES.map((name) => [layer, name] as const)))(
  "ACCESS-17 the layer %s by %s: the cell says what a signed call is answered",
  async (layer, name) => {
    const [, , , , , , its, version] = String(running.outputs()[layer]).split(":");
    const path = `/2018-10-31/layers/${its}/versions/${version}`;
    const answer = await clients.get(name)?.send({ service: "lambda", method: "GET", path });

    const cell = cellOf(`layers/${layer} lambda:GetLayerVersion`, `role@shop/${name}`);
    expect(cell?.verdict).toBe(answer?.status === 200 ? "yes" : "no");
    expect(answer?.status).toBe(name === "Takes" ? 200 : 403);
    expect(cell?.proof?.agrees ?? true).toBe(true);
  },
);

test("ACCESS-17 an account that a layer's policy lets in has a column, and a cell for each layer", () => {
  expect(cellOf("layers/Shared lambda:GetLayerVersion", "account@999999999999")?.verdict).toBe("yes");
  expect(cellOf("layers/Deps lambda:GetLayerVersion", "account@999999999999")?.verdict).toBe("no");
  expect(cellOf("layers/Shared lambda:GetLayerVersion", "anonymous")?.verdict).toBe("no");
  expect(proved.proof?.disagreements).toEqual([]);
  const keys = proved.sections.flatMap(({ rows }) => rows.map(({ key }) => key));
  expect(keys.filter((key) => /layers\/.*(?:Invoke|Function)/.test(key))).toEqual([]);
});
