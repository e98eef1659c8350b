import { describe, expect, test } from "vitest";
import { readXml, type XmlElement } from "../../runtime/client/read-xml.ts";
import { CATALOGUE } from "../catalogue/index.ts";
import type { AuditReport, CheckResult, Finding } from "../model.ts";
import { SARIF } from "../testing/sarif-shape.ts";
import { junitReport } from "./junit.ts";
import { sarifReport } from "./sarif.ts";

const HOSTILE = 'a "b" <c> & ]]> \u001b\u0000\ud800 %41';

function findingOf({ id, title, severity, references }: CheckResult["check"]): Finding {
  return {
    check: id,
    title,
    severity,
    references,
    confidence: "proved by call",
    resource: { stack: "app", logicalId: "Orders", physicalId: HOSTILE, type: "AWS::ApiGateway::RestApi" },
    route: `GET /${HOSTILE}`,
    what: HOSTILE,
    evidence: [{ curl: HOSTILE, status: 200, body: HOSTILE, trace: "1a2b" }],
    change: HOSTILE,
    place: { file: 'my api/a "b" <c> %41.yaml', line: 1, exact: false },
    fingerprint: "f".repeat(64),
  };
}

/** Every check of the catalogue: found, accepted, not checked, nothing to check and held, in turn. */
const RESULTS: readonly CheckResult[] = CATALOGUE.map((check, at): CheckResult => {
  const none = { check, held: 1, example: undefined, findings: [], reasons: [], notes: [HOSTILE] };
  const finding = findingOf(check);
  const accepted = { ...finding, accepted: { by: "baseline", reason: HOSTILE } } as const;
  const turns: readonly CheckResult[] = [
    { ...none, verdict: "found", findings: [finding, accepted] },
    { ...none, verdict: "found", findings: [accepted] },
    { ...none, verdict: "not checked", reasons: [HOSTILE, "no clock"] },
    { ...none, verdict: "nothing to check" },
    { ...none, verdict: "held" },
  ];
  return turns[at % turns.length] ?? { ...none, verdict: "held" };
});

const REPORT: AuditReport = {
  version: 1,
  tool: "portcullis 0.1.0",
  target: "a cloud",
  stacks: ["app"],
  profile: "production",
  startedAt: 1_800_000_000_123,
  durationMs: 1_500,
  results: RESULTS,
  people: { made: 2, left: [] },
  unmatched: [],
  limits: [],
  failOn: "high",
  exitCode: 1,
};

const count = (verdicts: (result: CheckResult) => boolean): number => RESULTS.filter(verdicts).length;
const isOpen = ({ findings }: CheckResult): boolean =>
  findings.some(({ accepted }) => accepted === undefined);

type Bag = Record<string, unknown>;

interface Run extends Bag {
  readonly tool: { readonly driver: { readonly rules: readonly (Bag & { readonly properties: Bag })[] } };
  readonly results: readonly (Bag & {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly locations: readonly { readonly physicalLocation: { artifactLocation: Bag; region: Bag } }[];
  })[];
}

describe("SARIF 2.1.0", () => {
  const document = JSON.parse(sarifReport(REPORT)) as { readonly runs: readonly Run[] };
  const placeIn = ({ results }: Run) => results[0]?.locations[0]?.physicalLocation;

  test("every check of the catalogue, found or not, is written as the standard has it", () => {
    expect(SARIF(document, "$")).toEqual([]);
    const { results = [], tool } = document.runs[0] ?? {};
    expect(results).toHaveLength(RESULTS.flatMap(({ findings }) => findings).length);
    for (const { ruleId, ruleIndex } of results) {
      expect(tool?.driver.rules[ruleIndex]?.["id"]).toBe(ruleId);
    }
  });

  test.each<[string, (run: Run) => void, string]>([
    [
      "a member that is none",
      (run) => Object.assign(run, { extra: 1 }),
      "$.runs[0].extra is no member of it",
    ],
    [
      "a rule without an id",
      ({ tool }) => Reflect.deleteProperty(tool.driver.rules[0] ?? {}, "id"),
      "$.runs[0].tool.driver.rules[0].id is missing",
    ],
    [
      "a line before the first",
      (run) => Object.assign(placeIn(run)?.region ?? {}, { startLine: 0 }),
      "$.runs[0].results[0].locations[0].physicalLocation.region.startLine is no integer from 1",
    ],
    [
      "a file with a blank in its address",
      (run) => Object.assign(placeIn(run)?.artifactLocation ?? {}, { uri: "my api.yaml" }),
      "artifactLocation.uri is not like",
    ],
    [
      "a tag twice",
      ({ tool }) => Object.assign(tool.driver.rules[0]?.properties ?? {}, { tags: ["a", "a"] }),
      "$.runs[0].tool.driver.rules[0].properties.tags has an item twice",
    ],
    [
      "no word for a level",
      ({ results }) => Object.assign(results[0] ?? {}, { level: "high" }),
      "$.runs[0].results[0].level is none of none",
    ],
  ])("%s is noticed", (_what, spoil, noticed) => {
    const spoiled = structuredClone(document);
    spoil(spoiled.runs[0] as Run);
    expect(SARIF(spoiled, "$").join("\n")).toContain(noticed);
  });
});

/** @see https://github.com/testmoapp/junitxml the format as CI systems read it */
describe("JUnit", () => {
  const xml = junitReport(REPORT);
  const [root] = readXml(xml).name === "testsuites" ? [readXml(xml)] : readXml(xml).children;
  const suites = root?.children ?? [];
  const cases = suites.flatMap(({ children }) => children);
  const having = (name: string, among: readonly XmlElement[] = cases): number =>
    among.filter(({ children }) => children.some((child) => child.name === name)).length;

  test("suites hold cases, and a case what failed or why it was skipped", () => {
    expect(root?.name).toBe("testsuites");
    expect(new Set(suites.map(({ name }) => name))).toEqual(new Set(["testsuite"]));
    expect(new Set(cases.map(({ name }) => name))).toEqual(new Set(["testcase"]));
    const inCases = cases.flatMap(({ children }) => children.map(({ name }) => name));
    expect(new Set(inCases)).toEqual(new Set(["failure", "skipped"]));
  });

  test("the numbers are those of the cases: of the whole, and of each suite", () => {
    const skipped = count((result) => /^not/.test(result.verdict));
    expect([cases.length, having("failure"), having("skipped")]).toEqual([
      RESULTS.length,
      count(isOpen),
      skipped,
    ]);
    const heads = [
      ...xml.matchAll(
        /<testsuite name="\w[\w-]*" tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/g,
      ),
    ];
    expect(heads.map(([, ...numbers]) => numbers.map(Number))).toEqual(
      suites.map(({ children }) => [
        children.length,
        having("failure", children),
        having("skipped", children),
      ]),
    );
    expect(xml).toContain(
      `<testsuites name="portcullis audit" tests="${RESULTS.length}" failures="${count(isOpen)}" errors="0" skipped="${skipped}" time="1.500">`,
    );
  });

  test("every case has a class and a name of its own, every suite a moment", () => {
    const names = [...xml.matchAll(/<testcase classname="(audit\.[\w-]+)" name="([^"<]+)"/g)];
    expect(names).toHaveLength(RESULTS.length);
    expect(new Set(names.map(([whole]) => whole)).size).toBe(RESULTS.length);
    expect(xml.match(/ timestamp="2027-01-15T08:00:00"/g)).toHaveLength(suites.length);
  });

  test("no character that XML has not", () => {
    expect(xml).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]+$/);
  });
});
