import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../core/ports/trace.ts";
import type { Why } from "../../core/why.ts";
import { anEvent } from "../testing/events.ts";
import { findPlaces, type PlaceSources } from "./find-places.ts";
import { placeText } from "./place.ts";

const TEMPLATE = `Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      MethodSettings: [{ HttpMethod: "*" }]
      Auth:
        ResourcePolicy: {}
  OrdersFunction:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 3
      Policies:
        - AWSXrayWriteOnlyAccess
        - Statement:
            - { Sid: Read, Effect: Allow, Action: "s3:GetObject", Resource: "*" }
            - Effect: Deny
              Action: s3:PutObject
              Resource: "*"
        - S3ReadPolicy: { BucketName: !Ref Bucket }
      Events:
        List:
          Type: Api
          Properties: { Path: /orders, Method: get, RestApiId: !Ref Api }
        Other:
          Type: Api
          Properties: { Path: /orders, Method: get, RestApiId: !Ref OtherApi }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [] }
      Policies:
        - PolicyName: read
          PolicyDocument:
            Statement: { Effect: Allow, Action: "s3:*", Resource: "*" }
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref Reader]
      PolicyDocument:
        Statement:
          - { Effect: Allow, Action: "sqs:*", Resource: "*" }
          - { Effect: Allow, Action: "sns:*", Resource: "*" }
  Bucket: { Type: AWS::S3::Bucket }
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument: {}
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      CallbackURLs: [https://app.example/back]
  Limits:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [] } }
  Jobs: { Type: AWS::SQS::Queue }
  Spare: { Type: AWS::SQS::Queue }
  News: { Type: AWS::SNS::Topic }
  Shop: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Statement: [] }
  JobsPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties: { Queues: [!Ref Other, !Ref Jobs], PolicyDocument: {} }
  NewsPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties: { Topics: [Ref: News], PolicyDocument: {} }
  ShopPolicy:
    Type: AWS::Events::EventBusPolicy
    Properties: { EventBusName: !Ref Shop }
`;

const RESOURCES = [
  ["Api", "AWS::ApiGateway::RestApi", "api1"],
  ["OrdersFunction", "AWS::Lambda::Function", "app-Orders"],
  ["OrdersFunctionRole", "AWS::IAM::Role", "app-OrdersRole"],
  ["Reader", "AWS::IAM::Role", "Reader"],
  ["Limits", "AWS::IAM::ManagedPolicy", "arn:aws:iam::1:policy/limits"],
  ["BucketPolicy", "AWS::S3::BucketPolicy", "pictures"],
  ["Pool", "AWS::Cognito::UserPool", "eu-west-1_a"],
  ["Client", "AWS::Cognito::UserPoolClient", "client1"],
  ["Jobs", "AWS::SQS::Queue", "http://localhost:4566/1/jobs"],
  ["Spare", "AWS::SQS::Queue", "http://localhost:4566/1/spare"],
  ["News", "AWS::SNS::Topic", "arn:aws:sns:eu-west-1:1:news"],
  ["Shop", "AWS::Events::EventBus", "shop"],
  ["Key", "AWS::KMS::Key", "0f1e"],
].map(([logicalId = "", type = "", physicalId = ""]) => ({ logicalId, type, physicalId }));

function placeOf(why: Why, event: Partial<TraceEvent> = {}, changes: Partial<PlaceSources> = {}) {
  const places = findPlaces({
    stacks: () => [{ stackName: "app", resources: RESOURCES }],
    templateOf: () => ({ file: "/home/eve/shop/stacks/template.yaml", text: TEMPLATE }),
    workingFolder: "/home/eve/shop",
    ...changes,
  });
  const place = places.of(anEvent({ verdict: "deny", why, ...event }));
  return place === undefined ? undefined : placeText(place);
}

