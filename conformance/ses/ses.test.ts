import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");

describe.skipIf("missing" in python)("SES with unmodified tools", () => {
  test("boto3: identities are verified by a click; mail comes to the mailbox; the rest is refused in AWS's words", async () => {
    const program = join(import.meta.dirname, "ses-cases.py");
    const mailbox = `${facts.endpoint}/_portcullis/mailbox`;
    const { code, out, err } = await new AwsTools(python, facts).python([program, mailbox]);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toEqual({
      unverified: [
        "MessageRejected",
        "Email address is not verified. The following identities failed the check in region EU-WEST-1: door@boto3.example, reader@boto3.example",
      ],
      pending: false,
      clicks: [200, 200],
      verified: "Success",
      id: "0100",
      mails: [
        ["Open", "The door is open."],
        ["Shut", "<p>Shut.</p>"],
        ["Raw", "Raw body"],
        ["Raw 2", "Raw body"],
      ],
      raw_unverified: ["MessageRejected", "MessageRejected"],
      quota: 200,
      listed: ["door@boto3.example", "reader@boto3.example"],
      no_template: ["TemplateDoesNotExist", "Template door does not exist."],
      again: ["AlreadyExists", "Template door already exists."],
      broken: "BadRequestException",
      rendered: true,
      lacking: ["MissingRenderingAttribute", "Attribute 'door' is not present in the rendering data."],
      bulk: ["SUCCESS", "MESSAGE_REJECTED"],
      unsent: "0100",
      templated: ["Open since noon.", "Shut since noon."],
      sets: ["doors"],
      set: "0100",
      no_set: ["ConfigurationSetDoesNotExist", "Configuration set <doors> does not exist."],
      events: "NotFoundException",
      lists: "UnsupportedOperationException",
      gone: "door@boto3.example",
    });
  });

  test("aws ses: who has a wrong key sends nothing", async () => {
    const tools = new AwsTools(python, facts);
    const send = ["ses", "send-email", "--from", "a@example.com", "--to", "b@example.com"];
    const wrong = await tools.aws([...send, "--subject", "x", "--text", "y"], {
      environment: { AWS_SECRET_ACCESS_KEY: "wrong" },
    });
    expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("SignatureDoesNotMatch")]);
  });
});
