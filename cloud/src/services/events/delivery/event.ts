import type { Scope } from "../../../core/arns.ts";

/** What an event is made of. */
export interface EventParts {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** JSON text of an object; it stays as it came. */
  readonly detail: string;
  readonly resources: readonly string[];
  /** Epoch milliseconds. */
  readonly time: number;
}

/**
 * An event as targets get it, as JSON text.
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function eventText({ accountId, region }: Scope, parts: EventParts): string {
  const before = JSON.stringify({
    version: "0",
    id: parts.id,
    "detail-type": parts.detailType,
    source: parts.source,
    account: accountId,
    time: isoSeconds(parts.time),
    region,
    resources: parts.resources,
  });
  return `${before.slice(0, -1)},"detail":${parts.detail.trim()}}`;
}

/** `2026-01-02T03:04:05Z` */
export function isoSeconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}/, "");
}
