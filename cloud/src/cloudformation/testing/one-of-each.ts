import type { Value } from "../../core/ports/resource-provider.ts";
import type { ValueMap } from "../template/value.ts";
import { THING } from "./chain.ts";

/** One of each section, attribute and function of a template. */
const PLAIN: Value = {
  AWSTemplateFormatVersion: "2010-09-09",
  Description: "One of each",
  Metadata: { Note: { Any: ["thing"] } },
  Parameters: {
    Name: {
      Type: "String",
      Default: "abc",
      AllowedValues: ["abc", "def"],
      AllowedPattern: "[a-z]+",
      MinLength: 1,
      MaxLength: 9,
      NoEcho: true,
      Description: "A name",
      ConstraintDescription: "letters",
    },
    Size: { Type: "Number", Default: 3, MinValue: 1, MaxValue: 9 },
    List: { Type: "CommaDelimitedList", Default: "a,b" },
  },
  Mappings: { Sizes: { small: { count: 1, names: ["a", "b"] } } },
  Conditions: {
    IsAbc: { "Fn::Equals": [{ Ref: "Name" }, "abc"] },
    Not: { "Fn::Not": [{ Condition: "IsAbc" }] },
    Both: {
      "Fn::And": [{ Condition: "IsAbc" }, { "Fn::Or": [{ Condition: "Not" }, { Condition: "IsAbc" }] }],
    },
  },
  Rules: {
    Small: {
      RuleCondition: { "Fn::Equals": [{ Ref: "Name" }, "abc"] },
      Assertions: [
        { Assert: { "Fn::Contains": [["1", "3"], { Ref: "Size" }] }, AssertDescription: "one or three" },
      ],
    },
  },
  Resources: {
    First: {
      Type: THING,
      Condition: "IsAbc",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Delete",
      Metadata: { Any: "thing" },
      Properties: {
        Join: { "Fn::Join": ["-", ["a", { Ref: "Name" }]] },
        Select: { "Fn::Select": [0, { "Fn::Split": [",", "a,b"] }] },
        Sub: { "Fn::Sub": ["${A}-${Name}-${AWS::Region}", { A: { Ref: "Size" } }] },
        Find: { "Fn::FindInMap": ["Sizes", "small", "count"] },
        If: { "Fn::If": ["IsAbc", { "Fn::Base64": "x" }, { Ref: "AWS::NoValue" }] },
        Zones: { "Fn::GetAZs": "" },
      },
    },
    Second: {
      Type: THING,
      DependsOn: ["First"],
      Properties: { Value: { "Fn::GetAtt": ["First", "Arn"] }, Other: { "Fn::Sub": "${First.Arn}" } },
    },
  },
  Outputs: {
    Value: {
      Value: { Ref: "Second" },
      Condition: "IsAbc",
      Description: "What it is",
      Export: { Name: { "Fn::Sub": "${AWS::StackName}-value" } },
    },
  },
};

const serverless = (resources: ValueMap, more: ValueMap = {}): Value => ({
  Transform: "AWS::Serverless-2016-10-31",
  ...more,
  Resources: resources,
});

/** A function with `properties`, and what it needs to be one. */
const lambda = (properties: ValueMap): ValueMap => ({
  Type: "AWS::Serverless::Function",
  Properties: { Handler: "index.handler", Runtime: "nodejs22.x", InlineCode: "x", ...properties },
});

const REST_API: Value = serverless(
  {
    Rest: {
      Type: "AWS::Serverless::Api",
      Properties: {
        StageName: "live",
        Cors: { AllowOrigin: "'*'", AllowHeaders: "'a'", MaxAge: 60 },
        GatewayResponses: {
          UNAUTHORIZED: { StatusCode: 401, ResponseParameters: { Headers: { "Retry-After": "'1'" } } },
        },
        Models: { Body: { type: "object", properties: { a: { type: "string" } } } },
      },
    },
    Fn: lambda({
      Events: {
        Get: {
          Type: "Api",
          Properties: {
            Path: "/a/{id}",
            Method: "get",
            RestApiId: { Ref: "Rest" },
            RequestModel: { Model: "Body", ValidateBody: true },
            RequestParameters: [{ "method.request.header.X": { Required: true } }],
          },
        },
      },
    }),
  },
  { Globals: { Api: { OpenApiVersion: "3.0.1" } } },
);

