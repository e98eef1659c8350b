import pc from "picocolors";
import { onOneLine, printable } from "../../core/printable.ts";
import { counts, findingsOf, rankOf } from "../exit-code.ts";
import { placeholderLines } from "../http/placeholders.ts";
import { type AuditReport, type CheckResult, type Finding, GROUPS, type Severity } from "../model.ts";
import { againCommand, explainCommand, type Reach, reachOf } from "../reach.ts";
import { countsOf, headlineOf, tallyOf } from "./summary.ts";

export interface TextOptions {
  /** Also what held, what could not be checked and why, and notes. */
  readonly verbose: boolean;
  readonly colours: boolean;
  /** `--state` as it was given: the commands that are named have it too. */
  readonly state?: string | undefined;
}

type Paint = ReturnType<typeof pc.createColors>;

/** For a terminal: what needs a decision, worst first; one block a cause. */
export function textReport(report: AuditReport, { verbose, colours, state }: TextOptions): readonly string[] {
  const paint = pc.createColors(colours);
  const reach = reachOf(report, state);
  const findings = [...findingsOf(report)].sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const shown = verbose ? open : open.filter(({ severity }) => severity !== "info");
  return [
    "",
    paint.bold(headlineOf(report)),
    countsOf(report),
    `${report.target}: ${report.stacks.join(", ")}, in ${(report.durationMs / 1000).toFixed(1)} s, profile ${report.profile}.`,
    "",
    ...shown.flatMap((finding) => [...findingLines(finding, { report, paint, reach }), ""]),
    ...(open.length > shown.length
      ? [`and ${open.length - shown.length} for information: --verbose`, ""]
      : []),
    ...acceptedLines(findings, paint),
    ...groupLines(report, paint),
    "",
    ...notCheckedLines(report, verbose, paint),
    ...(verbose ? verboseLines(report, paint) : []),
    ...endLines(report, paint),
  ].map((line) => line);
}

const SYMBOLS: Readonly<Record<Severity, string>> = {
  critical: "✖",
  high: "✖",
  medium: "▲",
  low: "▲",
  info: "·",
};

function coloured(severity: Severity, text: string, paint: Paint): string {
  if (rankOf(severity) >= rankOf("high")) return paint.red(text);
  return severity === "info" ? paint.dim(text) : paint.yellow(text);
}

interface FindingLines {
  readonly report: AuditReport;
  readonly paint: Paint;
  readonly reach: Reach;
}

function findingLines(finding: Finding, { report, paint, reach }: FindingLines): readonly string[] {
  const { severity, check, title, place, what, change, references, evidence, confidence } = finding;
  const [first] = evidence;
  const explain = explainCommand(first?.trace, reach);
  const head = coloured(severity, `${SYMBOLS[severity]} ${severity.padEnd(8)}`, paint);
  return [
    `${head} ${paint.bold(onOneLine(what))}${counts(finding, report.failOn) ? "" : paint.dim("  (does not fail the run)")}`,
    `  ${paint.dim(`${check} ${title}: not held, ${confidence}`)}`,
    `  ${paint.dim("at    ")} ${onOneLine(`${place.file}:${place.line}`)}${place.exact ? "" : paint.dim(" (no line of the template says so)")}`,
    ...(first === undefined
      ? []
      : [
          `  ${paint.dim("sent  ")} ${onOneLine(first.curl)}`,
          ...placeholderLines(check, first.curl, reach).map((line) => `  ${paint.dim("where ")} ${line}`),
          `  ${paint.dim("answer")} ${first.status} ${onOneLine(first.body)}`,
          ...(explain === undefined ? [] : [`  ${paint.dim("why   ")} ${explain}`]),
        ]),
    ...printable(change)
      .split("\n")
      .map((line, index) => `  ${paint.dim(index === 0 ? "change" : "      ")} ${diffLine(line, paint)}`),
    `  ${paint.dim("refer ")} ${references.map(referenceText).join(" · ")}`,
    `  ${paint.dim("again ")} ${againCommand(finding, reach)}`,
  ];
}

function diffLine(line: string, paint: Paint): string {
  if (line.startsWith("+")) return paint.green(line);
  return line.startsWith("-") ? paint.red(line) : line;
}

