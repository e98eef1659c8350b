import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import type { ClaimOverrides } from "../../domain/tokens/overrides.ts";
import { durationOf } from "../moments.tsx";
import type { ComposedToken } from "./next-token.ts";

/** A claim of a token that is not issued, with who put it there. */
export interface ClaimRow {
  readonly name: string;
  readonly values: readonly ClaimPart[];
  readonly from: string;
}

/** A value, or one of several; `would`: it comes with the group that was tried. */
export interface ClaimPart {
  readonly text: string;
  readonly state: "plain" | "added" | "gone" | "would";
}

/** Written at the moment of issue. */
const OF_THE_MOMENT: ReadonlySet<string> = new Set([
  "iat",
  "auth_time",
  "jti",
  "event_id",
  "origin_jti",
  "at_hash",
]);
const FIRST = ["scope", "cognito:groups"];

interface Compared {
  readonly token: ComposedToken;
  readonly overrides: ClaimOverrides;
  /** The token with the group that was tried. */
  readonly tried: ComposedToken | undefined;
}

/** Rows in the order of interest: what opens routes first. */
export function claimRows({ token, overrides, tried }: Compared): ClaimRow[] {
  const names = [
    ...new Set([...token.after.keys(), ...token.before.keys(), ...(tried?.after.keys() ?? []), ...FIRST]),
  ].filter((name) => !OF_THE_MOMENT.has(name));
  const known = names.filter(
    (name) => name !== "scope" || token.after.has("scope") || token.before.has("scope"),
  );
  const rows = known.map((name) => ({
    name,
    values: partsOf(name, { token, overrides, tried }),
    from: sourceOf(name, token, overrides),
  }));
  return [...rows, ...ignoredRows(token, overrides)].sort((a, b) => rank(a.name) - rank(b.name));
}

/** Claims that only the moment of issue knows, by name. */
export function momentClaims({ after }: ComposedToken): string[] {
  return [...after.keys()].filter((name) => OF_THE_MOMENT.has(name));
}

function rank(name: string): number {
  const place = FIRST.indexOf(name);
  return place === -1 ? FIRST.length : place;
}

function partsOf(name: string, { token, tried }: Compared): ClaimPart[] {
  const before = valuesOf(name, token.before.get(name));
  const after = valuesOf(name, token.after.get(name));
  const withTried = valuesOf(name, tried?.after.get(name));
  return [
    ...after.map((text) => ({
      text,
      state: before.includes(text) ? ("plain" as const) : ("added" as const),
    })),
    ...before.filter((text) => !after.includes(text)).map((text) => ({ text, state: "gone" as const })),
    ...withTried
      .filter((text) => !after.includes(text) && !before.includes(text))
      .map((text) => ({ text, state: "would" as const })),
  ];
}

/** Scopes are a text of words; lists are lists; `exp` counts from the issue. */
function valuesOf(name: string, value: ClaimValue | undefined): string[] {
  if (value === undefined) return [];
  if (name === "scope") return String(value).split(" ").filter(Boolean);
  if (name === "exp") return [`${durationOf(Number(value))} after the issue`];
  if (Array.isArray(value)) return value.map(asText);
  return [asText(value)];
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function sourceOf(name: string, { before, after }: ComposedToken, overrides: ClaimOverrides): string {
  if (name === "exp") return "the client";
  const had = JSON.stringify(before.get(name));
  const has = JSON.stringify(after.get(name));
  const asked = overrides.add.get(name);
  if (had === has && asked !== undefined && asked !== null && JSON.stringify(asked) !== has) {
    return "the pool; what the trigger asked for is ignored: the claim is reserved";
  }
  if (had === has) {
    if (overrides.suppress.has(name) && after.has(name)) return "the pool; the trigger may not take it away";
    return "the pool";
  }
  if (has === undefined) return "taken away by the trigger";
  return had === undefined ? "the trigger" : "the pool, changed by the trigger";
}

/** What the function asked for in vain: reserved claims are ignored without an error, as on AWS. */
function ignoredRows({ after }: ComposedToken, overrides: ClaimOverrides): ClaimRow[] {
  return [...overrides.add]
    .filter(([name, value]) => !after.has(name) && !overrides.suppress.has(name) && value !== null)
    .map(([name, value]) => ({
      name,
      values: [{ text: asText(value), state: "gone" as const }],
      from: "asked for by the trigger and ignored: the claim is reserved",
    }));
}
