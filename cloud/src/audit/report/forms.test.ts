import { describe, expect, test } from "vitest";
import type { AuditReport, CheckResult, Finding } from "../model.ts";
import { htmlReport } from "./html.ts";
import { junitReport } from "./junit.ts";
import { sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";

const HOSTILE = '<img src=x onerror=alert(1)>"&\u001b[31m\u0000';
const CONTROLS = ["\u0000", "\u001b"];
const check = {
  id: "TOK-01",
  group: "tokens",
  title: "Nobody is let in",
  severity: "critical",
  references: ["A2", "C306"],
  mode: "h",
  change: "+ Auth",
} as const;
const finding: Finding = {
  check: "TOK-01",
  title: check.title,
  severity: "critical",
  confidence: "proved by call",
  resource: { stack: "app", logicalId: "Orders", physicalId: "o1", type: "AWS::ApiGateway::RestApi" },
  route: "GET /orders",
  what: `It answered ${HOSTILE}.`,
  evidence: [{ curl: "curl -i http://x", status: 200, body: HOSTILE, trace: "1a2b" }],
  change: "- NONE\n+ Auth",
  place: { file: "stacks/my api/template.yaml", line: 12, exact: true },
  references: check.references,
  fingerprint: "f".repeat(64),
};
const result = (more: Partial<CheckResult>): CheckResult => ({
  check,
  verdict: "held",
  held: 1,
  example: undefined,
  findings: [],
  reasons: [],
  notes: [],
  ...more,
});
const report = (...results: readonly CheckResult[]): AuditReport => ({
  version: 1,
  tool: "portcullis 0.1.0",
  target: "a cloud",
  stacks: ["app"],
  profile: "development",
  startedAt: 0,
  durationMs: 1_500,
  results,
  people: { made: 2, left: [] },
  unmatched: [],
  limits: [],
  failOn: "high",
  exitCode: 1,
});
const found = report(result({ verdict: "found", findings: [finding] }));

test("each form says all checks by what became of them", () => {
  const some = report(
    result({ verdict: "found", findings: [finding] }),
    result({}),
    result({ verdict: "nothing to check", held: 0 }),
    result({ verdict: "not checked", held: 0, reasons: ["why"] }),
  );
  const words = "4 checks: 1 held, 1 did not, 1 not checked, 1 had nothing to check here.";
  const lines = textReport(some, { verbose: false, colours: false });
  expect(lines.slice(1, 3)).toEqual(["1 of 3 checks held; 1 hole found; 1 not checked", words]);
  expect(htmlReport(some)).toContain(words);
});

test("AUDIT-17 what a report shows to be typed is quoted, and says where a secret comes from", () => {
  const path = "/a/{it's}";
  const shown = { ...finding, check: "RTE-01", route: `GET ${path}` };
  const evidence = [
    { curl: 'curl -i -H "Authorization: ""$TOKEN" http://x', status: 200, body: "", trace: undefined },
  ];
  const one = report(result({ verdict: "found", findings: [{ ...shown, evidence }] }));
  const lines = textReport(one, { verbose: false, colours: false });
  expect(lines).toContain(`  again  npx portcullis audit --only RTE-01 --route 'GET /a/{it'\\''s}'`);
  expect(lines.find((line) => line.startsWith("  where "))).toContain("TOKEN=$(npx portcullis token");
  expect(htmlReport(one)).toContain("# TOKEN=$(npx portcullis token");
  expect(junitReport(one)).toContain("TOKEN=$(npx portcullis token");
  expect(sarifReport(one)).toContain("TOKEN=$(npx portcullis token");
});

test("AUDIT-17 every command of a report asks the cloud of the state folder that was given", () => {
  const evidence = [{ curl: 'curl "$TOKEN" "$REFRESH_TOKEN"', status: 200, body: "", trace: "1a2b" }];
  const one = report(
    result({ verdict: "found", findings: [{ ...finding, check: "RTE-01", route: "GET /a(b)", evidence }] }),
  );
  const state = "/tmp/it's one";
  const forms = [
    textReport(one, { verbose: true, colours: false, state }).join("\n"),
    htmlReport(one, state).replaceAll("&#39;", "'"),
    junitReport(one, state).replaceAll("&apos;", "'").replaceAll("&#39;", "'"),
    (JSON.parse(sarifReport(one, state)) as { runs: { results: object[] }[] }).runs
      .flatMap(({ results }) => results.map((each) => Object.values(each).map((part) => part)))
      .flat(2)
      .flatMap((part) => (part as { where?: string[] }).where ?? [])
      .join("\n"),
  ];
  for (const form of forms) {
    const commands = [...form.matchAll(/npx portcullis .*/g)].map(([command]) => command);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).toContain("--state '/tmp/it'\\''s one'");
  }
  expect(forms[0]).toContain(
    "npx portcullis audit --only RTE-01 --state '/tmp/it'\\''s one' --route 'GET /a(b)'",
  );
  expect(textReport(one, { verbose: true, colours: false }).join("\n")).not.toContain("--state");
});

