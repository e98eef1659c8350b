import { invalidParameter } from "../../errors.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FORMAT = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/** How a claim's TIMESTAMP is written: `Thu Sep 3 08:05:09 UTC 2026`. @param at epoch ms */
export function formatTimestamp(at: number): string {
  const date = new Date(at);
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} UTC ${date.getUTCFullYear()}`;
}

/**
 * COG-SRP-3: epoch ms of a TIMESTAMP. Throws InvalidParameterException for another format. A text that means
 * a moment but is not how that moment is written (`Sep 03`, a wrong weekday) reads as it stands:
 * the signature is then made over the canonical text and does not match.
 */
export function parseTimestamp(text: string): number {
  const [, month = "", day, hour, minute, second, year] = FORMAT.exec(text) ?? [];
  const monthIndex = MONTHS.indexOf(month);
  if (year === undefined || monthIndex < 0) {
    throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english").because({
      rule: "COG-SRP-3",
      reason: "timestamp-wrong",
    });
  }
  return Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
}
