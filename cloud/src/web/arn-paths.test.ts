import { expect, test } from "vitest";
import { arnPage } from "./arn-paths.ts";

const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/door-a1B2c3";

test.each([
  ["lambda:eu-west-1:123456789012:function:print", "function print", "functions/print"],
  ["lambda:eu-west-1:123456789012:function:print:live", "function print", "functions/print"],
  ["sqs:eu-west-1:123456789012:jobs.fifo", "queue jobs.fifo", "queues/jobs.fifo"],
  ["sns:eu-west-1:123456789012:news", "topic news", "topics/news"],
  ["sns:eu-west-1:123456789012:news:6b0e71bd-7e97-4d97-80ce-4a0994e55286", "topic news", "topics/news"],
  ["events:eu-west-1:123456789012:event-bus/a/b", "event bus a/b", "rules?bus=a%2Fb"],
  ["events:eu-west-1:123456789012:rule/tick", "rule tick", "rules/rule?name=tick"],
  ["events:eu-west-1:123456789012:rule/a/b/tick", "rule tick", "rules/rule?bus=a%2Fb&name=tick"],
  ["scheduler:eu-west-1:1:schedule/default/tick", "schedule tick", "schedules/schedule?name=tick"],
  ["scheduler:eu-west-1:1:schedule/a/tick", "schedule tick", "schedules/schedule?group=a&name=tick"],
  ["dynamodb:eu-west-1:1:table/doors", "table doors", "tables/doors"],
  ["dynamodb:eu-west-1:1:table/doors/index/by-day", "table doors", "tables/doors"],
  ["dynamodb:eu-west-1:1:table/..", "table ..", "tables/%20.."],
  ["s3:::pictures", "bucket pictures", "storage/pictures"],
  ["s3:::pictures/*", "bucket pictures", "storage/pictures"],
  ["s3:::pictures/a/b c.png", "object a/b c.png", "storage/pictures/object?object=a%2Fb+c.png"],
  ["cognito-idp:eu-west-1:1:userpool/eu-west-1_Ab", "user pool eu-west-1_Ab", "people/eu-west-1_Ab"],
  ["ssm:eu-west-1:1:parameter/shop/door", "parameter /shop/door", "parameters/parameter?name=%2Fshop%2Fdoor"],
  ["execute-api:eu-west-1:1:a1b2/v1/GET/x", "API a1b2", "apis/a1b2"],
  ["apigateway:eu-west-1::/restapis/a1b2/stages/v1", "API a1b2", "apis/a1b2"],
  ["iam::1:role/reader", "role reader", "roles/reader"],
  ["iam::1:role/a/b/reader", "role reader", "roles/reader"],
  ["sts::1:assumed-role/reader/session", "role reader", "roles/reader"],
  ["kms:eu-west-1:1:key/0-1", "key 0-1", "keys/key?id=0-1"],
  ["kms:eu-west-1:1:alias/shop/door", "key alias/shop/door", "keys/key?id=alias%2Fshop%2Fdoor"],
  [
    "logs:eu-west-1:1:log-group:/aws/lambda/f:*",
    "log group /aws/lambda/f",
    "logs/group?name=%2Faws%2Flambda%2Ff",
  ],
  ["logs:eu-west-1:1:log-group:g:log-stream:s", "log group g", "logs/group?name=g"],
  ["cloudformation:eu-west-1:1:stack/shop/0-1", "stack shop", "stacks/shop"],
])("%s", (arn, name, path) => {
  const found = arnPage(`arn:aws:${arn}`);
  expect(`${found?.noun} ${found?.name}`).toBe(name);
  expect(found?.path).toBe(`/_portcullis/${path}`);
});

test("a secret is found by the whole, and called by its name", () => {
  expect(arnPage(SECRET)).toEqual({
    noun: "secret",
    name: "shop/door",
    path: `/_portcullis/secrets/secret?name=${encodeURIComponent(SECRET)}`,
  });
});

test("a parameter without a second slash has one of two names", () => {
  expect(arnPage("arn:aws:ssm:eu-west-1:1:parameter/door")).toMatchObject({
    path: "/_portcullis/parameters/parameter?name=door",
    otherPath: "/_portcullis/parameters/parameter?name=%2Fdoor",
  });
});

test.each([
  "arn:aws:lambda:eu-west-1:1:layer:x",
  "arn:aws:lambda:eu-west-1:1:function:",
  "arn:aws:kinesis:eu-west-1:1:stream/x",
  "arn:aws:sqs:eu-west-1:1:",
  "arn:aws:scheduler:eu-west-1:1:schedule-group/default",
  "arn:aws:scheduler:eu-west-1:1:schedule/default",
  "arn:aws:events:eu-west-1:1:archive/a",
  "arn:aws:ssm:eu-west-1:1:parameter/",
  "arn:aws:secretsmanager:eu-west-1:1:secret:",
  "arn:aws:iam::1:user/ann",
  "arn:aws:iam::1:role/",
  "arn:aws:kms:eu-west-1:1:key/",
  "arn:aws:kms:eu-west-1:1:alias/",
  "arn:aws:s3:::",
  "arn:aws:__proto__:eu-west-1:1:x",
  "javascript:alert(1)",
  "",
])("%s has no page", (arn) => {
  expect(arnPage(arn)).toBeUndefined();
});
