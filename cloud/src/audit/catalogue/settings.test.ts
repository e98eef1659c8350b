import { describe, expect, test } from "vitest";
import type { Route } from "../deployment/deployment.ts";
import type { CheckResult } from "../model.ts";
import { apiOf, type CheckParts, resource, runCheckOn } from "../testing/fake-deployment.ts";

const role = (statement: object, trust: object = {}) =>
  resource("Role", "AWS::IAM::Role", {
    Policies: [{ PolicyDocument: { Statement: [{ Effect: "Allow", ...statement }] } }] as never,
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
          ...trust,
        },
      ],
    } as never,
  });
const calledBy = (statement: object) => new Map([["orders", [{ Effect: "Allow", ...statement } as never]]]);
const lambda = (properties: object) => resource("Orders", "AWS::Lambda::Function", properties as never);
const stage = (settings: object) => {
  const api = apiOf();
  return { ...api, stages: api.stages.map((one) => ({ ...one, settings: settings as never })) };
};
const asked: Partial<Route> = {
  guard: "FUNCTION",
  authorizer: {
    id: "a1",
    name: "Asks",
    guard: "FUNCTION",
    poolIds: [],
    ttlSeconds: 300,
    identitySource: "method.request.header.Authorization",
  },
};

/** Check, what is given, and whether it is told; every yes has its no. */
type Case = readonly [string, string, CheckParts, CheckResult["verdict"]];
const TABLE: readonly Case[] = [
  ["RTE-12", "an API key alone", { deployment: { apis: [apiOf({ needsKey: true })] } }, "found"],
  [
    "RTE-12",
    "a key beside an authorizer",
    { deployment: { apis: [apiOf({ needsKey: true, guard: "COGNITO" })] } },
    "held",
  ],
  [
    "RTE-15",
    "an answer kept for two routes",
    { deployment: { apis: [apiOf(asked, { ...asked, path: "/bills" })] } },
    "found",
  ],
  ["RTE-15", "an answer kept for the one route", { deployment: { apis: [apiOf(asked)] } }, "held"],
  [
    "RTE-16",
    "an open function URL",
    { deployment: { resources: [resource("Url", "AWS::Lambda::Url", { AuthType: "NONE" })] } },
    "found",
  ],
  [
    "RTE-16",
    "a function URL with IAM",
    { deployment: { resources: [resource("Url", "AWS::Lambda::Url", { AuthType: "AWS_IAM" })] } },
    "held",
  ],
  [
    "RTE-17",
    "an open $connect",
    {
      deployment: { resources: [resource("Connect", "AWS::ApiGatewayV2::Route", { RouteKey: "$connect" })] },
    },
    "found",
  ],
  [
    "RTE-17",
    "a guarded $connect",
    {
      deployment: {
        resources: [
          resource("Connect", "AWS::ApiGatewayV2::Route", {
            RouteKey: "$connect",
            AuthorizationType: "CUSTOM",
          }),
        ],
      },
    },
    "held",
  ],
  ["RTE-11", "no throttle", { deployment: { apis: [stage({})] } }, "found"],
  [
    "RTE-11",
    "a throttle below the account's",
    {
      deployment: {
        apis: [stage({ methodSettings: { "*/*": { throttlingRateLimit: 20, throttlingBurstLimit: 40 } } })],
      },
    },
    "held",
  ],
  ["RTE-01", "an open route", { deployment: { apis: [apiOf({ path: "/health" })] } }, "found"],
  [
    "RTE-01",
    "a route that is declared public",
    { deployment: { apis: [apiOf({ path: "/health" })] }, access: { public: ["GET /health"] } },
    "held",
  ],
  [
    "CFG-15",
    "every resource",
    { deployment: { resources: [role({ Action: "s3:GetObject", Resource: "*" })] } },
    "found",
  ],
  [
    "CFG-15",
    "every action",
    { deployment: { resources: [role({ Action: "iot:*", Resource: "arn:aws:iot:::t" })] } },
    "found",
  ],
  [
    "CFG-15",
    "an action that has no resources",
    { deployment: { resources: [role({ Action: ["xray:PutTraceSegments"], Resource: "*" })] } },
    "held",
  ],
  [
    "CFG-16",
    "a way up",
    { deployment: { resources: [role({ Action: "iam:Pass*", Resource: "*" })] } },
    "found",
  ],
  [
    "CFG-16",
    "no way up",
    { deployment: { resources: [role({ Action: "iam:GetRole", Resource: "*" })] } },
    "held",
  ],
  [
    "CFG-17",
    "a role for another account",
    { deployment: { resources: [role({}, { Principal: { AWS: "arn:aws:iam::999999999999:root" } })] } },
    "found",
  ],
  [
    "CFG-17",
    "a role for this account",
    { deployment: { resources: [role({}, { Principal: { AWS: "arn:aws:iam::123456789012:root" } })] } },
    "held",
  ],
  ...(
    [
      [
        "AUDIT-13 a role in any account",
        "*",
        { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci" } },
        "found",
      ],
      [
        "a role in ours",
        "*",
        { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
        "held",
      ],
      [
        "another account of the organization",
        "999999999999",
        { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3" } },
        "held",
      ],
      [
        "another account of any organization",
        "999999999999",
        { StringLike: { "aws:PrincipalOrgID": "*" } },
        "found",
      ],
    ] as const
  ).map(
    ([what, AWS, Condition, verdict]): Case => [
      "CFG-17",
      what,
      { deployment: { resources: [role({}, { Principal: { AWS }, Condition })] } },
      verdict,
    ],
  ),
  ...(
    [
      ["whoever a provider knows", {}, "found"],
      ["all of its repositories", { StringLike: { "github:sub": "repo:*" } }, "found"],
      ["one of its repositories", { StringLike: { "github:sub": "repo:ours/shop:*" } }, "held"],
    ] as const
  ).map(
    ([what, more, verdict]): Case => [
      "CFG-17",
      what,
      {
        deployment: {
          resources: [
            role(
              {},
              {
                Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/github" },
                Condition: { StringEquals: { "github:aud": "sts.amazonaws.com" }, ...more },
              },
            ),
          ],
        },
      },
      verdict,
    ],
  ),
  ...(
    [
      ["arn:aws:s3:::*", {}, "found"],
      ["arn:aws:s3:::uploads-*", {}, "found"],
      ["arn:aws:s3:::uploads", {}, "held"],
      ["arn:aws:s3:::*", { StringEquals: { "aws:SourceAccount": "123456789012" } }, "held"],
      ["arn:aws:sns:*:*:orders", {}, "found"],
      ["arn:aws:sns:*:123456789012:*", {}, "held"],
    ] as const
  ).map(
    ([arn, more, verdict]): Case => [
      "CFG-18",
      `AUDIT-13 the source ${arn} ${JSON.stringify(more)}`,
      {
        deployment: {
          resources: [lambda({})],
          functionPolicies: calledBy({
            Principal: { Service: "s3.amazonaws.com" },
            Condition: { ArnLike: { "aws:SourceArn": arn }, ...more },
          }),
        },
      },
      verdict,
    ],
  ),
  [
    "CFG-18",
    "a service without a source",
    {
      deployment: {
        resources: [lambda({})],
        functionPolicies: calledBy({ Principal: { Service: "cognito-idp.amazonaws.com" } }),
      },
    },
    "found",
  ],
  [
    "CFG-18",
    "the wildcard for stages that SAM writes",
    {
      deployment: {
        functionPolicies: calledBy({
          Principal: { Service: "apigateway.amazonaws.com" },
          Condition: {
            ArnLike: { "AWS:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:abc/*/GET/p" },
          },
        }),
      },
    },
    "held",
  ],
  [
    "CFG-18",
    "every API of the account",
    {
      deployment: {
        functionPolicies: calledBy({
          Principal: { Service: "apigateway.amazonaws.com" },
          Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:*/*/GET/p" } },
        }),
      },
    },
    "found",
  ],
  [
    "CFG-19",
    "a secret in the environment",
    { deployment: { resources: [lambda({ Environment: { Variables: { DB_PASSWORD: "hunter2" } } })] } },
    "found",
  ],
  [
    "CFG-19",
    "the ARN of a secret",
    {
      deployment: {
        resources: [
          lambda({
            Environment: {
              Variables: { DB_PASSWORD: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db" },
            },
          }),
        ],
      },
    },
    "held",
  ],
  ["CFG-20", "an old runtime", { deployment: { resources: [lambda({ Runtime: "nodejs18.x" })] } }, "found"],
  ["CFG-20", "a patched runtime", { deployment: { resources: [lambda({ Runtime: "python3.13" })] } }, "held"],
  [
    "CFG-26",
    "a domain with old TLS",
    {
      deployment: {
        resources: [resource("Domain", "AWS::ApiGateway::DomainName", { SecurityPolicy: "TLS_1_0" })],
      },
    },
    "found",
  ],
  [
    "CFG-28",
    "a device that may be any other",
    {
      deployment: {
        resources: [
          resource("Device", "AWS::IoT::Policy", {
            PolicyDocument: {
              Statement: [
                {
                  Effect: "Allow",
                  Action: "iot:Connect",
                  Resource: "arn:aws:iot:eu-west-1:123456789012:client/*",
                },
              ],
            },
          }),
        ],
      },
    },
    "found",
  ],
  [
    "CFG-28",
    "a device that is itself",
    {
      deployment: {
        resources: [
          resource("Device", "AWS::IoT::Policy", {
            PolicyDocument: {
              Statement: [
                {
                  Effect: "Allow",
                  Action: "iot:Connect",
                  Resource: "arn:aws:iot:eu-west-1:123456789012:client/${iot:Connection.Thing.ThingName}",
                },
              ],
            },
          }),
        ],
      },
    },
    "held",
  ],
  [
    "SGN-25",
    "an identity pool for guests",
    {
      deployment: {
        resources: [
          resource("People", "AWS::Cognito::IdentityPool", { AllowUnauthenticatedIdentities: true }),
        ],
      },
    },
    "found",
  ],
  ["CFG-24", "a function whose log group nobody made", { deployment: { resources: [lambda({})] } }, "found"],
];

describe("checks that read", () => {
  test.each(TABLE)("%s: %s", async (id, _what, parts, verdict) => {
    expect((await runCheckOn(id, parts)).verdict).toBe(verdict);
  });

  test("AUDIT-1 where there is nothing of the kind, nothing has held", async () => {
    expect((await runCheckOn("RTE-16", {})).verdict).toBe("nothing to check");
  });
});
