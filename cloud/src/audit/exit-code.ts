import { type AuditReport, type CheckResult, type Finding, SEVERITIES, type Severity } from "./model.ts";

export const EXIT_CODES = {
  held: 0,
  findings: 1,
  wrongUse: 2,
  notCarriedOut: 3,
} as const;

export interface Judged {
  readonly results: readonly CheckResult[];
  readonly failOn: Severity;
  /** Whether what was not checked counts. */
  readonly strict: boolean;
  /** What the audit made and could not remove. */
  readonly left: readonly string[];
}

/**
 * AUDIT-2: the one place that decides, from the list that is printed. Accepted findings do not count;
 * what was made and not removed always does.
 */
export function exitCodeOf({ results, failOn, strict, left }: Judged): number {
  if (results.some(({ findings }) => findings.some((finding) => counts(finding, failOn)))) {
    return EXIT_CODES.findings;
  }
  if (left.length > 0) return EXIT_CODES.notCarriedOut;
  const isPartial = strict && results.some(({ reasons }) => reasons.length > 0);
  return isPartial ? EXIT_CODES.notCarriedOut : EXIT_CODES.held;
}

/** Whether a finding makes the run fail. */
export function counts({ severity, accepted }: Finding, failOn: Severity): boolean {
  return accepted === undefined && rankOf(severity) >= rankOf(failOn);
}

export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function findingsOf({ results }: Pick<AuditReport, "results">): readonly Finding[] {
  return results.flatMap(({ findings }) => findings);
}
