import { clockTime, MONTHS, twoDigits } from "../../../../../core/log-date.ts";
import type { Claims, ClaimValue } from "../../../../../core/ports/token-verifier.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** Claims REST APIs print as dates. */
const DATE_CLAIMS: ReadonlySet<string> = new Set(["exp", "iat"]);

/** The verifier hands out the same claims for the same token, as long as it knows it. */
const known = new WeakMap<Claims, Readonly<Record<string, string>>>();

/** Every claim as the text a REST API hands to the function. */
export function renderClaims(claims: Claims): Readonly<Record<string, string>> {
  const before = known.get(claims);
  if (before !== undefined) return before;
  const rendered = renderEach(claims);
  known.set(claims, rendered);
  return rendered;
}

function renderEach(claims: Claims): Record<string, string> {
  const rendered = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(claims)) {
    if (value === null || value === undefined) continue;
    rendered[name] =
      DATE_CLAIMS.has(name) && typeof value === "number" ? javaDate(value * 1000) : renderClaim(value);
  }
  return rendered;
}

function renderClaim(value: ClaimValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(renderItem).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function renderItem(value: ClaimValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** `Wed May 18 15:32:21 UTC 2022` */
function javaDate(epochMilliseconds: number): string {
  const date = new Date(epochMilliseconds);
  if (Number.isNaN(date.getTime())) return String(epochMilliseconds / 1000);
  const day = DAYS[date.getUTCDay()];
  const month = MONTHS[date.getUTCMonth()];
  return `${day} ${month} ${twoDigits(date.getUTCDate())} ${clockTime(date)} UTC ${date.getUTCFullYear()}`;
}
