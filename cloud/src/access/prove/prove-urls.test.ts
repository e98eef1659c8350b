import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningCloud } from "../../library/running-cloud.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { computeMatrix, type PlannedMatrix } from "../compute/compute-matrix.ts";
import type { AccessMatrix } from "../matrix.ts";
import { openStack } from "../testing/open-stack.ts";
import { proveMatrix } from "./prove-matrix.ts";

const FUNCTION = `
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Runs.Arn
      Code: { ZipFile: "exports.handler = async () => 'called'" }`;
const role = (statements: string): string => `
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: work, PolicyDocument: { Version: '2012-10-17', Statement: [${statements}] } }]`;
const url = (of: string, authType: string): string => `
    Type: AWS::Lambda::Url
    Properties: { TargetFunctionArn: !Ref ${of}, AuthType: ${authType} }`;

const TEMPLATE = `
Resources:
  Runs: ${role("{ Effect: Allow, Action: 'logs:*', Resource: '*' }")}
  Calls: ${role("{ Effect: Allow, Action: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'], Resource: !GetAtt Signed.Arn }")}
  Half: ${role("{ Effect: Allow, Action: 'lambda:InvokeFunctionUrl', Resource: !GetAtt Signed.Arn, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': AWS_IAM } } }")}
  Other: ${role("{ Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !GetAtt Signed.Arn }")}
  Open: ${FUNCTION}
  OpenUrl: ${url("Open", "NONE")}
  ToUrl: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Open, Principal: '*', Action: lambda:InvokeFunctionUrl, FunctionUrlAuthType: NONE } }
  ByUrl: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Open, Principal: '*', Action: lambda:InvokeFunction, InvokedViaFunctionUrl: true } }
  Shut: ${FUNCTION}
  ShutUrl: ${url("Shut", "NONE")}
  Signed: ${FUNCTION}
  SignedUrl: ${url("Signed", "AWS_IAM")}
`;

let running: RunningCloud;
let client: CloudClient;
let planned: PlannedMatrix;
let proved: AccessMatrix;

beforeAll(async () => {
  ({ running, client } = await openStack(TEMPLATE));
  planned = await computeMatrix({ client, region: running.region });
  proved = await proveMatrix({ client, safe: [] }, planned);
});
afterAll(() => running.close());

const cell = (row: string, column: string) =>
  proved.sections.flatMap(({ rows }) => rows).find(({ key }) => key === row)?.cells[column];

test("ACCESS-1 every proof agrees", () => {
  expect(proved.proof?.disagreements).toEqual([]);
});

test.each([
  ["Signed url", "role@shop/Calls", "yes", { proof: { how: "simulated", agrees: true } }],
  ["Signed url", "role@shop/Half", "no", { proof: { how: "simulated", agrees: true } }],
  ["Signed url", "role@shop/Other", "no", { proof: { how: "simulated", observed: "no", agrees: true } }],
  ["Signed url", "role@shop/Runs", "no", { proof: { how: "simulated", agrees: true } }],
  ["Signed url", "anonymous", "no", { proof: { how: "called", status: 403, agrees: true } }],
  ["Shut url", "anonymous", "no", { proof: { how: "called", status: 403, agrees: true } }],
  ["Shut url", "role@shop/Calls", "no", { unproved: "no-such-call" }],
  // ACCESS-2: the call would run the function.
  ["Open url", "anonymous", "yes", { unproved: "would-run" }],
  ["Open url", "role@shop/Runs", "yes", { unproved: "no-such-call" }],
  ["Open lambda:InvokeFunction", "anonymous", "no", { proof: { how: "called", agrees: true } }],
  ["Open lambda:InvokeFunction", "role@shop/Runs", "no", { proof: { how: "simulated", agrees: true } }],
] as const)("ACCESS-16 %s for %s: %s", (row, column, verdict, proof) => {
  expect(cell(`shop/${row}`, column)).toMatchObject({ verdict, ...proof });
});

test("ACCESS-16 the address that is open answers whoever calls, the others nobody", async () => {
  const subjects = planned.sections.flatMap(({ rows }) => rows).map(({ row, subject }) => ({ row, subject }));
  const answers: Record<string, number> = {};
  for (const { row, subject } of subjects) {
    if (subject.kind !== "url") continue;
    answers[row.title] = (await client.sendUnsigned({ method: "GET", path: subject.path })).status;
  }
  expect(answers).toEqual({ "URL of Open": 200, "URL of Shut": 403, "URL of Signed": 403 });
});
