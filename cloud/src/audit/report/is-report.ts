import { type AuditReport, type CheckResult, type Evidence, type Finding, SEVERITIES } from "../model.ts";

type Test = (value: unknown) => boolean;
/** A test for each member. */
type Shape<Thing> = { readonly [Name in keyof Required<Thing>]: Test };

const text: Test = (value) => typeof value === "string";
const number: Test = (value) => typeof value === "number";
const severity: Test = (value) => SEVERITIES.some((one) => one === value);
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);

function shaped<Thing>(shape: Shape<Thing>): Test {
  const members = Object.entries<Test>(shape);
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    members.every(([name, test]) => test(Object.hasOwn(value, name) ? value[name as never] : undefined));
}

const evidence = shaped<Evidence>({ curl: text, status: number, body: text, trace: optional(text) });

const finding = shaped<Finding>({
  check: text,
  title: text,
  severity,
  confidence: text,
  resource: shaped<Finding["resource"]>({ stack: text, logicalId: text, physicalId: text, type: text }),
  route: text,
  what: text,
  evidence: listOf(evidence),
  change: text,
  place: shaped<Finding["place"]>({ file: text, line: number, exact: (value) => typeof value === "boolean" }),
  references: listOf(text),
  fingerprint: text,
  accepted: optional(shaped<NonNullable<Finding["accepted"]>>({ by: text, reason: text })),
});

const result = shaped<CheckResult>({
  check: shaped<CheckResult["check"]>({
    id: text,
    group: text,
    title: text,
    severity,
    references: listOf(text),
    mode: text,
    change: text,
  }),
  verdict: text,
  held: number,
  example: optional(evidence),
  findings: listOf(finding),
  reasons: listOf(text),
  notes: listOf(text),
});

const report = shaped<AuditReport>({
  version: (value) => value === 1,
  tool: text,
  target: text,
  stacks: listOf(text),
  profile: text,
  startedAt: (value) => typeof value === "number" && !Number.isNaN(new Date(value).getTime()),
  durationMs: number,
  results: listOf(result),
  people: shaped<AuditReport["people"]>({ made: number, left: listOf(text) }),
  unmatched: listOf(text),
  limits: listOf(text),
  failOn: severity,
  exitCode: number,
});

/** AUDIT-18: whether that is a report in all its parts, as the pages and forms of one take for granted. */
export function isAuditReport(value: unknown): value is AuditReport {
  return report(value);
}
