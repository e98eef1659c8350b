import { flag, listOf, moment, number, oneOf, optional, shaped, text } from "../../core/shaped.ts";
import { type AuditReport, type CheckResult, type Evidence, type Finding, SEVERITIES } from "../model.ts";

const severity = oneOf(...SEVERITIES);

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
  place: shaped<Finding["place"]>({ file: text, line: number, exact: flag }),
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
  version: oneOf(1),
  tool: text,
  target: text,
  isOnAws: optional(flag),
  stacks: listOf(text),
  profile: text,
  startedAt: moment,
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
