import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint.ts";
import { isIgnored } from "./watch-folders.ts";

const PROJECT = { folders: ["/p"], stateDir: "/p/local-state", deployedFrom: ["/p/dist"] };

describe("what is watched of a project", () => {
  test.each([
    ["/p/template.yaml", false],
    ["/p/local-state", true],
    ["/p/local-state/cloud.db-wal", true],
    ["/p/local-state-of-mine/handler.ts", false],
    ["/p/src/local-state/handler.ts", false],
    ["/p/.portcullis/cloud.db", true],
    ["/p/node_modules/x/index.js", true],
    ["/p/dist/handler.js", false],
  ])("%s is ignored: %s", (path, expected) => {
    expect(isIgnored(path, PROJECT)).toBe(expected);
  });

  test("state inside of what a function is deployed from is ignored, too", () => {
    expect(isIgnored("/p/local-state/cloud.db", { ...PROJECT, deployedFrom: ["/p"] })).toBe(true);
  });

  test("a project inside of the state folder is watched", () => {
    expect(isIgnored("/p/template.yaml", { ...PROJECT, stateDir: "/" })).toBe(false);
    expect(isIgnored("/p/template.yaml", { ...PROJECT, stateDir: "/p" })).toBe(false);
  });
});

describe("the fingerprint of a project", () => {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-fingerprint-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("does not change by what the cloud writes into a state folder inside", () => {
    const stateDir = join(folder, "local-state");
    mkdirSync(stateDir);
    writeFileSync(join(folder, "template.yaml"), "Resources: {}");
    const print = (codeFolders: readonly string[] = []) => fingerprintOf(folder, [], codeFolders, stateDir);
    const before = [print(), print([folder])];
    writeFileSync(join(stateDir, "cloud.db"), "state");
    expect([print(), print([folder])]).toEqual(before);
    writeFileSync(join(folder, "handler.js"), "code");
    expect(print()).not.toBe(before[0]);
    expect(print([folder])).not.toBe(before[1]);
  });
});
