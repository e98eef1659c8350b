const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the text names a zone of the time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Epoch milliseconds → what the clocks of the zone show then, as `Date.UTC` counts it. */
export function localTime(epochMs: number, timeZone: string): number {
  if (timeZone === "UTC") return epochMs;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (epochMs % 1000);
}

/**
 * What the clocks of the zone show → epoch milliseconds; the first of two when they are set back, undefined
 * for a time that they leap over.
 */
export function instantOf(local: number, timeZone: string): number | undefined {
  if (timeZone === "UTC") return local;
  const offsets = [local - DAY_MS, local + DAY_MS].map((near) => localTime(near, timeZone) - near);
  const instants = offsets
    .map((offset) => local - offset)
    .filter((instant) => localTime(instant, timeZone) === local);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    formats.set(timeZone, format);
  }
  return format;
}
