import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { getPriority } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPlainApp, type PlainApp } from "../testing/plain-app.ts";
import { openTestSite, type TestSite } from "../testing/site.ts";
import { takeBuildLock } from "./build-lock.ts";
import { stampFile } from "./stamp.ts";

/** The fixture once built; a copy of it is as fresh as the original. */
let built: PlainApp;
let plain: PlainApp;
const opened: TestSite[] = [];

beforeAll(async () => {
  built = createPlainApp();
  plain = built;
  writeFileSync(plain.path("old.js"), "");
  await (await start()).running.build();
});

afterAll(() => built.remove());

/** Instead of the fixture as it comes, the test works on a copy that was built. */
function useBuiltApp(): void {
  plain.remove();
  plain = createPlainApp(built.app.folder);
  markInstalled();
}

/** By then `npm ci` went before, which takes npm a second to say that there is nothing to install. */
function markInstalled(): void {
  mkdirSync(plain.path("node_modules"), { recursive: true });
  writeFileSync(plain.path("node_modules/.package-lock.json"), "{}");
}

beforeEach(() => {
  plain = createPlainApp();
  markInstalled();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ running }) => running.close()));
  plain.remove();
});

/** A start of the project: its own site over the same folder. */
async function start(environment: NodeJS.ProcessEnv = process.env): Promise<TestSite> {
  const site = await openTestSite(plain.app, { environment });
  opened.push(site);
  return site;
}

const kinds = ({ events }: TestSite) => events.map(({ kind }) => kind);
const titleOf = async (site: TestSite) => /<title>([^<]*)/.exec((await site.get("/")).body.toString())?.[1];
const logOf = ({ events }: TestSite) =>
  events.flatMap((event) => (event.kind === "failed" ? event.log : [])).join("\n");
const breakIt = () => plain.edit("src/index.html", (text) => text.replace("Plain app", "BROKEN app"));
const mendIt = () => plain.edit("src/index.html", (text) => text.replace("BROKEN app", "Mended app"));

