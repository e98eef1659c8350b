import { hostname, networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { furtherHosts, isLocalName, isOwnName } from "./own-names.ts";

const own = () => ["192.168.1.5", "fd00::5", "tower", "tower.local"];

describe("APP-1 isOwnName", () => {
  test.each([
    "localhost",
    "x.localhost",
    "127.0.0.1",
    "127.9.9.9",
    "[::1]",
    "192.168.1.5",
    "[fd00::5]",
    "tower",
    "tower.local",
  ])("%s is this machine", (host) => expect(isOwnName(host, own)).toBe(true));

  test.each([
    "",
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "xlocalhost",
    "192.168.1.50",
    "192.168.1.5.evil.example",
    "tower.evil.example",
    "[fd00::6]",
    "0.0.0.0",
  ])("%j is not", (host) => expect(isOwnName(host, own)).toBe(false));

  test("the system says by which addresses others reach it", () => {
    const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
    for (const { address, family } of addresses) {
      expect(isOwnName(family === "IPv6" ? `[${address}]` : address)).toBe(true);
    }
    expect(isOwnName(hostname().toLowerCase())).toBe(true);
    expect(isOwnName("192.0.2.7")).toBe(false);
  });

  test("a name in the network is not a local one", () => {
    expect([isLocalName("192.168.1.5"), isLocalName("tower")]).toEqual([false, false]);
  });
});

describe("furtherHosts", () => {
  test.each([
    ["127.0.0.1", [{ host: "::1", required: false }]],
    ["::1", [{ host: "127.0.0.1", required: false }]],
    ["192.168.1.5", [{ host: "127.0.0.1", required: true }]],
    ["tower.local", [{ host: "127.0.0.1", required: true }]],
    ["0.0.0.0", []],
    ["::", []],
  ])("besides %s the cloud listens on %j", (host, further) => {
    expect(furtherHosts(host)).toEqual(further);
  });
});
