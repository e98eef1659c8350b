import { findingsOf, rankOf } from "../exit-code.ts";
import { type AuditReport, type CheckResult, SEVERITIES, type Severity } from "../model.ts";

export interface Tally {
  readonly held: number;
  readonly found: number;
  readonly notChecked: number;
  readonly nothing: number;
}

export function tallyOf(results: readonly CheckResult[]): Tally {
  const count = (wanted: CheckResult["verdict"]): number =>
    results.filter(({ verdict }) => verdict === wanted).length;
  return {
    held: count("held"),
    found: count("found"),
    notChecked: count("not checked"),
    nothing: count("nothing to check"),
  };
}

/** Open findings by severity, worst first. */
export function openBySeverity(report: AuditReport): readonly (readonly [Severity, number])[] {
  const open = findingsOf(report).filter(({ accepted }) => accepted === undefined);
  return [...SEVERITIES]
    .reverse()
    .map((severity) => [severity, open.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
}

/** `70 of 73 checks held; 3 findings ask for a decision`, or what is broken. */
export function headlineOf(report: AuditReport): string {
  const { held, found, notChecked } = tallyOf(report.results);
  const tried = held + found + notChecked;
  const worst = openBySeverity(report).filter(([severity]) => rankOf(severity) >= rankOf("high"));
  const broken = worst.reduce((sum, [, count]) => sum + count, 0);
  const decide = openBySeverity(report)
    .filter(([severity]) => severity !== "info" && rankOf(severity) < rankOf("high"))
    .reduce((sum, [, count]) => sum + count, 0);
  const rest = [
    broken === 0 ? "" : `${broken} ${broken === 1 ? "hole" : "holes"} found`,
    decide === 0 ? "" : `${decide} ${decide === 1 ? "finding asks" : "findings ask"} for a decision`,
    notChecked === 0 ? "" : `${notChecked} not checked`,
  ].filter(Boolean);
  return `${held} of ${tried} ${tried === 1 ? "check" : "checks"} held${rest.length === 0 ? "" : `; ${rest.join("; ")}`}`;
}

/** All that were asked for: `93 checks: 70 held, 3 did not, 20 had nothing to check here.` */
export function countsOf({ results }: Pick<AuditReport, "results">): string {
  const { held, found, notChecked, nothing } = tallyOf(results);
  const parts = [
    `${held} held`,
    found === 0 ? "" : `${found} did not`,
    notChecked === 0 ? "" : `${notChecked} not checked`,
    nothing === 0 ? "" : `${nothing} had nothing to check here`,
  ].filter(Boolean);
  return `${results.length} ${results.length === 1 ? "check" : "checks"}: ${parts.join(", ")}.`;
}

/** What the worst finding means, in one sentence. */
export function sentenceOf(report: AuditReport): string {
  const open = openBySeverity(report).filter(([severity]) => severity !== "info");
  const [worst] = [...findingsOf(report)]
    .filter(({ accepted, severity }) => accepted === undefined && severity !== "info")
    .sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
  if (worst === undefined) return "Everything that was tried held.";
  if (rankOf(worst.severity) >= rankOf("high")) return worst.what;
  const counted = open.map(([severity, count]) => `${count} ${severity}`).join(", ");
  return `No attack opened anything. Settings could be stronger than they are: ${counted}.`;
}
