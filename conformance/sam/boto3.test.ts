import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";
import { homeOf } from "../support/home.ts";
import { listenTo } from "../support/mqtt.ts";

const python = inject("python");
const facts = inject("product");
const home = homeOf(facts);

describe.skipIf("missing" in python)("boto3, unmodified", () => {
  test("clients, waiters, paginators and transfers; wrong calls are refused in AWS's words", async () => {
    const gate = await listenTo(facts, "boto/gate");
    const program = join(import.meta.dirname, "boto3-cases.py");
    const { code, out, err } = await new AwsTools(python, facts).python([
      program,
      home.userPoolId,
      home.clientId,
      home.bucket,
    ]);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toEqual({
      again: [400, "AlreadyExistsException", "Stack [boto-one] already exists"],
      same: [400, "ValidationError", "No updates are to be performed."],
      changes: [["Add", "B"]],
      executed: [
        400,
        "InvalidChangeSetStatus",
        expect.stringMatching(
          /^ChangeSet \[arn:\S+\] cannot be executed in its current status of \[EXECUTE_COMPLETE\]$/,
        ),
      ],
      resources: ["A", "B"],
      events: 11,
      empty:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
      gone: [400, "ValidationError", "Stack with id boto-one does not exist"],
      "foreign role of a stack": [403, "AccessDenied", "Cross-account pass role is not allowed"],
      users: [2, 1],
      "wrong password": [
        400,
        "InvalidPasswordException",
        expect.stringContaining("Password not long enough"),
      ],
      "no such pool": [400, "ResourceNotFoundException", "User pool eu-west-1_Nowhere00 does not exist."],
      large: true,
      parts: true,
      keys: ["boto/large"],
      "no key": [404, "NoSuchKey", "The specified key does not exist."],
      "control character": [400, "MalformedXML"],
      "utf-8 header": true,
      "default get": [200, "hello"],
      "default other key": [403, "SignatureDoesNotMatch"],
      "default as acl": [403, "SignatureDoesNotMatch"],
      "default put": 200,
      "default post": 204,
      "default large post": [400, "EntityTooLarge"],
      "default post with more": [403, "AccessDenied"],
      "v4 get": [200, "put"],
      "v4 other key": [403, "SignatureDoesNotMatch"],
      "v4 as acl": [403, "SignatureDoesNotMatch"],
      "v4 put": 200,
      "v4 post": 204,
      "v4 large post": [400, "EntityTooLarge"],
      "v4 post with more": [403, "AccessDenied"],
      posted: "posted",
      "rule of no days": [400, "InvalidArgument"],
      "rule without an id": "accepted",
      "made id": true,
      "Enabled names versions": [true, true],
      "Suspended names versions": [false, false],
      marker: [true, "null"],
      "null versions": 1,
      "all versions": 3,
      uploads: ["boto/upload/"],
      "part bytes": [5 << 20, 1],
      "part checksums": true,
      account: "123456789012",
      "wrong secret": [403, "SignatureDoesNotMatch"],
      "foreign role of a function": [403, "AccessDeniedException", "Cross-account pass role is not allowed."],
      invoked: true,
      "another service": [
        501,
        "UnsupportedService",
        "The service Amazon Kinesis (kinesis) is not part of Portcullis. See docs/gaps.md.",
      ],
    });
    expect(await gate.next()).toEqual({ topic: "boto/gate", payload: "open" });
    await gate.close();
  });
});
