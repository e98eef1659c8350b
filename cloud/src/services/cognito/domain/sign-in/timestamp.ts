import { invalidParameter } from "../../shared/errors.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FORMAT = /^([a-z]{3}) ([a-z]{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (UTC|GMT) (\d{4})$/i;

export type Zone = "UTC" | "GMT";

/** How a claim's TIMESTAMP is written: `Thu Sep 3 08:05:09 UTC 2026`. @param at epoch ms */
export function formatTimestamp(at: number, zone: Zone = "UTC"): string {
  const date = new Date(at);
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} ${zone} ${date.getUTCFullYear()}`;
}

/**
 * COG-SRP-3: the texts over which the proof of a claim with this TIMESTAMP may be made: the moment as
 * it is written and, where the weekday is right, the text itself, with other letters' case or a zero
 * before the day. Of what time it is AWS takes no notice: the block that is answered has its own end.
 * @throws InvalidParameterException for another format
 */
export function timestampTexts(text: string): readonly string[] {
  const [, weekday = "", month = "", day, hour, minute, second, zone = "", year] = FORMAT.exec(text) ?? [];
  const monthIndex = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  const at = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  if (year === undefined || monthIndex < 0 || Number.isNaN(at)) {
    throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english").because({
      rule: "COG-SRP-3",
      reason: "timestamp-wrong",
    });
  }
  const written = formatTimestamp(at, zone.toUpperCase() === "GMT" ? "GMT" : "UTC");
  const isDay = weekday.toLowerCase() === written.slice(0, 3).toLowerCase();
  return isDay && written !== text ? [written, text] : [written];
}