describe("the build of an app", () => {
  test("a first start installs and builds; a second one does neither", async () => {
    rmSync(plain.path("node_modules"), { recursive: true });
    const first = await start();
    await first.running.build();
    expect(kinds(first)).toEqual(["installing", "building", "built"]);
    const second = await start();
    await second.running.build();
    expect(kinds(second)).toEqual(["fresh"]);
    expect(await titleOf(second)).toBe("Plain app");
  });

  test.each<[string, () => void]>([
    ["an edited source", () => plain.edit("src/entry.js", (text) => `${text}// more\n`)],
    ["a new source", () => writeFileSync(plain.path("src/more.js"), "")],
    ["a removed source", () => rmSync(plain.path("old.js"))],
    ["an edited lockfile", () => plain.edit("package-lock.json", (text) => `${text}\n`)],
    ["a missing output", () => rmSync(plain.path("dist"), { recursive: true })],
    ["an output that was built by hand", () => plain.edit("dist/index.html", (text) => `${text}<!-- -->`)],
    ["a damaged stamp", () => writeFileSync(stampFile(plain.app), "{")],
  ])("%s is built again", async (_name, change) => {
    useBuiltApp();
    change();
    const site = await start();
    await site.running.build();
    expect(kinds(site)).toContain("built");
  });

  test.each<[string, () => void]>([
    ["new times of the same sources", () => utimesSync(plain.path("src/entry.js"), 1, 1)],
    ["the file for native builds", () => writeFileSync(plain.path("app-config.json"), "{}")],
    ["what the project ignores", () => writeFileSync(plain.path("notes.txt"), "note")],
    ["dot files", () => writeFileSync(plain.path(".cache"), "x")],
  ])("%s cost no build", async (_name, change) => {
    useBuiltApp();
    change();
    const site = await start();
    await site.running.build();
    expect(kinds(site)).toEqual(["fresh"]);
  });

  test("what is edited during a build is built at the next start", async () => {
    plain.holdBuilds();
    const site = await start();
    const build = site.running.build();
    await site.saw("building");
    await expect.poll(() => existsSync(plain.path("dist/assets"))).toBe(true);
    plain.edit("src/index.html", (text) => text.replace("Plain app", "Late edit"));
    plain.letGo();
    await build;
    expect(await titleOf(site)).toBe("Plain app");
    const next = await start();
    await next.running.build();
    expect(await titleOf(next)).toBe("Late edit");
  });

  test("until the first build is done the address says so, then it is the app", async () => {
    plain.holdBuilds();
    const site = await start();
    const build = site.running.build();
    await site.saw("building");
    await expect
      .poll(async () => (await site.get("/any/route")).body.toString())
      .toContain("plain-app: building");
    const page = await site.get("/any/route");
    expect([page.status, page.headers["retry-after"]]).toEqual([503, "2"]);
    expect((await site.get("/entry.js")).status).toBe(503);
    expect((await site.get("/app-config.json")).status).toBe(200);
    plain.letGo();
    await build;
    expect(await titleOf(site)).toBe("Plain app");
  });

  test("during a rebuild the build before is served whole, then the new one", async () => {
    useBuiltApp();
    plain.edit("src/index.html", (text) => text.replace("Plain app", "Second app"));
    plain.holdBuilds();
    const site = await start();
    const build = site.running.build();
    await site.saw("building");
    // The build has thrown its output away by now.
    await expect.poll(() => existsSync(plain.path("dist/index.html"))).toBe(false);
    expect(await titleOf(site)).toBe("Plain app");
    expect((await site.get("/assets/plain.txt")).body.toString()).toBe("plain");
    plain.letGo();
    await build;
    expect(await titleOf(site)).toBe("Second app");
  });

  test("a failed build shows what it said and the command to try; the next start builds again", async () => {
    breakIt();
    const site = await start();
    await site.running.build();
    expect(kinds(site).at(-1)).toBe("failed");
    expect(site.events.at(-1)).toMatchObject({
      error: {
        message: "plain-app could not be built (exit code 3).",
        nextCommand: "npm --prefix plain-app run build:web",
      },
    });
    expect(logOf(site)).toContain("src/index.html:1 unexpected BROKEN");
    const page = await site.get("/");
    expect(page.status).toBe(503);
    for (const text of ["could not be built", "unexpected BROKEN", "npm --prefix plain-app run build:web"]) {
      expect(page.body.toString()).toContain(text);
    }
    mendIt();
    const next = await start();
    await next.running.build();
    expect(await titleOf(next)).toBe("Mended app");
  });

  test("a failed rebuild leaves the build before in service", async () => {
    useBuiltApp();
    breakIt();
    const site = await start();
    await site.running.build();
    expect(kinds(site).at(-1)).toBe("failed");
    expect(await titleOf(site)).toBe("Plain app");
  });

  test("a build that was interrupted is not served", async () => {
    breakIt();
    await (await start()).running.build();
    writeFileSync(plain.path("dist/index.html"), "<title>half</title>");
    expect(await titleOf(await start())).toBe("The app is being built");
  });

  test("stopping ends the build and everything it started", async () => {
    plain.holdBuilds();
    const site = await start();
    const build = site.running.build();
    await site.saw("building");
    const { pid } = JSON.parse(readFileSync(stampFile(plain.app).replace(/json$/, "lock"), "utf8"));
    await expect.poll(() => getPriority(pid)).toBeGreaterThan(0);
    await site.running.close();
    await build;
    expect(() => process.kill(-pid, 0)).toThrow("ESRCH");
    expect(kinds(site).at(-1)).toBe("building");
    expect(existsSync(stampFile(plain.app).replace(/json$/, "lock"))).toBe(false);
  });

  test("two starts of a project build it once", async () => {
    plain.holdBuilds();
    const first = await start();
    const build = first.running.build();
    await first.saw("building");
    const second = await start();
    const waiting = second.running.build();
    await second.saw("waiting");
    plain.letGo();
    await Promise.all([build, waiting]);
    expect(kinds(second)).toEqual(["waiting", "fresh"]);
    expect(await titleOf(second)).toBe("Plain app");
  });

  test("a start that waits for another one's build can be stopped", async () => {
    plain.holdBuilds();
    const first = await start();
    const build = first.running.build();
    await first.saw("building");
    const second = await start();
    const waiting = second.running.build();
    await second.saw("waiting");
    await second.running.close();
    await waiting;
    plain.letGo();
    await build;
    expect([kinds(second), kinds(first).at(-1)]).toEqual([["waiting"], "built"]);
  });

  test.each<[string, () => void, string]>([
    ["no package.json", () => rmSync(plain.path("package.json")), "has no package.json."],
    ["no lockfile", () => rmSync(plain.path("package-lock.json")), "has no package-lock.json."],
    [
      "no such script",
      () => plain.edit("package.json", (text) => text.replace("build:web", "other")),
      "plain-app could not be built (exit code 1).",
    ],
    [
      "a build that makes no page",
      () => writeFileSync(plain.path("build.mjs"), ""),
      "The build of plain-app left no index.html in",
    ],
  ])("%s is a failure in words", async (_name, change, message) => {
    change();
    const site = await start();
    await site.running.build();
    expect(site.events.at(-1)).toMatchObject({
      kind: "failed",
      error: { message: expect.stringContaining(message) },
    });
  });

  test("APP-4 keys of the cloud are not handed to a build", async () => {
    breakIt();
    const site = await start({
      ...process.env,
      PORTCULLIS_SECRET_ACCESS_KEY: "never-hand-this-out",
      PORTCULLIS_OTHER: "x",
    });
    await site.running.build();
    expect(logOf(site)).toMatch(/^plain-app: building,$/m);
  });
});

describe("takeBuildLock", () => {
  test("one at a time; a lock whose holder is gone is free", () => {
    const file = plain.path(".build/x.lock");
    const lock = takeBuildLock(file);
    expect(lock).toBeDefined();
    expect(takeBuildLock(file)).toBeUndefined();
    lock?.release();
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, started: "1" }));
    expect(takeBuildLock(file)).toBeDefined();
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "of another process" }));
    expect(takeBuildLock(file)).toBeDefined();
    writeFileSync(file, "{");
    expect(takeBuildLock(file)).toBeDefined();
  });
});