test("what was found on AWS is tried again there, and no trace is asked", () => {
  const evidence = [{ curl: 'curl "$TOKEN"', status: 200, body: "", trace: "1a2b" }];
  const one = report(
    result({ verdict: "found", findings: [{ ...finding, check: "RTE-01", evidence, route: "" }] }),
  );
  const onAws = { ...one, stacks: ["shop", "pool"], isOnAws: true } as const;
  const text = textReport(onAws, { verbose: false, colours: false }).join("\n");
  expect(text).toContain("again  npx portcullis audit --aws --stack shop --stack pool --only RTE-01\n");
  for (const form of [text, htmlReport(onAws), junitReport(onAws), sarifReport(onAws)]) {
    expect(form).not.toMatch(/npx portcullis (?:explain|token)/);
  }
});

test("what is only for information is counted where it is not shown", () => {
  const info = report(result({ verdict: "found", findings: [finding, { ...finding, severity: "info" }] }));
  expect(textReport(info, { verbose: false, colours: false })).toContain("and 1 for information: --verbose");
  expect(textReport(info, { verbose: true, colours: false }).join("\n")).not.toContain("--verbose");
});

describe("AUDIT-10 what comes from a deployment stays text", () => {
  test("in the page", () => {
    const page = htmlReport(found);
    expect(page).not.toContain("<img");
    for (const character of CONTROLS) expect(page).not.toContain(character);
    expect(page).not.toContain("<script");
  });

  test("in JUnit's XML", () => {
    const xml = junitReport(found);
    expect(xml).not.toContain("<img");
    for (const character of CONTROLS) expect(xml).not.toContain(character);
    expect(xml).toContain('failures="1"');
  });

  test("on a terminal", () => {
    const lines = textReport(found, { verbose: true, colours: false });
    for (const character of CONTROLS) expect(lines.join("\n")).not.toContain(character);
  });
});

describe("SARIF", () => {
  const runOf = (given: AuditReport) => JSON.parse(sarifReport(given)).runs[0];

  test("ranks and places a finding, by an address that may have blanks", () => {
    const [one] = runOf(found).results;
    expect(one).toMatchObject({ ruleId: "TOK-01", ruleIndex: 0, level: "error" });
    expect(one.properties["security-severity"]).toBe("9.5");
    expect(one.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "stacks/my%20api/template.yaml" },
      region: { startLine: 12 },
    });
    expect(runOf(found).tool.driver.rules[0].properties.tags).toContain("external/cwe/cwe-306");
  });

  test("AUDIT-3 keeps what is accepted, marked", () => {
    const accepted = { ...finding, accepted: { by: "baseline", reason: "known" } } as const;
    const [one] = runOf(report(result({ verdict: "found", findings: [accepted] }))).results;
    expect(one.suppressions).toEqual([{ kind: "external", justification: "known" }]);
  });

  test("AUDIT-8 says when no line stands for it", () => {
    const nowhere = { ...finding, place: { file: "template.yaml", line: 1, exact: false } };
    const [one] = runOf(report(result({ verdict: "found", findings: [nowhere] }))).results;
    expect(one.message.text).toContain("No line of the template says so.");
    expect(one.locations[0].physicalLocation.region.startLine).toBe(1);
  });
});

test("AUDIT-1 JUnit skips what was not checked", () => {
  const xml = junitReport(report(result({ verdict: "not checked", reasons: ["no clock"], held: 3 })));
  expect(xml).toContain('<skipped message="not checked: no clock"/>');
  expect(xml).toContain('skipped="1"');
});
