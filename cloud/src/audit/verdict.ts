import type { Check, CheckReport } from "./check.ts";
import { findingOf } from "./findings.ts";
import type { CheckFacts, CheckResult, Evidence, Finding, Verdict } from "./model.ts";
import type { Places } from "./template/places.ts";

/** Collects what one check says, and makes its result of it. */
export interface Collector extends CheckReport {
  result(): CheckResult;
}

export function createCollector(check: Check, places: Places): Collector {
  const findings = new Map<string, Finding>();
  const reasons = new Set<string>();
  const notes = new Set<string>();
  let held = 0;
  let example: Evidence | undefined;
  return {
    held: (evidence) => {
      held += 1;
      example ??= evidence;
    },
    found: (parts) => {
      const finding = findingOf(check, parts, places);
      // One cause, one finding: the first attack that showed it is its evidence.
      if (!findings.has(finding.fingerprint)) findings.set(finding.fingerprint, finding);
    },
    notChecked: (reason) => reasons.add(reason),
    note: (text) => notes.add(text),
    result: () => ({
      check: factsOf(check),
      verdict: verdictOf({ findings: findings.size, reasons: reasons.size, held }),
      held,
      example,
      findings: [...findings.values()],
      reasons: [...reasons],
      notes: [...notes],
    }),
  };
}

function factsOf({ id, group, title, severity, references, mode, change }: Check): CheckFacts {
  return { id, group, title, severity, references, mode, change };
}

interface Counts {
  readonly findings: number;
  readonly reasons: number;
  readonly held: number;
}

/** AUDIT-1: what could not be tried, even in part, has not held. */
export function verdictOf({ findings, reasons, held }: Counts): Verdict {
  if (findings > 0) return "found";
  if (reasons > 0) return "not checked";
  return held > 0 ? "held" : "nothing to check";
}
