/** How bad it is when an attack is not held. */
export const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * How a check behaves towards a deployment on AWS: `h` is harmless without an account, `u` uses people that
 * the audit makes and removes, `c` reads configuration only, `L` is for the local cloud alone.
 */
export type CheckMode = "h" | "u" | "c" | "L";

/** Groups of the catalogue, in the order in which they run. */
export const GROUPS = ["tokens", "routes", "sign-in", "configuration"] as const;
export type Group = (typeof GROUPS)[number];

/** What a check is, apart from what it does. */
export interface CheckFacts {
  /** `TOK-01`; stable: rule id of SARIF, name of the test case of JUnit. */
  readonly id: string;
  readonly group: Group;
  /** What holds where it holds. */
  readonly title: string;
  readonly severity: Severity;
  /** `A2` (OWASP API Security 2023), `V8.2.1` (ASVS 5.0), `C306` (CWE), `APIGateway.8` (Security Hub) … */
  readonly references: readonly string[];
  readonly mode: CheckMode;
  /** What to change in the template. */
  readonly change: string;
}

/** How sure a finding is. */
export type Confidence = "proved by call" | "seen in configuration" | "inferred";

/** One request and what came back, without secrets. */
export interface Evidence {
  /** A line for `sh` with `$TOKEN` in place of secrets. */
  readonly curl: string;
  readonly status: number;
  /** At most 512 bytes. */
  readonly body: string;
  /** For `portcullis explain`; undefined where the answer has none. */
  readonly trace: string | undefined;
}

/** Where a template says it. */
export interface Place {
  /** As the person would open it; relative to the working folder where it is below. */
  readonly file: string;
  /** From 1. Where nothing in the template says it, the line of what is nearest. */
  readonly line: number;
  /** False where no line of the template stands for it: then `line` is 1. */
  readonly exact: boolean;
}

export interface Finding {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly resource: {
    readonly stack: string;
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
  };
  /** `POST /orders`; empty for what is no route. */
  readonly route: string;
  /** One sentence: what was tried, what happened. */
  readonly what: string;
  readonly evidence: readonly Evidence[];
  /** Lines beginning with `-` and `+`, or words. */
  readonly change: string;
  readonly place: Place;
  readonly references: readonly string[];
  readonly fingerprint: string;
  /** Set when somebody accepted it: it does not count. */
  readonly accepted?: { readonly by: "baseline" | "template"; readonly reason: string };
}

export type Verdict =
  | "held"
  | "found"
  /** It could not be tried, or only in part. Never a pass. */
  | "not checked"
  /** The deployment has nothing of the kind. */
  | "nothing to check";

export interface CheckResult {
  readonly check: CheckFacts;
  readonly verdict: Verdict;
  /** Attempts that held. */
  readonly held: number;
  /** One of them, to be seen. */
  readonly example: Evidence | undefined;
  readonly findings: readonly Finding[];
  /** Why it was not, or not wholly, checked. */
  readonly reasons: readonly string[];
  /** What is worth knowing and no finding. */
  readonly notes: readonly string[];
}

/** A whole run: what every form of the report is made of. */
export interface AuditReport {
  readonly version: 1;
  readonly tool: string;
  readonly target: string;
  /** Undefined for a cloud of this machine. */
  readonly isOnAws?: true;
  readonly stacks: readonly string[];
  readonly profile: "development" | "production";
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly results: readonly CheckResult[];
  /** People that were made; those that could not be removed are named. */
  readonly people: { readonly made: number; readonly left: readonly string[] };
  /** Baseline entries that match nothing. */
  readonly unmatched: readonly string[];
  /** Limits of AWS itself that no template changes. */
  readonly limits: readonly string[];
  readonly failOn: Severity;
  readonly exitCode: number;
}
