import { expect, test } from "vitest";
import { requestKeys } from "./questions.ts";

test("CFN-CONDITION-KEYS what a call does not say is no key, also not an empty one", () => {
  expect(requestKeys({ StackName: "one" })).toStrictEqual({});
});

test("CFN-CONDITION-KEYS a key for each thing that a call says of itself", () => {
  const said = requestKeys({
    TemplateURL: "https://s3/t",
    RoleARN: "arn:role",
    StackPolicyURL: "https://s3/p",
    ResourceTypes: ["AWS::S3::*"],
    Tags: [{ Key: "team", Value: "gate" }],
  });

  expect(said).toMatchObject({
    "cloudformation:TemplateUrl": "https://s3/t",
    "cloudformation:RoleArn": "arn:role",
    "cloudformation:StackPolicyUrl": "https://s3/p",
    "cloudformation:ResourceTypes": ["AWS::S3::*"],
    "aws:RequestTag/team": "gate",
  });
});
