import { beforeEach, describe, expect, test } from "vitest";
import type { ProvisionedResource } from "../../../core/ports/resource-provider.ts";
import { sesWorld, TOPIC } from "../testing/world.ts";

let ses: ReturnType<typeof sesWorld>;
beforeEach(() => {
  ses = sesWorld();
});
const stack = {
  ...{ stackName: "home", logicalId: "Thing", tags: { stack: "home" } },
  generateName: () => "home-Thing-1A2B",
  commit: (write: () => ProvisionedResource) => write(),
} as never;
const providerOf = (type: string) => {
  const provider = ses.service().resources?.find((one) => one.type === type);
  if (provider === undefined) throw new Error(`There is no ${type}.`);
  return provider;
};

describe("AWS::SES::ConfigurationSet", () => {
  const provider = () => providerOf("AWS::SES::ConfigurationSet");
  const shown = (name: string) => ses.v2(`GET /v2/email/configuration-sets/${name}`, undefined);

  test("is made, switched off and deleted; its Ref is its name", async () => {
    expect(await provider().create(stack, { Name: "plain" })).toEqual({
      physicalId: "plain",
      attributes: {},
    });
    expect(await shown("plain")).toMatchObject({
      ...{ SendingOptions: { SendingEnabled: true }, Tags: [{ Key: "stack", Value: "home" }] },
    });
    const off = { Name: "plain", SendingOptions: { SendingEnabled: "false" } };
    await provider().update(stack, "plain", { Name: "plain" }, off);
    expect(await shown("plain")).toMatchObject({ SendingOptions: { SendingEnabled: false } });
    await provider().delete(stack, "plain", off);
    await provider().delete(stack, "plain", off);
    expect(await shown("plain")).toMatchObject({ status: 404 });
    expect(await provider().create(stack, {})).toMatchObject({ physicalId: "home-Thing-1A2B" });
  });

  test("one that is there is not taken over", async () => {
    await provider().create(stack, { Name: "plain" });
    await expect(provider().create(stack, { Name: "plain" })).rejects.toMatchObject({
      code: "ConfigurationSetAlreadyExists",
    });
  });

  test("SES-1 who changes one by a stack needs the rights to", () => {
    const before = { Name: "plain" };
    const asked = (after: object) =>
      provider().calls(stack, { kind: "update", physicalId: "plain", before, after: after as never });
    const resource = "arn:aws:ses:eu-west-1:123456789012:configuration-set/plain";
    expect(asked({ ...before, SendingOptions: { SendingEnabled: false } })).toMatchObject([
      { action: "ses:PutConfigurationSetSendingOptions", resource },
      { action: "ses:TagResource", resource },
    ]);
  });
});

describe("AWS::SES::Template", () => {
  const provider = () => providerOf("AWS::SES::Template");
  const named = (TemplateName: string, SubjectPart = "Hello") => ({
    Template: { TemplateName, SubjectPart, TextPart: "Hello, {{name}}" },
  });
  const shown = (name: string) => ses.v2(`GET /v2/email/templates/${name}`, undefined);

  test("is made, changed and deleted; Ref and Id are its name", async () => {
    const made = { physicalId: "welcome", attributes: { Id: "welcome" } };
    expect(await provider().create(stack, named("welcome"))).toEqual(made);
    expect(await provider().update(stack, "welcome", named("welcome"), named("welcome", "Hi"))).toEqual(made);
    expect(await shown("welcome")).toMatchObject({ TemplateContent: { Subject: "Hi" } });
    await provider().delete(stack, "welcome", named("welcome"));
    expect(await shown("welcome")).toMatchObject({ status: 404 });
  });

  test("another name is another template; the former one stays until the clean-up", async () => {
    await provider().create(stack, named("welcome"));
    const renamed = await provider().update(stack, "welcome", named("welcome"), named("greeting"));
    expect(renamed.physicalId).toBe("greeting");
    expect(await shown("welcome")).toMatchObject({ status: 200 });
  });

  test("SES-7 what can not be rendered is not made, and not changed to", async () => {
    const broken = { Template: { TemplateName: "welcome", SubjectPart: "{{#if", TextPart: "x" } };
    await expect(provider().create(stack, broken)).rejects.toMatchObject({ code: "InvalidTemplate" });
    await provider().create(stack, named("welcome"));
    await expect(provider().update(stack, "welcome", named("welcome"), broken)).rejects.toMatchObject({
      code: "InvalidTemplate",
    });
  });

  test("SES-1 each change asks for the right of its call", async () => {
    await provider().create(stack, named("welcome"));
    const asked = (after: object) =>
      provider().calls(stack, {
        ...{ kind: "update", physicalId: "welcome", before: named("welcome") },
        after: after as never,
      });
    expect(asked(named("welcome", "Hi"))).toEqual([
      { operation: "UpdateEmailTemplate", input: { TemplateName: "welcome" } },
    ]);
    expect(asked(named("greeting"))).toEqual([
      {
        operation: "CreateEmailTemplate",
        input: { TemplateName: "greeting", Tags: [{ Key: "stack", Value: "home" }] },
      },
    ]);
    expect(asked({ ...named("welcome"), Tags: [{ Key: "team", Value: "a" }] })).toMatchObject([
      { operation: "UpdateEmailTemplate" },
      { action: "ses:TagResource", resource: "arn:aws:ses:eu-west-1:123456789012:template/welcome" },
    ]);
  });
});

describe("AWS::SES::ConfigurationSetEventDestination", () => {
  const provider = () => providerOf("AWS::SES::ConfigurationSetEventDestination");
  const shown = () => ses.v2("GET /v2/email/configuration-sets/plain/event-destinations", undefined);
  const given = (more: object = {}) =>
    ({
      ConfigurationSetName: "plain",
      EventDestination: {
        ...{ Enabled: true, MatchingEventTypes: ["bounce", "renderingFailure"] },
        ...{ SnsDestination: { TopicARN: TOPIC }, ...more },
      },
    }) as never;
  beforeEach(async () => {
    ses.topics.set(TOPIC, {});
    await providerOf("AWS::SES::ConfigurationSet").create(stack, { Name: "plain" });
  });

  test("is made, changed, renamed and deleted", async () => {
    const made = await provider().create(stack, given());
    expect(made.physicalId).toBe("plain|home-Thing-1A2B");
    expect(await shown()).toMatchObject({
      EventDestinations: [
        { Name: "home-Thing-1A2B", Enabled: true, MatchingEventTypes: ["BOUNCE", "RENDERING_FAILURE"] },
      ],
    });
    await provider().update(stack, made.physicalId, given(), given({ MatchingEventTypes: ["SEND"] }));
    expect(await shown()).toMatchObject({ EventDestinations: [{ MatchingEventTypes: ["SEND"] }] });
    const renamed = await provider().update(stack, made.physicalId, given(), given({ Name: "told" }));
    expect(renamed).toMatchObject({ physicalId: "plain|told", attributes: { Id: "plain|told" } });
    await provider().delete(stack, made.physicalId, given());
    expect(await shown()).toMatchObject({ EventDestinations: [{ Name: "told" }] });
    await provider().delete(stack, renamed.physicalId, given());
    await provider().delete(stack, renamed.physicalId, given());
    expect(await shown()).toMatchObject({ EventDestinations: [] });
  });

  test("SES-8 a topic that keeps the set out fails the resource", async () => {
    ses.topics.set(TOPIC, { allows: () => false });
    await expect(provider().create(stack, given())).rejects.toMatchObject({ code: "InvalidSNSDestination" });
  });
});
