import { describe, expect, test } from "vitest";
import type { Properties } from "../../core/ports/resource-provider.ts";
import { serviceRefusal } from "./properties.ts";
import { publishedSchema } from "./schema.ts";

async function refusalOf(properties: Properties): Promise<string | undefined> {
  const schema = await publishedSchema("AWS::Cognito::UserPool");
  if (schema === undefined) throw new Error("no schema");
  return serviceRefusal(schema, properties);
}

const byLink = (EmailMessageByLink: string) => ({ VerificationMessageTemplate: { EmailMessageByLink } });
const replyTo = (ReplyToEmailAddress: string) => ({ EmailConfiguration: { ReplyToEmailAddress } });

describe("CFN-SCHEMA patterns that take time with the square of a text are asked in another form:", () => {
  test.each<[string, Properties]>([
    ["a code", { EmailVerificationMessage: "Your code is {####}." }],
    ["a code alone", { EmailVerificationMessage: "{####}" }],
    ["a code among braces", { EmailVerificationMessage: "{{####}{####}" }],
    ["a link", byLink("Follow {##this link##}!")],
    ["a link without text", byLink("{####}")],
    ["an address", replyTo("ada@example.com")],
    ["an address with two signs", replyTo("a@b@c")],
  ])("%s is taken", async (_what, properties) => {
    expect(await refusalOf(properties)).toBeUndefined();
  });

  test.each<[string, Properties]>([
    ["no code", { EmailVerificationMessage: "Your code is {###}." }],
    ["half codes without end", { EmailVerificationMessage: "{###".repeat(5_000) }],
    ["a code and a control character", { EmailVerificationMessage: "{####}\u0000" }],
    ["no link", byLink("Follow this link ##}{##")],
    ["half links without end", byLink("{##".repeat(6_600))],
    ["links and a control character", byLink(`${"{##a##}".repeat(2_800)}\u0000`)],
    ["no sign", replyTo("ada.example.com")],
    ["a sign at the start", replyTo("@example.com")],
    ["a sign at the end", replyTo("ada@")],
    ["signs without end", replyTo(`${"@".repeat(50_000)} `)],
  ])("%s is refused", async (_what, properties) => {
    expect(await refusalOf(properties)).toMatch(/Member must satisfy regular expression pattern: /);
  });
});
