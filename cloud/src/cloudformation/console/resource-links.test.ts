import { expect, test } from "vitest";
import { resourcePath } from "./resource-links.ts";

test.each([
  ["AWS::Cognito::UserPool", "eu-west-1_abc", "/_portcullis/people/eu-west-1_abc"],
  ["AWS::Lambda::Function", "doors", "/_portcullis/functions/doors"],
  ["AWS::ApiGateway::RestApi", "a1b2", "/_portcullis/apis/a1b2"],
  ["AWS::S3::Bucket", "pictures", "/_portcullis/storage/pictures"],
  ["AWS::S3::Bucket", "../trace", "/_portcullis/storage/..%2Ftrace"],
  ["AWS::DynamoDB::Table", "orders", "/_portcullis/tables/orders"],
  ["AWS::SSM::Parameter", "/shop/a&b", "/_portcullis/parameters/parameter?name=%2Fshop%2Fa%26b"],
  [
    "AWS::SecretsManager::Secret",
    "arn:aws:secretsmanager:eu-west-1:1:secret:a-x",
    "/_portcullis/secrets/secret?name=arn%3Aaws%3Asecretsmanager%3Aeu-west-1%3A1%3Asecret%3Aa-x",
  ],
  ["AWS::SQS::Queue", "http://localhost:4566/123456789012/jobs.fifo", "/_portcullis/queues/jobs.fifo"],
  ["AWS::SNS::Topic", "arn:aws:sns:eu-west-1:123456789012:news", "/_portcullis/topics/news"],
  ["AWS::Events::EventBus", "orders", "/_portcullis/rules?bus=orders"],
  ["AWS::Events::Rule", "paid", "/_portcullis/rules/rule?name=paid"],
  ["AWS::Events::Rule", "orders|paid", "/_portcullis/rules/rule?bus=orders&name=paid"],
  ["AWS::IAM::Role", "role", undefined],
  ["constructor", "x", undefined],
  ["AWS::S3::Bucket", "", undefined],
  ["AWS::S3::Bucket", undefined, undefined],
])("%s %s", (type, id, expected) => {
  expect(resourcePath(type, id)).toBe(expected);
});
