import { pathToFileURL } from "node:url";
import { placeholderLines } from "../http/placeholders.ts";
import type { AuditReport, CheckFacts, Finding, Severity } from "../model.ts";
import { type Reach, reachOf } from "../reach.ts";
import { referenceText } from "./text.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Numbers by which code-scanning tools rank. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  info: "0.0",
};

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** SARIF 2.1.0. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifReport(report: AuditReport, state?: string): string {
  const rules = report.results.map(({ check }) => ruleOf(check));
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const findings = report.results.flatMap((result) => result.findings);
  const reach = reachOf(report, state);
  const document = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Portcullis audit", version: report.tool.replace(/^\S+ /, ""), rules } },
        automationDetails: { id: "portcullis-audit/" },
        invocations: [
          {
            executionSuccessful: report.people.left.length === 0,
            exitCode: report.exitCode,
            startTimeUtc: new Date(report.startedAt).toISOString(),
            toolExecutionNotifications: report.results.flatMap(({ check, reasons }) =>
              reasons.map((reason) => ({
                level: "note",
                message: { text: `${check.id} was not checked: ${reason}` },
                associatedRule: { id: check.id },
              })),
            ),
          },
        ],
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) =>
          resultOf(finding, { ruleIndex: index.get(finding.check) ?? 0, reach }),
        ),
      },
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function ruleOf({ id, title, severity, references, change }: CheckFacts) {
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${references.map(referenceText).join(", ")}.` },
    help: { text: change },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      "security-severity": SCORES[severity],
      tags: ["security", ...references.map(tagOf)],
    },
  };
}

/** `external/cwe/cwe-306` is the form that code-scanning tools know. */
function tagOf(reference: string): string {
  return /^C\d+$/.test(reference) ? `external/cwe/cwe-${reference.slice(1)}` : referenceText(reference);
}

interface Told {
  readonly ruleIndex: number;
  readonly reach: Reach;
}

function resultOf(finding: Finding, { ruleIndex, reach }: Told) {
  const { check, place, accepted, route, resource, evidence, change, confidence, fingerprint } = finding;
  const [first] = evidence;
  const where = place.exact ? "" : " No line of the template says so.";
  return {
    ruleId: finding.check,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: `${finding.what} Change: ${change}${where}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line },
        },
        logicalLocations: [
          {
            name: resource.logicalId,
            fullyQualifiedName: `${resource.stack}/${resource.logicalId}`,
            kind: "resource",
          },
        ],
      },
    ],
    partialFingerprints: { "portcullisAudit/v1": fingerprint },
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "external", justification: accepted.reason }] }),
    properties: {
      "security-severity": SCORES[finding.severity],
      severity: finding.severity,
      confidence,
      route,
      physicalId: resource.physicalId,
      ...(first === undefined
        ? {}
        : {
            request: first.curl,
            where: placeholderLines(check, first.curl, reach),
            status: first.status,
            trace: first.trace,
          }),
    },
  };
}

/** Relative to the folder that the audit was started in, where it is below. */
function uriOf(file: string): string {
  if (file.startsWith("/")) return pathToFileURL(file).href;
  return file.split("/").map(encodeURIComponent).join("/");
}
