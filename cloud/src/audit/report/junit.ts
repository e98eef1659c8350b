import { placeholderLines } from "../http/placeholders.ts";
import { type AuditReport, type CheckResult, type Finding, GROUPS } from "../model.ts";
import { type Reach, reachOf } from "../reach.ts";

/** JUnit's XML as CI systems read it: one test case a check; what was not checked is skipped. */
export function junitReport(report: AuditReport, state?: string): string {
  const suites = GROUPS.flatMap((group) => {
    const results = report.results.filter(({ check }) => check.group === group);
    return results.length === 0 ? [] : [suiteOf(group, results, { report, reach: reachOf(report, state) })];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="portcullis audit"${countsOf(report.results)} time="${seconds(report.durationMs)}">\n${suites.join("")}</testsuites>\n`;
}

interface Run {
  readonly report: AuditReport;
  readonly reach: Reach;
}

function suiteOf(group: string, results: readonly CheckResult[], { report, reach }: Run): string {
  const cases = results.map((result) => caseOf(group, result, reach)).join("");
  const at = new Date(report.startedAt).toISOString().slice(0, 19);
  return `  <testsuite name="${group}"${countsOf(results)} timestamp="${at}">\n${cases}  </testsuite>\n`;
}

function countsOf(results: readonly CheckResult[]): string {
  const failures = results.filter((result) => isFailed(result)).length;
  const skipped = results.filter((result) => isSkipped(result)).length;
  return ` tests="${results.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function openOf({ findings }: CheckResult): readonly Finding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

function isFailed(result: CheckResult): boolean {
  return openOf(result).length > 0;
}

function isSkipped(result: CheckResult): boolean {
  return !isFailed(result) && (result.verdict === "not checked" || result.verdict === "nothing to check");
}

function caseOf(group: string, result: CheckResult, reach: Reach): string {
  const { check, reasons, verdict } = result;
  const open = `    <testcase classname="audit.${group}" name="${xml(`${check.id} ${check.title}`)}"`;
  if (isFailed(result)) {
    const failures = openOf(result)
      .map((finding) => failureOf(finding, reach))
      .join("");
    return `${open}>\n${failures}    </testcase>\n`;
  }
  if (isSkipped(result)) {
    const why = verdict === "not checked" ? `not checked: ${reasons.join("; ")}` : verdict;
    return `${open}>\n      <skipped message="${xml(why)}"/>\n    </testcase>\n`;
  }
  return `${open}/>\n`;
}

function failureOf({ check, what, severity, place, change, evidence }: Finding, reach: Reach): string {
  const [first] = evidence;
  const lines = [
    `${place.file}:${place.line}`,
    ...(first === undefined
      ? []
      : [first.curl, ...placeholderLines(check, first.curl, reach), `${first.status} ${first.body}`]),
    `Change: ${change}`,
  ];
  return `      <failure type="${severity}" message="${xml(what)}">${xml(lines.join("\n"))}</failure>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** AUDIT-10: characters that XML 1.0 has not become U+FFFD. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
