const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g;
const OPTIONS: Intl.DateTimeFormatOptions = {
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  weekday: "long",
  era: "short",
};

type Parts = Readonly<Record<string, string>>;

interface Moment {
  readonly parts: Parts;
  readonly epochMs: number;
  readonly zone: string;
}

const padded = (value: number | string, width: number): string => String(value).padStart(width, "0");
const named = (name: string, width: number): string => (width > 3 ? name : name.slice(0, 3));
const inZone = (moment: Moment, options: Intl.DateTimeFormatOptions, part: string): string =>
  new Intl.DateTimeFormat("en-US", { timeZone: moment.zone, ...options })
    .formatToParts(moment.epochMs)
    .find(({ type }) => type === part)?.value ?? "";

/** Letters of Joda's patterns. @see https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html */
const LETTERS: Readonly<Record<string, (moment: Moment, width: number) => string>> = {
  G: ({ parts }) => parts["era"] ?? "",
  y: ({ parts }, width) => {
    const year = parts["year"] ?? "";
    return width === 2 ? padded(year, 2).slice(-2) : padded(year, width);
  },
  Y: (moment, width) => LETTERS["y"]?.(moment, width) ?? "",
  M: (moment, width) =>
    width > 2
      ? named(inZone(moment, { month: "long" }, "month"), width)
      : padded(Number(moment.parts["month"]), width),
  d: ({ parts }, width) => padded(Number(parts["day"]), width),
  E: ({ parts }, width) => named(parts["weekday"] ?? "", width),
  a: ({ parts }) => (Number(parts["hour"]) < 12 ? "AM" : "PM"),
  H: ({ parts }, width) => padded(Number(parts["hour"]), width),
  k: ({ parts }, width) => padded(Number(parts["hour"]) || 24, width),
  K: ({ parts }, width) => padded(Number(parts["hour"]) % 12, width),
  h: ({ parts }, width) => padded(Number(parts["hour"]) % 12 || 12, width),
  m: ({ parts }, width) => padded(Number(parts["minute"]), width),
  s: ({ parts }, width) => padded(Number(parts["second"]), width),
  S: ({ epochMs }, width) =>
    padded(((epochMs % 1000) + 1000) % 1000, 3)
      .padEnd(width, "0")
      .slice(0, width),
  z: (moment) => inZone(moment, { timeZoneName: "short" }, "timeZoneName"),
  Z: (moment, width) => offset(moment, width),
};

/** `+0000`, `+00:00`, or the name of the zone. */
function offset(moment: Moment, width: number): string {
  if (width > 2) return moment.zone;
  const long = inZone(moment, { timeZoneName: "longOffset" }, "timeZoneName").slice("GMT".length) || "+00:00";
  return width === 1 ? long.replace(":", "") : long;
}

/** @returns undefined for a zone or a letter that there is not */
export function formatTime(pattern: string, epochMs: number, zone: string): string | undefined {
  const moment = momentOf(epochMs, zone);
  if (moment === undefined) return undefined;
  let text = "";
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    if (match.index !== end) return undefined;
    end += match[0].length;
    const [whole, quoted, letter] = match;
    if (quoted !== undefined) text += quoted === "" ? "'" : quoted.replaceAll("''", "'");
    else if (letter === undefined) text += whole;
    else if (Object.hasOwn(LETTERS, letter)) text += LETTERS[letter]?.(moment, whole.length) ?? "";
    else return undefined;
  }
  return end === pattern.length ? text : undefined;
}

function momentOf(epochMs: number, zone: string): Moment | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, ...OPTIONS });
    const parts = format.formatToParts(epochMs).map(({ type, value }) => [type, value] as const);
    return { parts: Object.fromEntries(parts), epochMs, zone };
  } catch {
    return undefined;
  }
}
