import { UserError } from "../core/errors.ts";
import type { CheckResult, Finding } from "./model.ts";
import type { Places } from "./template/places.ts";

/** A finding that somebody accepts. */
export interface BaselineEntry {
  readonly fingerprint: string;
  /** For people. */
  readonly check: string;
  readonly resource: string;
  readonly route?: string;
  readonly reason: string;
  /** `2027-06-30`: from the day after it counts again. */
  readonly until?: string;
}

export interface Baseline {
  readonly accepted: readonly BaselineEntry[];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws UserError that names the entry that is wrong: an acceptance without a reason is none */
export function parseBaseline(text: string, file: string): Baseline {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${(error as Error).message}`);
  }
  const list = (content as { readonly accepted?: unknown } | null)?.accepted;
  if (!Array.isArray(list)) throw new UserError(`${file} must hold { "accepted": [ … ] }.`);
  return { accepted: list.map((entry, index) => parseEntry(entry, `${file}: entry ${index + 1}`)) };
}

function parseEntry(value: unknown, what: string): BaselineEntry {
  const entry = (value ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const given = entry[name];
    if (typeof given === "string" && given.trim() !== "") return given;
    throw new UserError(`${what} must have "${name}", a text that is not empty.`);
  };
  const { route, until } = entry;
  if (until !== undefined && (typeof until !== "string" || !DAY.test(until))) {
    throw new UserError(`${what}: "until" must be a day such as "2027-06-30".`);
  }
  return {
    fingerprint: text("fingerprint"),
    check: text("check"),
    resource: text("resource"),
    reason: text("reason"),
    ...(typeof route === "string" ? { route } : {}),
    ...(until === undefined ? {} : { until }),
  };
}

/** The file's text with these findings added to what it has. */
export function baselineText(old: Baseline, findings: readonly Finding[], reason: string): string {
  const known = new Set(old.accepted.map(({ fingerprint }) => fingerprint));
  const added = findings
    .filter(({ fingerprint, accepted }) => accepted === undefined && !known.has(fingerprint))
    .map(({ fingerprint, check, resource, route }) => ({
      fingerprint,
      check,
      resource: `${resource.stack}/${resource.logicalId}`,
      ...(route === "" ? {} : { route }),
      reason,
    }));
  return `${JSON.stringify({ accepted: [...old.accepted, ...added] }, undefined, 2)}\n`;
}

export interface Applied {
  readonly results: readonly CheckResult[];
  /** Entries that fit no finding: fixed since, or mistyped. */
  readonly unmatched: readonly string[];
}

/** AUDIT-3: accepted findings are marked and stay in the list; an end date ends it. */
export function applyAccepted(
  results: readonly CheckResult[],
  {
    baseline,
    places,
    today,
  }: { readonly baseline: Baseline; readonly places: Places; readonly today: string },
): Applied {
  const used = new Set<BaselineEntry>();
  const entries = new Map(baseline.accepted.map((entry) => [entry.fingerprint, entry]));
  const marked = results.map((result) => ({
    ...result,
    findings: result.findings.map((finding): Finding => {
      const entry = entries.get(finding.fingerprint);
      if (entry !== undefined) used.add(entry);
      if (entry !== undefined && !isOver(entry.until, today)) {
        return { ...finding, accepted: { by: "baseline", reason: entry.reason } };
      }
      const own = acceptedInTemplate(finding, places, today);
      return own === undefined ? finding : { ...finding, accepted: { by: "template", reason: own } };
    }),
  }));
  const ran = new Set(results.map(({ check }) => check.id));
  const unmatched = baseline.accepted.filter((entry) => !used.has(entry) && ran.has(entry.check));
  return {
    results: marked,
    unmatched: unmatched.map(({ check, resource, route = "" }) => `${check} ${resource} ${route}`.trim()),
  };
}

function isOver(until: string | undefined, today: string): boolean {
  return until !== undefined && until < today;
}

/** `Metadata: { Portcullis: { Accept: [{ id, reason, until }] } }` of the resource. */
function acceptedInTemplate(finding: Finding, places: Places, today: string): string | undefined {
  const list = places.accepted(finding.resource.stack, finding.resource.logicalId);
  if (!Array.isArray(list)) return undefined;
  for (const { id, reason, until } of list as { id?: unknown; reason?: unknown; until?: unknown }[]) {
    const isOwn = id === finding.check && typeof reason === "string" && reason.trim() !== "";
    if (isOwn && !isOver(typeof until === "string" ? until : undefined, today)) return reason;
  }
  return undefined;
}
