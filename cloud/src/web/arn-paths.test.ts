import { expect, test } from "vitest";
import { arnPage } from "./arn-paths.ts";

test.each([
  ["lambda:eu-west-1:123456789012:function:print", "print", "/_portcullis/functions/print"],
  ["lambda:eu-west-1:123456789012:function:print:live", "print", "/_portcullis/functions/print"],
  ["sqs:eu-west-1:123456789012:jobs.fifo", "jobs.fifo", "/_portcullis/queues/jobs.fifo"],
  ["sns:eu-west-1:123456789012:news", "news", "/_portcullis/topics/news"],
  ["events:eu-west-1:123456789012:event-bus/a/b", "a/b", "/_portcullis/rules?bus=a%2Fb"],
  ["events:eu-west-1:123456789012:rule/tick", "tick", "/_portcullis/rules/rule?name=tick"],
  ["events:eu-west-1:123456789012:rule/a/b/tick", "tick", "/_portcullis/rules/rule?bus=a%2Fb&name=tick"],
  ["scheduler:eu-west-1:1:schedule/default/tick", "tick", "/_portcullis/schedules/schedule?name=tick"],
  ["scheduler:eu-west-1:1:schedule/a/tick", "tick", "/_portcullis/schedules/schedule?group=a&name=tick"],
])("%s", (arn, name, path) => {
  expect(arnPage(`arn:aws:${arn}`)).toEqual({ name, path });
});

test.each([
  "arn:aws:lambda:eu-west-1:1:layer:x",
  "arn:aws:kinesis:eu-west-1:1:stream/x",
  "arn:aws:sqs:eu-west-1:1:",
  "arn:aws:scheduler:eu-west-1:1:schedule-group/default",
  "arn:aws:scheduler:eu-west-1:1:schedule/default",
  "arn:aws:events:eu-west-1:1:archive/a",
  "javascript:alert(1)",
  "",
])("%s has no page", (arn) => {
  expect(arnPage(arn)).toBeUndefined();
});
