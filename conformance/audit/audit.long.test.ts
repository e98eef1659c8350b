import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textReport } from "../../cloud/src/audit/report/text.ts";
import { readCredentials } from "../../cloud/src/runtime/state/credentials-file.ts";
import { runningCloud } from "../../cloud/src/runtime/state/running-file.ts";
import { runCli } from "../support/cli.ts";
import { blockWith } from "../support/papers.ts";
import { foundIn, type HoledHome, openHoledHome } from "./holed-home.ts";
import { DECISIONS } from "./holes.ts";

const GUIDE = "docs/guides/audit.md";

let home: HoledHome;
beforeAll(async () => {
  home = await openHoledHome();
  await home.cut([]);
});
afterAll(async () => {
  await home.close();
});

const baseOf = ({ stateDir }: HoledHome) => `http://127.0.0.1:${runningCloud(stateDir)?.port}`;
const audit = (...words: string[]) => runCli(["audit", "--state", home.stateDir, ...words], {}, home.folder);
const written = (name: string): string => readFileSync(join(home.folder, name), "utf8");
const onAws = (...words: string[]) => {
  const { accessKeyId = "", secretAccessKey = "" } = readCredentials(home.stateDir) ?? {};
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${runningCloud(home.stateDir)?.port}`,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: "eu-west-1",
  };
  return runCli(["audit", "--aws", ...words], environment, home.folder);
};
const STACKS = ["--stack", "homeapp-cognito", "homeapp-api"];

describe("portcullis audit of the home", () => {
  test("AUDIT-1 everything holds that the templates promise; the rest is for who deploys", async () => {
    const report = await home.audit();

    expect([...foundIn(report)].sort()).toEqual([...DECISIONS].sort());
    const open = report.results.filter(({ reasons }) => reasons.length > 0).map(({ check }) => check.id);
    expect(open).toEqual([]);
    expect(report.results).toHaveLength(93);
    expect(report.exitCode).toBe(0);
    expect(report.people).toMatchObject({ left: [] });
    expect(report.people.made).toBeGreaterThan(5);

    const left = await (
      await fetch(`${baseOf(home)}/_portcullis/trace?verdict=deny,error&probes=none`)
    ).json();
    expect((left as { stories: { sentence: string }[] }).stories.map(({ sentence }) => sentence)).toEqual([]);

    const lines = textReport(report, { verbose: false, colours: false });
    for (const line of blockWith(GUIDE, "console", "checks held").trimEnd().split("\n")) {
      expect(lines).toContain(line);
    }
  });

  test("AUDIT-18 what a terminal ran in whole is kept for the console, and nothing that is a part", async () => {
    const file = join(home.stateDir, "audit.json");
    rmSync(file, { force: true });
    await audit("--only", "CFG-01");
    await audit("--route", "GET /gates/state", "--only", "CFG");
    expect(existsSync(file)).toBe(false);
    await audit();
    expect(JSON.parse(readFileSync(file, "utf8")).results).toHaveLength(93);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("TRACE-8 what it is refused is folded; a client that says it is an audit is not", async () => {
    const base = baseOf(home);
    const trace = async (query: string) =>
      (await (await fetch(`${base}/_portcullis/trace?verdict=deny&limit=1000&${query}`)).json()) as {
        stories: { request: string; probe?: string }[];
      };
    const provoked = async () =>
      (await trace("probes=only")).stories
        .filter(({ probe }) => probe === "audit")
        .map(({ request }) => request);
    // As many are kept as before, once their ring is full.
    const before = new Set(await provoked());
    await audit("--only", "TOK-03");
    const forged = await fetch(`${base}/`, {
      method: "POST",
      headers: {
        "user-agent": "portcullis-audit",
        "x-portcullis-probe": `audit ${"0".repeat(64)}`,
        "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools",
        "content-type": "application/x-amz-json-1.1",
      },
      body: '{"MaxResults":1}',
    });
    expect((await provoked()).some((request) => !before.has(request))).toBe(true);
    const real = (await trace("probes=none")).stories.map(({ request }) => request);
    expect(real).toContain(forged.headers.get("x-amzn-requestid"));
  });

  test("AUDIT-2 the exit code says what was found, wrong use, and what was not carried out", async () => {
    const codes = {
      held: (await audit("--only", "CFG-01")).code,
      found: (await audit("--only", "CFG-27", "--fail-on", "low")).code,
      format: (await audit("--format", "pdf")).code,
      check: (await audit("--only", "XYZ-01")).code,
      noCloud: (await runCli(["audit", "--state", join(home.folder, "none")], {}, home.folder)).code,
      partial: (await onAws(...STACKS, "--confirm", "homeapp-cognito", "--only", "TOK-13", "--strict")).code,
    };

    expect(codes).toEqual({ held: 0, found: 1, format: 2, check: 2, noCloud: 3, partial: 3 });
  });

  test("AUDIT-3 a finding that is accepted with a reason stays in the list and does not count", async () => {
    const words = ["--only", "CFG-27,CFG-01", "--fail-on", "low", "--baseline", "accepted.json"];
    const first = await audit(...words, "--accept", "the topic is made by another team");
    const second = await audit(...words, "--format", "sarif", "--output", "audit.sarif");

    expect([first.code, second.code]).toEqual([1, 0]);
    const { runs } = JSON.parse(written("audit.sarif"));
    expect(runs[0].results).toHaveLength(2);
    for (const result of runs[0].results) {
      expect(result.suppressions).toEqual([
        { kind: "external", justification: "the topic is made by another team" },
      ]);
      expect(result.partialFingerprints["portcullisAudit/v1"]).toMatch(/^[0-9a-f]{64}$/);
      expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(1);
    }
    expect(second.out).toContain("the topic is made by another team");
  });

  test("the forms say the same", async () => {
    const words = ["--only", "CFG,RTE-16"];
    for (const form of ["json", "junit", "html"]) {
      await audit(...words, "--format", form, "--output", `audit.${form}`);
    }

    const report = JSON.parse(written("audit.json"));
    expect(foundIn(report)).toEqual(["CFG-09", "CFG-27"]);
    expect(written("audit.junit")).toContain('<testsuite name="configuration" tests="32"');
    expect(written("audit.junit")).toContain('<skipped message="nothing to check"/>');
    expect(written("audit.html")).toContain("stacks/api/template.yaml:");
    expect(written("audit.html")).not.toContain("<script");
  });
});

describe("portcullis audit --aws, at a cloud that stands for AWS", () => {
  test("AUDIT-5 nothing is called before the stack is named", async () => {
    const none = await onAws();
    const unsure = await onAws(...STACKS);
    const wrong = await onAws(...STACKS, "--confirm", "homeapp-api");

    expect([none.code, unsure.code, wrong.code]).toEqual([2, 3, 3]);
    expect(unsure.err).toContain("makes about a dozen users");
    expect(unsure.err).toContain("--confirm homeapp-cognito");
  });

  test("what is harmless is tried, the rest is not checked", async () => {
    const { out, code } = await onAws(
      ...STACKS,
      "--confirm",
      "homeapp-cognito",
      "--only",
      "TOK-01,TOK-08,TOK-13,RTE-08,SGN-04,CFG-01",
      "--json",
    );

    const { results } = JSON.parse(out);
    const verdicts = Object.fromEntries(
      results.map(({ check, verdict }: (typeof results)[number]) => [check.id, verdict]),
    );
    expect(verdicts).toEqual({
      "TOK-01": "held",
      "TOK-08": "not checked",
      "TOK-13": "not checked",
      "RTE-08": "not checked",
      "SGN-04": "held",
      "CFG-01": "held",
    });
    expect(code).toBe(0);
  });
});