const REST_API_AUTH: Value = serverless({
  Rest: {
    Type: "AWS::Serverless::Api",
    Properties: {
      StageName: "live",
      Auth: {
        DefaultAuthorizer: "Pool",
        Authorizers: {
          Pool: { UserPoolArn: "arn:pool", AuthorizationScopes: ["read"] },
          Token: { FunctionArn: "arn:aws:lambda:::f", Identity: { Header: "X" } },
        },
        ResourcePolicy: { IpRangeWhitelist: ["10.0.0.0/8"], CustomStatements: [{ Effect: "Deny" }] },
        UsagePlan: { CreateUsagePlan: "PER_API" },
      },
    },
  },
  Fn: lambda({
    Events: {
      Get: {
        Type: "Api",
        Properties: { Path: "/", Method: "get", RestApiId: { Ref: "Rest" }, Auth: { Authorizer: "Token" } },
      },
    },
  }),
});

const HTTP_API: Value = serverless({
  Http: {
    Type: "AWS::Serverless::HttpApi",
    Properties: {
      CorsConfiguration: { AllowOrigins: ["*"], MaxAge: 60 },
      Auth: {
        DefaultAuthorizer: "Jwt",
        Authorizers: {
          Jwt: {
            IdentitySource: "$request.header.Authorization",
            JwtConfiguration: { issuer: "https://i", audience: ["a"] },
            AuthorizationScopes: ["read"],
          },
        },
      },
    },
  },
  Fn: lambda({
    Events: {
      Route: {
        Type: "HttpApi",
        Properties: { Path: "/b", Method: "POST", ApiId: { Ref: "Http" }, Auth: { Authorizer: "Jwt" } },
      },
    },
  }),
});

const FUNCTION: Value = serverless(
  {
    Fn: {
      Condition: "IsLive",
      ...lambda({
        AutoPublishAlias: "live",
        Policies: [
          "AWSLambdaExecute",
          { S3ReadPolicy: { BucketName: "pictures" } },
          { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
        ],
        FunctionUrlConfig: { AuthType: "NONE", Cors: { AllowOrigins: ["*"] } },
        EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: "SQS" } } },
      }),
    },
    Layer: { Type: "AWS::Serverless::LayerVersion", Properties: { ContentUri: "s3://b/k" } },
    Table: {
      Type: "AWS::Serverless::SimpleTable",
      Properties: { PrimaryKey: { Name: "id", Type: "String" }, Tags: { A: "b" } },
    },
  },
  {
    Parameters: { Stage: { Type: "String", Default: "live" } },
    Conditions: { IsLive: { "Fn::Equals": [{ Ref: "Stage" }, "live"] } },
    Globals: {
      Function: { Timeout: 3, Environment: { Variables: { A: "b" } }, Tags: { Team: "home" } },
    },
  },
);

const EVENTS: Value = serverless({
  Bucket: { Type: "AWS::S3::Bucket" },
  Fn: lambda({
    Events: {
      Object: { Type: "S3", Properties: { Bucket: { Ref: "Bucket" }, Events: ["s3:ObjectCreated:*"] } },
      Queue: { Type: "SQS", Properties: { Queue: "arn:aws:sqs:::q", BatchSize: 5 } },
      Hourly: { Type: "Schedule", Properties: { Schedule: "rate(1 hour)", Input: "{}" } },
      Topic: { Type: "SNS", Properties: { Topic: "arn:aws:sns:::t", FilterPolicy: { a: ["b"] } } },
      Rule: { Type: "EventBridgeRule", Properties: { Pattern: { source: ["a"] } } },
    },
  }),
});

/** Right templates, by what they are full of. */
export const TEMPLATES: Readonly<Record<string, Value>> = {
  plain: PLAIN,
  function: FUNCTION,
  events: EVENTS,
  "REST API": REST_API,
  "authorized REST API": REST_API_AUTH,
  "HTTP API": HTTP_API,
};
