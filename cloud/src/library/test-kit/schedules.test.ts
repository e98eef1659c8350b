import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestCloud } from "./start-test-cloud.ts";
import type { TestCloud } from "./test-cloud.ts";

const DAY = 86_400;

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Handler: index.handler }
Resources:
  ByRate:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "exports.handler = async () => 1;"
      Events: { Tick: { Type: Schedule, Properties: { Schedule: rate(1 day) } } }
  ByCron:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "exports.handler = async () => 1;"
      Events:
        Tick:
          Type: ScheduleV2
          Properties: { ScheduleExpression: cron(0 8 * * ? *), ScheduleExpressionTimezone: Europe/Berlin }
  Asleep:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "exports.handler = async () => 1;"
      Events: { Tick: { Type: Schedule, Properties: { Schedule: rate(1 hour), Enabled: false } } }
  Guarded:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: "exports.handler = async () => 1;" }
  Powerless:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: scheduler.amazonaws.com } }
  Refused:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: refused
      ScheduleExpression: rate(2 days)
      StartDate: "2100-01-01T00:00:00Z"
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Guarded.Arn, RoleArn: !GetAtt Powerless.Arn }
`;

const UNTRUSTED = `
Resources:
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
  Jobs: { Type: AWS::SQS::Queue }
  Tick:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Jobs.Arn, RoleArn: !GetAtt Other.Arn }
`;

describe("schedules follow the clock of a test cloud", () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
    await cloud.deploy({ name: "clocks", template: TEMPLATE });
  });
  afterAll(() => cloud.close());

  test("EVT-10 SCH-5 a day later the functions were called, but not the one whose rule is disabled", async () => {
    cloud.clock.advance(DAY);

    await cloud.nextCall("ByRate");
    await cloud.nextCall("ByCron");
    await expect(cloud.nextCall("Asleep", { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  test("SCH-3 a role that may not call the function is refused, and says why", async () => {
    cloud.clock.advance(75 * 366 * DAY);

    expect(await cloud.nextRefusal({ service: "scheduler" })).toMatchObject({ reason: "no-allow" });
  });

  test("SCH-3 a stack whose role the Scheduler may not assume is refused", async () => {
    await expect(cloud.deploy({ name: "untrusted", template: UNTRUSTED })).rejects.toThrow(
      "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    );
  });
});
