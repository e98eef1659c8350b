import { describe, expect, test } from "vitest";
import { parseTemplateNode } from "../../trace/places/template-node.ts";
import type { AccessMatrix, By } from "../matrix.ts";
import { withLines } from "./locate.ts";

const TEMPLATE = `Resources:
  Api:
    Type: AWS::Serverless::Api
  Order:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - Effect: Allow
            - Effect: Deny
      Events:
        Make:
          Type: Api
          Properties: { Path: /orders, Method: post, RestApiId: !Ref Api }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: read
          PolicyDocument:
            Statement:
              Effect: Allow
  Pictures:
    Type: AWS::S3::Bucket
  PicturesPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Pictures
      PolicyDocument:
        Statement:
          - Sid: Tls
  Pool:
    Type: AWS::Cognito::UserPool
  Lamp:
    Type: AWS::Serverless::Function
    Properties:
      Policies: []
      Events:
        On: { Type: Api, Properties: { Path: /on, Method: get } }
        Off: { Type: Api, Properties: { Path: /off, Method: get } }
`;

function located(by: By, title = "a row"): By | undefined {
  const cell = { verdict: "yes", reason: "", sentence: "", by } as const;
  const matrix: AccessMatrix = {
    format: 1,
    columns: [],
    sections: [
      { key: "", title: "", about: "", rows: [{ key: "", title, summary: "", cells: { a: cell } }] },
    ],
    notes: [],
    notShown: [],
  };
  const root = parseTemplateNode(TEMPLATE);
  if (root === undefined) throw new Error("The template can be read.");
  const templates = new Map([["shop", { file: "template.yaml", root }]]);
  return withLines(matrix, templates).sections[0]?.rows[0]?.cells["a"]?.by;
}

describe("the line of what decided", () => {
  test.each<[string, By, string, number | undefined]>([
    ["the event that makes the route", { place: "shop/Api" }, "POST /orders", 12],
    ["the API of a route that no event makes", { place: "shop/Api" }, "GET /orders", 2],
    [
      "a statement of a function's policies",
      { place: "shop/OrderRole", policy: "OrderRolePolicy0", statement: 1 },
      "",
      10,
    ],
    ["the policies, where none decided", { place: "shop/OrderRole" }, "", 7],
    ["the one statement of a role's policy", { place: "shop/Reader", policy: "read", statement: 0 }, "", 21],
    ["a statement of the bucket's policy", { place: "shop/Pictures", statement: 0 }, "", 31],
    ["a pool", { place: "shop/Pool" }, "", 32],
    ["the event of an API that no resource is", { place: "shop/ServerlessRestApi" }, "GET /off", 40],
    ["its first event, where none makes the route", { place: "shop/ServerlessRestApi" }, "GET /", 39],
    ["another stack", { place: "else/Pool" }, "", undefined],
    ["what no stack made", { place: "-/pool" }, "", undefined],
  ])("%s", (_title, by, title, line) => {
    expect(located(by, title)?.line).toBe(line);
  });
});
