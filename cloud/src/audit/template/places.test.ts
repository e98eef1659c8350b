import { describe, expect, test } from "vitest";
import { apiOf, resource } from "../testing/fake-deployment.ts";
import { createPlaces } from "./places.ts";
import { readSourceMap } from "./source-map.ts";

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Mode: { Type: String, Default: "OFF" }
Globals:
  Function:
    LoggingConfig: { LogFormat: JSON }
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !Ref Mode
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement: []
      Events:
        List:
          Type: Api
          Properties: { Path: /orders, Method: get }
        Open:
          Type: Api
          Properties:
            Path: /open
            Method: post
            Auth: { Authorizer: NONE }
`;
const places = createPlaces(new Map([["app", readSourceMap("template.yaml", TEMPLATE)]]));
const at = (line: number, exact = true) => ({ file: "template.yaml", line, exact });

describe("AUDIT-8 where the template says it", () => {
  test("a property, by its line", () => {
    expect(places.ofResource(resource("Pool", "AWS::Cognito::UserPool"), "MfaConfiguration")).toEqual(at(11));
  });

  test("a property that is not there, by the one around it", () => {
    expect(places.ofResource(resource("Pool", ""), "Policies", "PasswordPolicy")).toEqual(at(10));
  });

  test("what SAM made, by what it was made of", () => {
    expect(places.ofResource(resource("OrdersRole", "AWS::IAM::Role"), "Policies")).toEqual(at(15));
    expect(places.writtenId(resource("OrdersListPermissionv1", ""))).toBe("Orders");
  });

  test("a route, by its event", () => {
    const [listed, open] = apiOf({}, { path: "/open", method: "POST" }).routes;
    if (listed === undefined || open === undefined) throw new Error("two routes");
    expect(places.ofRoute(listed).line).toBe(20);
    expect(places.ofRoute(open, "Auth").line).toBe(26);
    expect(places.writtenIdOfRoute(open)).toBe("Orders");
  });

  test("what nobody wrote, at line 1, and says so", () => {
    expect(places.ofResource(resource("Other", ""))).toEqual(at(1, false));
    expect(places.ofResource({ ...resource("X", ""), stack: "none" }).line).toBe(1);
  });

  test("AUDIT-16 a change, where the template has a part of it, also for all of its kind", () => {
    const change = "+ LoggingConfig: { LogGroup: !Ref OrdersLogs }";
    expect(places.change(resource("Orders", ""), change)).toBe(
      "in Globals, Function:\n  LoggingConfig:\n+   LogGroup: !Ref OrdersLogs",
    );
    expect(places.change(resource("Pool", ""), change)).toBe(change);
    expect(places.change(resource("Other", ""), change)).toBe(change);
  });

  test("which parameter sets a property", () => {
    expect(places.parametersOf(resource("Pool", ""), "MfaConfiguration")).toEqual(["Mode"]);
  });
});
