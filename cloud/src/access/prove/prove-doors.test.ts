import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningCloud } from "../../library/running-cloud.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { computeMatrix, type PlannedMatrix } from "../compute/compute-matrix.ts";
import { OTHER_ACCOUNT } from "../compute/constants.ts";
import { ask } from "../deployment/ask.ts";
import type { AccessMatrix } from "../matrix.ts";
import { openStack } from "../testing/open-stack.ts";
import { proveMatrix } from "./prove-matrix.ts";
import { unsignedCall } from "./unsigned-calls.ts";

const TEMPLATE = `
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Open: { Type: AWS::SQS::Queue }
  News: { Type: AWS::SNS::Topic }
  Gossip: { Type: AWS::SNS::Topic }
  Rumour: { Type: AWS::SNS::Topic }
  Sales: { Type: AWS::Events::EventBus, Properties: { Name: sales } }
  Market: { Type: AWS::Events::EventBus, Properties: { Name: market } }
  Lock:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: 'kms:*', Resource: '*' }] }
  Sealed:
    Type: AWS::KMS::Key
    Properties:
      BypassPolicyLockoutSafetyCheck: true
      KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:user/administrator' }, Action: 'kms:*', Resource: '*' }] }
  Wide:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Version: '2012-10-17', Statement: [{ Sid: Wide, Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*' }] }
  Pin: { Type: AWS::SecretsManager::Secret, Properties: { SecretString: '1234' } }
  Shelf:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
  Limit: { Type: AWS::SSM::Parameter, Properties: { Name: /shop/limit, Type: String, Value: '7' } }
  Worker:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: work
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - { Effect: Allow, Action: 'sqs:ReceiveMessage', Resource: !GetAtt Jobs.Arn }
              - { Effect: Allow, Action: 'sns:Publish', Resource: !Ref News }
              - { Effect: Allow, Action: 'events:PutEvents', Resource: !GetAtt Sales.Arn, Condition: { StringEquals: { 'events:source': shop } } }
              - { Effect: Allow, Action: 'kms:Decrypt', Resource: '*' }
              - { Effect: Allow, Action: 'ssm:GetParameter*', Resource: !Sub 'arn:aws:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/shop/*' }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: read, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'secretsmanager:*', Resource: '*' }] } }]
  Clockwork:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: scheduler.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: send, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Jobs.Arn }] } }]
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      State: DISABLED
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target: { Arn: !GetAtt Jobs.Arn, RoleArn: !GetAtt Clockwork.Arn }
  Sold:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Sales
      EventPattern: { source: [shop] }
      Targets: [{ Id: jobs, Arn: !GetAtt Jobs.Arn }]
  Door:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { AWS: !GetAtt Worker.Arn }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn }
          - { Effect: Allow, Principal: { Service: sns.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn, Condition: { ArnLike: { aws:SourceArn: !Ref News } } }
          - { Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn, Condition: { ArnEquals: { aws:SourceArn: !GetAtt Sold.Arn } } }
  Anybody:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Open]
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: !GetAtt Open.Arn }] }
  Talk:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Gossip]
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid: Talk, Effect: Allow, Principal: '*', Action: sns:Publish, Resource: !Ref Gossip }] }
  Whisper:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Rumour]
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: '*', Action: sns:Publish, Resource: !Ref Rumour, Condition: { StringNotEquals: { 'AWS:SourceOwner': '111111111111' } } }] }
  Stalls:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: !Ref Market
      StatementId: Stalls
      Statement: { Effect: Allow, Principal: '*', Action: events:PutEvents, Resource: !GetAtt Market.Arn }
Outputs:
  Jobs: { Value: !Ref Jobs }
  Open: { Value: !Ref Open }
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
const WORKER = "role@shop/Worker";
const CLOCKWORK = "role@shop/Clockwork";
const SNS = "service@sns.amazonaws.com";
const EVENTS = "service@events.amazonaws.com";

test("ACCESS-1 every proof agrees, by policies of roles and by those of things", () => {
  expect(proved.proof?.disagreements).toEqual([]);
});

describe("ACCESS-7 who may, and how it is proved", () => {
  test.each([
    ["Jobs sqs:ReceiveMessage", WORKER, "yes", "simulated"],
    ["Jobs sqs:SendMessage", WORKER, "yes", "simulated"],
    ["Open sqs:ReceiveMessage", WORKER, "no", "simulated"],
    ["Jobs sqs:SendMessage", "anonymous", "no", "called"],
    ["News sns:Publish", WORKER, "yes", "simulated"],
    ["News sns:Subscribe", WORKER, "no", "simulated"],
    ["News sns:Publish", "anonymous", "no", "called"],
    ["News sns:Subscribe", "anonymous", "no", "called"],
    ["Sales events:PutEvents", CLOCKWORK, "no", "simulated"],
    ["Market events:PutEvents", CLOCKWORK, "yes", "simulated"],
    ["Market events:PutEvents", "anonymous", "no", "called"],
    ["Lock kms:Decrypt", "anonymous", "no", "called"],
    ["Wide kms:Encrypt", "anonymous", "no", "called"],
    ["Wide kms:GenerateDataKey", "anonymous", "no", "called"],
    ["Pin secretsmanager:GetSecretValue", "role@shop/Reader", "yes", "simulated"],
    ["Pin secretsmanager:GetSecretValue", WORKER, "no", "simulated"],
    ["Pin secretsmanager:GetSecretValue", "anonymous", "no", "called"],
    ["Limit ssm:GetParameter", WORKER, "yes", "simulated"],
    ["Limit ssm:GetParameter", "role@shop/Reader", "no", "simulated"],
    ["Limit ssm:GetParameter", "anonymous", "no", "called"],
    // Whoever the schedule's role lets send, the schedule sends as.
    ["Jobs sqs:SendMessage", CLOCKWORK, "yes", "simulated"],
  ])("%s for %s: %s", (row, column, verdict, how) => {
    expect(cell(`shop/${row}`, column)).toMatchObject({ verdict, proof: { how, agrees: true } });
  });

  test.each([
    ["Jobs sqs:SendMessage", SNS, "only-if", "for shop/News"],
    ["Jobs sqs:SendMessage", EVENTS, "only-if", "for shop/Sold"],
    ["Sales events:PutEvents", WORKER, "only-if", "StringEquals events:source = shop"],
    ["Gossip sns:Publish", OTHER_ACCOUNT, "yes", "the policy of the resource allows sns:Publish on Gossip"],
    // Whoever lacks the key is not its one owner.
    ["Rumour sns:Publish", OTHER_ACCOUNT, "yes", "the policy of the resource allows"],
    ["News sns:Publish", OTHER_ACCOUNT, "no", "the policy of the resource does not let it in"],
    ["Market events:PutEvents", OTHER_ACCOUNT, "yes", "the policy of the resource allows"],
    ["Wide kms:Decrypt", OTHER_ACCOUNT, "yes", "the policy of the resource allows"],
    ["Wide kms:PutKeyPolicy", CLOCKWORK, "yes", "the policy of the resource allows"],
    ["Lock kms:Decrypt", OTHER_ACCOUNT, "no", "the policy of the resource does not let it in"],
    ["Lock kms:Decrypt", WORKER, "yes", "its role allows kms:Decrypt on Lock"],
    ["Lock kms:Encrypt", WORKER, "no", "no statement of its role allows kms:Encrypt on Lock"],
    // The key's own policy decides first: the same right of the role counts for nothing here.
    ["Sealed kms:Decrypt", WORKER, "no", "the policy of the resource does not let it in"],
    ["Gossip sns:Publish", "anonymous", "only-if", "on AWS, where its policy lets in everybody"],
    ["Open sqs:SendMessage", "anonymous", "only-if", "on AWS, where its policy lets in everybody"],
  ])("%s for %s: %s", (row, column, verdict, sentence) => {
    expect(cell(`shop/${row}`, column)).toMatchObject({
      verdict,
      sentence: expect.stringContaining(sentence),
    });
  });

  test("a role bears the name of the schedule that sends under it", () => {
    expect(planned.matrix.columns.find(({ key }) => key === CLOCKWORK)).toMatchObject({
      title: "Nightly",
      about: "The role Clockwork, under which Nightly runs.",
    });
  });
});

test("what lets in everybody is noted, and what asks for its account is not", () => {
  const traps = planned.matrix.notes.map(({ trap, place }) => `${trap} ${place}`);
  expect(traps.filter((trap) => trap.includes("-for-everybody"))).toEqual([
    "bus-for-everybody shop/Market",
    "key-for-everybody shop/Wide",
    "queue-for-everybody shop/Open",
    "topic-for-everybody shop/Gossip",
    "topic-for-everybody shop/Rumour",
  ]);
});

test("the bus that every account has is shown only where somebody may use it", () => {
  expect(planned.sections.map(({ key }) => key)).not.toContain("-/default");
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

test("nobody is asked for what bears no name", () => {
  const asked = { words: "", place: "-", action: "s3:GetObject" };

  expect(unsignedCall({ ...asked, resource: "*" })).toBeUndefined();
  expect(unsignedCall({ ...asked, resource: "arn:aws:s3:::shop-pictures-x1/a" })).toBeDefined();
});

describe("ACCESS-2 behind an open door every one of these calls is refused for its input", () => {
  test.each([
    ["sqs:SendMessage", "queue", "sqs", /MissingParameter|InvalidParameterValue/],
    ["sqs:ReceiveMessage", "queue", "sqs", /InvalidParameterValue/],
    ["sns:Publish", "topic", "sns", /Empty message/],
    ["sns:Subscribe", "topic", "sns", /InvalidParameter/],
    ["events:PutEvents", "bus", "events", /"FailedEntryCount":1/],
    ["kms:Decrypt", "key", "kms", /InvalidCiphertextException|DryRunOperationException/],
    ["kms:Encrypt", "key", "kms", /DryRunOperationException/],
    ["kms:GenerateDataKey", "key", "kms", /DryRunOperationException/],
    ["secretsmanager:GetSecretValue", "secret", "secretsmanager", /ResourceNotFoundException/],
    ["ssm:GetParameter", "parameter", "ssm", /ParameterVersionNotFound|ValidationException/],
    ["dynamodb:GetItem", "table", "dynamodb", /ValidationException/],
    ["dynamodb:PutItem", "table", "dynamodb", /ValidationException/],
  ] as const)("%s", async (action, kind, service, refusal) => {
    const door = planned.deployment.doors.find((each) => each.kind === kind);
    if (door === undefined) throw new Error(`There is no ${kind}.`);
    const asked = { action, resource: door.arn, words: action, place: door.place };
    const request = unsignedCall(asked);
    if (request === undefined) throw new Error(`${action} is not called.`);

    const { body } = await client.send({ service, ...request });

    expect(body.toString()).toMatch(refusal);
  });

  test.each(["Jobs", "Open"])("no message is in %s", async (name) => {
    const QueueUrl = running.outputs()[name] ?? "";
    const AttributeNames = ["ApproximateNumberOfMessages"];
    expect(await ask(client, "sqs", "GetQueueAttributes", { QueueUrl, AttributeNames })).toEqual({
      Attributes: { ApproximateNumberOfMessages: "0" },
    });
  });
});