const role = (name: string) => ({ who: `arn:aws:sts::123456789012:assumed-role/${name}/session` });
const byPolicy = (policy: string, more: object = {}): Why => ({
  reason: "explicit-deny",
  by: { kind: "identity", policy, ...more },
});
const noAllow = (near?: Why["near"]): Why => ({
  reason: "no-allow",
  by: { kind: "identity", policies: [] },
  ...(near === undefined ? {} : { near }),
});

describe("where what decided stands", () => {
  it.each<[string, Why, Partial<TraceEvent>, string]>([
    [
      "a statement that denies, by its number, in the function that SAM makes the role of",
      byPolicy("OrdersFunctionRolePolicy1", { statement: 1 }),
      role("app-OrdersRole"),
      "change OrdersFunction in stacks/template.yaml:17",
    ],
    [
      "a statement by its Sid",
      byPolicy("OrdersFunctionRolePolicy1", { statement: 7, sid: "Read" }),
      role("app-OrdersRole"),
      "change OrdersFunction in stacks/template.yaml:16",
    ],
    [
      "a policy of SAM's own making",
      byPolicy("OrdersFunctionRolePolicy2", { statement: 0 }),
      role("app-OrdersRole"),
      "change OrdersFunction in stacks/template.yaml:20",
    ],
    [
      "the policies of a role that has none for it",
      noAllow(),
      role("app-OrdersRole"),
      "add to OrdersFunction in stacks/template.yaml:13",
    ],
    [
      "a statement that came near, one that is no list",
      noAllow({ policy: "read", statement: 0 }),
      role("Reader"),
      "change Reader in stacks/template.yaml:35",
    ],
    [
      "a policy that is a resource of its own",
      noAllow({ policy: "more", statement: 1 }),
      role("Reader"),
      "change More in stacks/template.yaml:44",
    ],
    [
      "a boundary",
      { reason: "no-allow", by: { kind: "boundary", policies: ["arn:aws:iam::1:policy/limits"] } },
      role("Reader"),
      "add to Limits in stacks/template.yaml:60",
    ],
    [
      "a bucket's policy",
      {
        reason: "no-allow",
        asked: { resource: "arn:aws:s3:::pictures/a" },
        by: { kind: "resource", policies: [] },
      },
      {},
      "change BucketPolicy in stacks/template.yaml:49",
    ],
    [
      "an API's policy",
      {
        reason: "explicit-deny",
        asked: { resource: "arn:aws:execute-api:eu-west-1:1:api1/v1/GET/orders" },
        by: { kind: "resource" },
      },
      {},
      "change Api in stacks/template.yaml:8",
    ],
    [
      "a trust policy",
      { reason: "role-does-not-trust", asked: { resource: "arn:aws:iam::1:role/path/Reader" } },
      {},
      "change Reader in stacks/template.yaml:31",
    ],
    [
      "the event that makes a route",
      { reason: "id-token-needed", by: { api: "api1" } },
      { operation: "GET /orders" },
      "change OrdersFunction in stacks/template.yaml:22",
    ],
    [
      "TRACE-11 what a request lacks is no mistake of the template",
      { reason: "scope-missing", by: { api: "api1" } },
      { operation: "GET /orders" },
      "see OrdersFunction in stacks/template.yaml:22",
    ],
    [
      "a setting of an API",
      { reason: "throttled", by: { api: "api1" } },
      {},
      "change Api in stacks/template.yaml:6",
    ],
    [
      "a setting that is left out: its resource",
      { reason: "preflight-unknown", by: { api: "api1" } },
      {},
      "change Api in stacks/template.yaml:2",
    ],
    [
      "a function's time-out",
      {
        reason: "function-timed-out",
        by: { function: "arn:aws:lambda:eu-west-1:1:function:app-Orders:live" },
      },
      {},
      "change OrdersFunction in stacks/template.yaml:12",
    ],
    [
      "a setting of an app client",
      { reason: "redirect-not-registered", had: { client: "client1" } },
      {},
      "change Client in stacks/template.yaml:57",
    ],
    [
      "a setting of a pool",
      { reason: "sign-up-closed", had: { pool: "eu-west-1_a" } },
      {},
      "see Pool in stacks/template.yaml:53",
    ],
  ])("%s", (_title, why, event, expected) => {
    expect(placeOf(why, event)).toBe(expected);
  });

  it("names the stack where no folder, or no readable template, is known", () => {
    const nowhere = { templateOf: () => undefined };
    const broken = { templateOf: () => ({ file: "/home/eve/shop/t.yaml", text: "a: [" }) };

    expect(placeOf(noAllow(), role("app-OrdersRole"), nowhere)).toBe(
      "add to OrdersFunctionRole in stack app",
    );
    expect(placeOf(noAllow(), role("app-OrdersRole"), broken)).toBe("add to OrdersFunctionRole in stack app");
  });

  it.each([
    ["a queue's policy", "sqs:eu-west-1:1:jobs", "change JobsPolicy in stacks/template.yaml:69"],
    ["a queue that has none", "sqs:eu-west-1:1:spare", "change Spare in stacks/template.yaml:62"],
    ["a topic's policy", "sns:eu-west-1:1:news", "change NewsPolicy in stacks/template.yaml:72"],
    ["a bus's policy", "events:eu-west-1:1:event-bus/shop", "change ShopPolicy in stacks/template.yaml:75"],
    ["a key's policy", "kms:eu-west-1:1:key/0f1e", "change Key in stacks/template.yaml:68"],
  ])("is told of %s", (_title, arn, place) => {
    const why: Why = {
      reason: "no-allow",
      asked: { action: "x:Y", resource: `arn:aws:${arn}` },
      by: { kind: "resource" },
    };

    expect(placeOf(why)).toBe(place);
  });

  it("is the role of who acted from inside, not of who is told", () => {
    const why: Why = { ...noAllow(), had: { actor: "arn:aws:iam::1:role/Reader" } };

    expect(placeOf(why, { who: "arn:aws:dynamodb:eu-west-1:1:table/notes" })).toMatch(/^add to Reader in /);
  });

  it("reads JSON as well, and tells a template elsewhere by its whole path", () => {
    const elsewhere = {
      templateOf: () => ({
        file: "/srv/t.json",
        text: '{\n"Resources": {\n"Pool": {\n"Properties": {\n"AdminCreateUserConfig": {}}}}}',
      }),
    };
    const why: Why = { reason: "sign-up-closed", had: { pool: "eu-west-1_a" } };

    expect(placeOf(why, {}, elsewhere)).toBe("see Pool in /srv/t.json:5");
  });

  it.each<[string, Why | undefined, Partial<TraceEvent>]>([
    ["what no stack made", noAllow(), role("somebody-elses")],
    ["who has no role", noAllow(), { who: "arn:aws:iam::1:user/ann" }],
    ["what no template says", { reason: "password-wrong" }, {}],
    ["a session's own policy", { reason: "no-allow", by: { kind: "session" } }, role("Reader")],
  ])("has no place for %s", (_title, why, event) => {
    expect(placeOf(why ?? noAllow(), event)).toBeUndefined();
  });

  it("reads stacks and templates once a look, and only when it has to", () => {
    const reads: string[] = [];
    const places = findPlaces({
      stacks: () => {
        reads.push("stacks");
        return [{ stackName: "app", resources: RESOURCES }];
      },
      templateOf: () => {
        reads.push("template");
        return { file: "/t.yaml", text: TEMPLATE };
      },
      workingFolder: "/",
    });

    places.of(anEvent());
    expect(reads).toEqual([]);
    for (let looks = 0; looks < 3; looks += 1) places.of(anEvent({ why: noAllow(), ...role("Reader") }));
    expect(reads).toEqual(["stacks", "template"]);
  });
});
