import { describe, expect, test } from "vitest";
import { createServices, SERVICES } from "./services.ts";
import { newFolder, openQuietCloud } from "./testing/killed-cloud.ts";

describe("services", () => {
  test("a service whose port nobody before it offers is refused by name", () => {
    const cloud = openQuietCloud(newFolder());
    const { foundation } = cloud;

    const reversed = () => createServices(foundation, [...SERVICES].reverse());

    expect(reversed).toThrow("cloudcontrol needs findFunctionUrl, which no service before it offers");
  });

  test("every need is a port that another service offers", async () => {
    const cloud = openQuietCloud(newFolder());
    const offered = Object.keys(cloud.services.ports);
    await cloud.close();

    const asked = SERVICES.flatMap(({ needs = [], uses = [] }) => [...needs, ...uses]);
    expect(asked.filter((need) => !offered.includes(need))).toEqual([]);
  });

  test("an address of a module has its handler", async () => {
    const cloud = openQuietCloud(newFolder());
    const without = SERVICES.flatMap(({ name, addresses = [] }) =>
      addresses.filter(
        (address) => cloud.services.instances.get(name)?.addresses?.[address.name] === undefined,
      ),
    );
    await cloud.close();

    expect(without).toEqual([]);
  });
});
