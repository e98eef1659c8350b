import { describe, expect, test } from "vitest";
import { changeHere } from "./change-here.ts";
import { readSourceMap } from "./source-map.ts";

const TEMPLATE = `Parameters:
  PerSecond: { Type: Number, Default: 5000 }
  AtOnce: { Type: Number, Default: 5000 }
  Topic: { Type: String, Default: "" }
Resources:
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmActions: !If [Tell, [!Ref Topic], !Ref AWS::NoValue]
  Api:
    Type: AWS::Serverless::Api
    Properties:
      MethodSettings:
        - HttpMethod: "*"
          ResourcePath: /*
          ThrottlingRateLimit: !Ref PerSecond
          ThrottlingBurstLimit: { Ref: AtOnce }
          LoggingLevel: "OFF"
  Fixed:
    Type: AWS::Serverless::Api
    Properties:
      MethodSettings:
        - HttpMethod: "*"
          ResourcePath: "/*"
          ThrottlingRateLimit: 10000
          # of the account
          ThrottlingBurstLimit: 5000
  Other:
    Type: AWS::Serverless::Api
    Properties:
      MethodSettings:
        - { HttpMethod: GET, ResourcePath: /orders, LoggingLevel: "OFF" }
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !If [Strict, "ON", OPTIONAL]
      EnabledMfas: [SMS_MFA]
      Policies:
        PasswordPolicy:
          MinimumLength: 8
          RequireNumbers: true
      AdminCreateUserConfig: { UnusedAccountValidityDays: 3 }
`;
const source = readSourceMap("template.yaml", TEMPLATE);
const change = (id: string, text: string): readonly string[] =>
  changeHere(text, source, ["Resources", id, "Properties"]).split("\n");

const LIMITS = `+ MethodSettings:
+   - HttpMethod: "*"
+     ResourcePath: /*
+     ThrottlingRateLimit: 20
+     ThrottlingBurstLimit: 40`;

describe("AUDIT-16 a change of what is there already", () => {
  test("is made where it stands, each value beside the one that it replaces", () => {
    expect(change("Fixed", LIMITS)).toEqual([
      "  MethodSettings:",
      '    - HttpMethod: "*"',
      '      ResourcePath: "/*"',
      "-     ThrottlingRateLimit: 10000",
      "+     ThrottlingRateLimit: 20",
      "-     ThrottlingBurstLimit: 5000",
      "+     ThrottlingBurstLimit: 40",
    ]);
  });

  test("is another value of the parameter that sets it", () => {
    expect(change("Api", LIMITS).slice(-3)).toEqual([
      "      ThrottlingRateLimit: !Ref PerSecond",
      "      ThrottlingBurstLimit: { Ref: AtOnce }",
      "give the parameters in samconfig.toml or by --parameter: PerSecond=20 AtOnce=40",
    ]);
  });

  test("is a value of the parameter that a choice hangs on", () => {
    expect(change("Alarm", "+ AlarmActions: [<topic>]")).toEqual([
      "  AlarmActions: !If [Tell, [!Ref Topic], !Ref AWS::NoValue]",
      "give the parameter in samconfig.toml or by --parameter: Topic=<topic>",
    ]);
  });

  test("is one more item, where the list has no such one", () => {
    expect(change("Other", LIMITS)).toEqual([
      "  MethodSettings:",
      '+   - { HttpMethod: "*", ResourcePath: /*, ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 }',
    ]);
  });

  test("goes into a map, beside what else is in it", () => {
    expect(change("Pool", "+ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }")).toEqual([
      "  AdminCreateUserConfig:",
      "+   AllowAdminCreateUserOnly: true",
    ]);
    expect(change("Pool", "+ Policies: { PasswordPolicy: { MinimumLength: 15 } }")).toEqual([
      "  Policies:",
      "    PasswordPolicy:",
      "-     MinimumLength: 8",
      "+     MinimumLength: 15",
    ]);
  });

  test("shows what the template says, not what it might have said", () => {
    expect(
      change(
        "Pool",
        '- MfaConfiguration: "OFF"\n+ MfaConfiguration: "ON"\n+ EnabledMfas: [SOFTWARE_TOKEN_MFA]',
      ),
    ).toEqual([
      '- MfaConfiguration: !If [Strict, "ON", OPTIONAL]',
      '+ MfaConfiguration: "ON"',
      "- EnabledMfas: [SMS_MFA]",
      "+ EnabledMfas: [SOFTWARE_TOKEN_MFA]",
    ]);
  });

  test.each([
    ["what is not there", "+ DeletionProtection: ACTIVE"],
    ["words", "Nothing in a template: report this."],
    ["words behind a plus", "- Action: *\n+ the actions it calls, on the resources it needs"],
  ])("%s stays as it is", (_what, text) => {
    expect(change("Pool", text).join("\n")).toBe(text);
  });

  test("what is there as proposed is not said again", () => {
    const text = "+ EnabledMfas: [SMS_MFA]\n+ DeletionProtection: ACTIVE";
    expect(change("Pool", text)).toEqual(["+ DeletionProtection: ACTIVE"]);
  });
});