/** `A2` → `OWASP API2:2023`, `V8.2.1` → `ASVS 5.0 V8.2.1`, `C306` → `CWE-306`; others as they are. */
export function referenceText(reference: string): string {
  if (/^A\d+$/.test(reference)) return `OWASP API${reference.slice(1)}:2023`;
  if (/^V\d/.test(reference)) return `ASVS 5.0 ${reference}`;
  if (/^C\d+$/.test(reference)) return `CWE-${reference.slice(1)}`;
  if (reference.startsWith("RFC")) return reference.replace(/^RFC/, "RFC ").replace("-", " §");
  return reference;
}

function acceptedLines(findings: readonly Finding[], paint: Paint): readonly string[] {
  const accepted = findings.filter((finding) => finding.accepted !== undefined);
  if (accepted.length === 0) return [];
  return [
    paint.bold("Accepted"),
    ...accepted.map(
      ({ check, resource, route, accepted: by }) =>
        `  ${check} ${onOneLine(`${resource.stack}/${resource.logicalId} ${route}`.trim())}: ${onOneLine(by?.reason ?? "")} (${by?.by})`,
    ),
    "",
  ];
}

function groupLines(report: AuditReport, paint: Paint): readonly string[] {
  return GROUPS.filter((group) => report.results.some(({ check }) => check.group === group)).map((group) => {
    const results = report.results.filter(({ check }) => check.group === group);
    const { held, found, notChecked, nothing } = tallyOf(results);
    const rest = [
      found === 0 ? "" : `${found} not held`,
      notChecked === 0 ? "" : `${notChecked} not checked`,
      nothing === 0 ? "" : `${nothing} with nothing to check`,
    ].filter(Boolean);
    const mark = found > 0 ? paint.yellow("▲") : paint.green("✔");
    return `${mark} ${group.padEnd(14)} ${held} held${rest.length === 0 ? "" : paint.dim(`, ${rest.join(", ")}`)}`;
  });
}

function notCheckedLines({ results }: AuditReport, verbose: boolean, paint: Paint): readonly string[] {
  const open = results.filter(({ reasons }) => reasons.length > 0);
  if (open.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { check, reasons } of open) {
    for (const reason of reasons) byReason.set(reason, [...(byReason.get(reason) ?? []), check.id]);
  }
  const lines = [...byReason].map(([reason, ids]) => `  ${ids.join(", ")}: ${onOneLine(reason)}`);
  const few = verbose ? lines : lines.slice(0, 8);
  const more = lines.length - few.length;
  return [
    paint.bold("Not checked, in whole or in part"),
    ...few,
    ...(more > 0 ? [`  and ${more} more reasons: --verbose`] : []),
    "",
  ];
}

function verboseLines({ results, limits }: AuditReport, paint: Paint): readonly string[] {
  const held = results.filter(({ verdict }) => verdict === "held");
  const nothing = results.filter(({ verdict }) => verdict === "nothing to check");
  const notes = results.flatMap((result) =>
    result.notes.map((note) => `  ${result.check.id} ${onOneLine(note)}`),
  );
  return [
    ...section(
      "Held",
      held.map((result) => heldLine(result, paint)),
      paint,
    ),
    ...section(
      "Nothing to check",
      nothing.map(({ check }) => `  ${check.id} ${check.title}`),
      paint,
    ),
    ...section("Notes", notes, paint),
    ...section(
      "What AWS leaves open, whatever the template says",
      limits.map((limit) => `  ${limit}`),
      paint,
    ),
  ];
}

function heldLine({ check, held }: CheckResult, paint: Paint): string {
  return `  ${paint.green("✔")} ${check.id} ${check.title} ${paint.dim(`(${held} ${held === 1 ? "attempt" : "attempts"})`)}`;
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines, ""];
}

function endLines({ people, unmatched, exitCode, failOn }: AuditReport, paint: Paint): readonly string[] {
  const { made, left } = people;
  return [
    ...unmatched.map((entry) => paint.yellow(`The baseline accepts what was not found: ${onOneLine(entry)}`)),
    left.length === 0
      ? `${made} ${made === 1 ? "user was" : "users were"} made for it and removed.`
      : paint.red(`Could not be removed, remove by hand: ${left.map(onOneLine).join(", ")}`),
    `Exit code ${exitCode}: ${exitReason(exitCode, failOn)}`,
  ];
}

function exitReason(exitCode: number, failOn: Severity): string {
  if (exitCode === 0) return `nothing of severity ${failOn} or worse that is not accepted.`;
  return exitCode === 1 ? `findings of severity ${failOn} or worse.` : "not carried out in full.";
}
