import { expect, test } from "vitest";
import { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import { requestKeys } from "./condition-keys.ts";

const keysOf = (query: string) => requestKeys(new QueryParameters(query));

test("CFN-CONDITION-KEYS what a call does not say is no key, also not an empty one", () => {
  expect(keysOf("StackName=one")).toStrictEqual({});
});

test("CFN-CONDITION-KEYS a key for each thing that a call says of itself", () => {
  const said = keysOf(
    "TemplateURL=https://s3/t&RoleARN=arn:role&StackPolicyURL=https://s3/p&ResourceTypes.member.1=AWS::S3::*" +
      "&Tags.member.1.Key=team&Tags.member.1.Value=gate",
  );

  expect(said).toMatchObject({
    "cloudformation:TemplateUrl": "https://s3/t",
    "cloudformation:RoleArn": "arn:role",
    "cloudformation:StackPolicyUrl": "https://s3/p",
    "cloudformation:ResourceTypes": ["AWS::S3::*"],
    "aws:RequestTag/team": "gate",
  });
});
