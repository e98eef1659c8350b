import { expect, test } from "vitest";
import { sesWorld } from "../testing/world.ts";

const RESOURCE = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";

test("SES-1 who changes the tags of an identity by a stack needs the rights to", async () => {
  const ses = sesWorld();
  const EmailIdentity = "example.com";
  await ses.v2("POST /v2/email/identities", { EmailIdentity, Tags: [{ Key: "team", Value: "a" }] });
  const [provider] = ses.service().resources ?? [];
  const asked = (Tags: readonly object[]) =>
    provider?.calls({ tags: {} } as never, {
      ...{ kind: "update", physicalId: EmailIdentity, before: { EmailIdentity } },
      after: { EmailIdentity, Tags } as never,
    });

  expect(asked([{ Key: "team", Value: "a" }])).toEqual([]);
  expect(asked([{ Key: "team", Value: "b" }])).toMatchObject([
    { action: "ses:TagResource", resource: RESOURCE, context: { "aws:RequestTag/team": "b" } },
  ]);
  expect(asked([])).toMatchObject([
    { action: "ses:UntagResource", resource: RESOURCE, context: { "aws:TagKeys": ["team"] } },
  ]);
});
