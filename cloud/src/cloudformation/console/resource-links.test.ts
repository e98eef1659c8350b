import { expect, test } from "vitest";
import { resourcePath } from "./resource-links.ts";

test.each([
  ["AWS::Cognito::UserPool", "eu-west-1_abc", "/_portcullis/people/eu-west-1_abc"],
  ["AWS::Lambda::Function", "doors", "/_portcullis/functions/doors"],
  ["AWS::ApiGateway::RestApi", "a1b2", "/_portcullis/apis/a1b2"],
  ["AWS::S3::Bucket", "pictures", "/_portcullis/storage/pictures"],
  ["AWS::S3::Bucket", "../trace", "/_portcullis/storage/..%2Ftrace"],
  ["AWS::IAM::Role", "role", undefined],
  ["constructor", "x", undefined],
  ["AWS::S3::Bucket", "", undefined],
  ["AWS::S3::Bucket", undefined, undefined],
])("%s %s", (type, id, expected) => {
  expect(resourcePath(type, id)).toBe(expected);
});
