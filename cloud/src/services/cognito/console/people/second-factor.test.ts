import { GetUserPoolMfaConfigCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personWorld } from "../testing/person-world.ts";

let world: Awaited<ReturnType<typeof personWorld>>;
beforeAll(async () => {
  world = await personWorld();
});
afterAll(() => world.close());

const modeOf = async () => {
  const { UserPoolId } = world.who;
  return (await world.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).MfaConfiguration;
};

test("the second factor of a pool is required, made optional and switched off, each with its way back", async () => {
  const address = `people/second-factor/${world.who.UserPoolId}`;
  const before = await modeOf();
  expect((await world.submit(address, { mode: "ON" })).notice).toMatchObject({
    verdict: "yes",
    undo: { fields: { mode: before } },
  });
  expect(await modeOf()).toBe("ON");
  expect(await world.visit(address)).toMatch(/value="ON" checked=""|checked="" value="ON"/);
  await world.submit(address, { mode: "OPTIONAL" });
  expect(await modeOf()).toBe("OPTIONAL");
  await world.submit(address, { mode: "OFF" });
  expect(await modeOf()).toBe("OFF");
});

test("what is none of the three changes nothing", async () => {
  const address = `people/second-factor/${world.who.UserPoolId}`;
  const before = await modeOf();
  expect((await world.submit(address, { mode: "<b>" })).notice).toMatchObject({ verdict: "no" });
  expect(await modeOf()).toBe(before);
});
