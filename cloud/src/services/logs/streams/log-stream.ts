import { createHash } from "node:crypto";
import type { Scope } from "../../../core/arns.ts";
import { logGroupArn } from "../log-groups/log-group.ts";

/** An event as operations show it, with a place of its own among all events. */
export interface ReadEvent {
  /** 56 digits that grow with time, as AWS's do. */
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

const TIME_DIGITS = 14;
const STREAM_DIGITS = 20;
const POSITION_DIGITS = 22;

/** @param source tells apart who keeps the event */
export function eventId(event: {
  readonly source: string;
  readonly stream: string;
  readonly timestamp: number;
  readonly position: number;
}): string {
  const hash = createHash("sha256").update(`${event.source}\0${event.stream}`).digest();
  return [
    String(event.timestamp).padStart(TIME_DIGITS, "0"),
    String(hash.readBigUInt64BE(0)).padStart(STREAM_DIGITS, "0"),
    String(event.position).padStart(POSITION_DIGITS, "0"),
  ].join("");
}

/** Comes before, or behind, every event of that moment. */
export function idAtTime(timestamp: number): string {
  return String(Math.max(0, timestamp))
    .padStart(TIME_DIGITS, "0")
    .padEnd(TIME_DIGITS + STREAM_DIGITS + POSITION_DIGITS, "0");
}

/** The group that an ARN of `logStreamArn` is in. */
export function groupArnOf(streamArn: string): string {
  return streamArn.split(":log-stream:")[0] ?? streamArn;
}

/** ARN that operations on one stream ask about; those on a group name no stream behind the last colon. */
export function logStreamArn(scope: Scope, group: string, stream = ""): string {
  return `${logGroupArn(scope, group)}:log-stream:${stream}`;
}
