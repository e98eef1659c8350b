import { afterAll, beforeAll, expect, test } from "vitest";
import { openCloud } from "../../library/open-cloud.ts";
import type { RunningCloud } from "../../library/running-cloud.ts";
import { type CloudClient, createCloudClient } from "../../runtime/client/cloud-client.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import { computeMatrix, type PlannedMatrix } from "../compute/compute-matrix.ts";
import type { AccessMatrix } from "../matrix.ts";
import { proveMatrix } from "./prove-matrix.ts";

const TEMPLATE = `
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Open: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: work, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'sqs:ReceiveMessage', Resource: !GetAtt Jobs.Arn }] } }]
  Door:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { AWS: !GetAtt Worker.Arn }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn }
          - { Effect: Allow, Principal: { Service: sns.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn, Condition: { ArnLike: { aws:SourceArn: !Sub 'arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:news' } } }
  Anybody:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Open]
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: !GetAtt Open.Arn }] }
Outputs:
  Jobs: { Value: !Ref Jobs }
  Open: { Value: !Ref Open }
`;

let running: RunningCloud;
let client: CloudClient;
let planned: PlannedMatrix;
let proved: AccessMatrix;

beforeAll(async () => {
  ({ running } = await openCloud({}));
  await running.deploy({ name: "shop", template: TEMPLATE });
  const { port, region, credentials } = running;
  client = createCloudClient({ port, region, credentials });
  planned = await computeMatrix({ client, region });
  proved = await proveMatrix({ client, safe: [] }, planned);
});
afterAll(() => running.close());

const cell = (row: string, column: string) =>
  proved.sections.flatMap(({ rows }) => rows).find(({ key }) => key === row)?.cells[column];
const WORKER = "role@shop/Worker";

test("ACCESS-1 proofs of queues agree, by the role's policy and by the queue's own", () => {
  expect(proved.proof?.disagreements).toEqual([]);
  expect(cell("shop/Jobs sqs:ReceiveMessage", WORKER)).toMatchObject({
    verdict: "yes",
    proof: { how: "simulated" },
  });
  expect(cell("shop/Jobs sqs:SendMessage", WORKER)).toMatchObject({
    verdict: "yes",
    proof: { how: "simulated" },
  });
  expect(cell("shop/Open sqs:ReceiveMessage", WORKER)).toMatchObject({
    verdict: "no",
    proof: { how: "simulated" },
  });
  expect(cell("shop/Jobs sqs:SendMessage", "anonymous")).toMatchObject({
    verdict: "no",
    proof: { how: "called" },
  });
  expect(cell("shop/Jobs sqs:SendMessage", "service@sns.amazonaws.com")).toMatchObject({
    verdict: "only-if",
  });
  expect(cell("shop/Open sqs:SendMessage", "anonymous")).toMatchObject({
    verdict: "only-if",
    unproved: "depends",
  });
});

test("ACCESS-1 a cell that is told otherwise is found", async () => {
  const told = {
    ...planned,
    sections: planned.sections.map((section) => ({
      ...section,
      rows: section.rows.map((each) => {
        const own = each.row.cells["anonymous"];
        if (each.row.key !== "shop/Jobs sqs:SendMessage" || own === undefined) return each;
        return {
          ...each,
          row: { ...each.row, cells: { ...each.row.cells, anonymous: { ...own, verdict: "yes" as const } } },
        };
      }),
    })),
  };
  const { proof } = await proveMatrix({ client, safe: [] }, told);
  expect(proof?.disagreements).toMatchObject([{ row: "shop/Jobs sqs:SendMessage", column: "anonymous" }]);
});

test("ACCESS-2 no proof sends or receives: what is let in is refused for its input", async () => {
  for (const name of ["Jobs", "Open"]) {
    const QueueUrl = running.outputs()[name] ?? "";
    const call = async (operation: string, input: object) => {
      const { signingName, ...request } = operationRequest("sqs", operation, { QueueUrl, ...input });
      return operationAnswer(await client.send({ service: signingName, ...request }));
    };
    expect(await call("GetQueueAttributes", { AttributeNames: ["ApproximateNumberOfMessages"] })).toEqual({
      Attributes: { ApproximateNumberOfMessages: "0" },
    });
    await expect(call("SendMessage", { MessageBody: "" })).rejects.toThrow();
    await expect(call("ReceiveMessage", { MaxNumberOfMessages: 0 })).rejects.toThrow();
  }
});
