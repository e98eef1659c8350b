import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../template/value.ts";
import { ServerlessRefusal } from "../expansion/errors.ts";
import { expandServerless } from "../transform.ts";

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map([["Kind", "CUSTOM"]]),
};
const LACKING =
  "Resource with id [Chat] is invalid. The resource type AWS::Serverless::WebSocketApi is not supported by Portcullis. See docs/gaps.md.";
const route = { FunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:talk" };
const connect = { Routes: { $connect: route } };
const domain = { DomainName: "chat.example.org", CertificateArn: "arn:aws:acm:eu-west-1:1:certificate/c" };

/** All that is told of an API with these properties besides what every WebSocket API has. */
function toldOf(properties: ValueMap, rest: ValueMap = {}): readonly string[] {
  const Chat = {
    Type: "AWS::Serverless::WebSocketApi",
    Properties: {
      RouteSelectionExpression: "$request.body.do",
      Routes: { $default: route },
      ...properties,
    },
    ...rest,
  };
  const template = {
    Parameters: { Kind: { Type: "String" } },
    Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
    Resources: { Chat },
  };
  try {
    expandServerless(template, { ...OPTIONS, isOff: (name) => name === "Never" });
  } catch (error) {
    if (error instanceof ServerlessRefusal) return error.messages;
    throw error;
  }
  return [];
}

describe("a WebSocket API that the real transform refuses is refused in its words", () => {
  test.each<[string, ValueMap]>([
    ["Missing required property 'Routes'.", { Routes: null }],
    ["Missing required property 'RouteSelectionExpression'.", { RouteSelectionExpression: null }],
    ["property Route not defined for resource of type AWS::Serverless::WebSocketApi", { Route: {} }],
    ["Property 'StageVariables' should be a map.", { StageVariables: "a=b" }],
    ["Property 'Description' should be a string.", { Description: ["a"] }],
    ["Type of property 'DisableSchemaValidation' is invalid.", { DisableSchemaValidation: "yes" }],
    ["WebSocket API must have at least one route.", { Routes: {} }],
    ["IpAddressType must be 'ipv4' or 'dualstack'.", { IpAddressType: "ipv6" }],
    [
      "Mutual TLS domain name association is not supported for Websocket APIs.",
      { Domain: { ...domain, MutualTlsAuthentication: { TruststoreUri: "s3://b/k" } } },
    ],
    ["Authorization is only available if there is a $connect route.", { Auth: { AuthType: "AWS_IAM" } }],
    [
      "Custom Domains only works if both DomainName and CertificateArn are provided.",
      { Domain: { DomainName: "chat.example.org" } },
    ],
    ["Basepath must be a string.", { Domain: { ...domain, BasePath: [7] } }],
    ["Invalid Basepath name provided.", { Domain: { ...domain, BasePath: "a b" } }],
    ["Stages cannot be named $default for WebSocket APIs.", { StageName: "$default" }],
    [
      "Route key 'say-it' must be alphanumeric. Only $connect, $disconnect, and $default special routes are supported.",
      { Routes: { "say-it": route } },
    ],
    [
      "Request parameters are only supported for the $connect route in WebSocket APIs.",
      { Routes: { say: { ...route, RequestParameters: { "route.request.header.x": { Required: true } } } } },
    ],
    ["Route must have associated function.", { Routes: { say: { OperationName: "Say" } } }],
    [
      "AuthType must be specified for additional auth configurations.",
      { ...connect, Auth: { AuthArn: "arn:aws:lambda:eu-west-1:123456789012:function:may" } },
    ],
    ["AuthType is not one of AWS_IAM, CUSTOM or NONE.", { ...connect, Auth: { AuthType: "JWT" } }],
    ["AuthArn must be specified if AuthType is CUSTOM.", { ...connect, Auth: { AuthType: "CUSTOM" } }],
    [
      "AuthArn must be specified if AuthType is CUSTOM.",
      { ...connect, Auth: { AuthType: { Ref: "Kind" }, Name: "May" } },
    ],
    [
      "No additional configurations supported for AuthType AWS_IAM.",
      { ...connect, Auth: { AuthType: "AWS_IAM", Name: "May" } },
    ],
    [
      "No additional configurations supported for AuthType NONE.",
      { ...connect, Auth: { AuthType: "none", Name: "May" } },
    ],
  ])("%s", (mistake, properties) => {
    const told = `Resource with id [Chat] is invalid. ${mistake}`;
    expect(toldOf(properties)).toEqual([told, LACKING]);
    expect(toldOf(properties, { Condition: "Never" })).toEqual([told]);
  });
});

describe("a WebSocket API that the real transform takes is only not supported", () => {
  test.each<[string, ValueMap]>([
    ["of one route", {}],
    [
      "with request parameters for $connect",
      { Routes: { $connect: { ...route, RequestParameters: { a: {} } } } },
    ],
    ["with letters that are not ASCII", { Routes: { größe2: route } }],
    [
      "whose address type only the stack knows",
      { IpAddressType: { "Fn::If": ["Never", "ipv4", "dualstack"] } },
    ],
    ["with an authorizer", { ...connect, Auth: { AuthType: "CUSTOM", AuthArn: "a", IdentitySource: ["b"] } }],
    ["with IAM", { ...connect, Auth: { AuthType: "AWS_IAM" } }],
    ["with a domain", { Domain: { ...domain, BasePath: ["a", "/b"], Route53: { HostedZoneId: "Z1" } } }],
  ])("%s", (_what, properties) => {
    expect(toldOf(properties)).toEqual([LACKING]);
    expect(toldOf(properties, { Condition: "Never" })).toEqual([]);
  });

  test("one that is left out stays as it is, and nothing is made for it", () => {
    const api = {
      Type: "AWS::Serverless::WebSocketApi",
      Condition: "Never",
      Properties: { RouteSelectionExpression: "$request.body.do", ...connect, Domain: domain },
    };
    const template = { Conditions: { Never: { "Fn::Equals": ["a", "b"] } }, Resources: { Chat: api } };
    expect(expandServerless(template, { ...OPTIONS, isOff: () => true })["Resources"]).toEqual({ Chat: api });
  });
});
