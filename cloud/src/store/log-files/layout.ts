/** Ends of the names of the two files of a log, and what an older pair has before them. */
export const LOG = ".log";
export const TIMES = ".times";
export const OLDER = ".1";

/** First line of a file of times, as JSON. */
export interface Header {
  readonly group: string;
  readonly stream: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Place in its stream of the first byte of the text. */
  readonly start: number;
  /** Bytes of the text before this one are no events. */
  readonly from: number;
  readonly keepsLineEnds: boolean;
}

export function headerText(header: Header): string {
  return `${JSON.stringify(header)}\n`;
}

/** The header of a file of times, or undefined when it has none that can be read. */
export function headerOf(times: string): Header | undefined {
  const end = times.indexOf("\n");
  if (end === -1) return undefined;
  try {
    const { group, stream, createdAt, start, from, keepsLineEnds } = JSON.parse(
      times.slice(0, end),
    ) as Partial<Header>;
    if (typeof group !== "string" || typeof stream !== "string") return undefined;
    return {
      group,
      stream,
      createdAt: Number(createdAt),
      start: Number(start),
      from: Number(from),
      keepsLineEnds: keepsLineEnds === true,
    };
  } catch {
    return undefined;
  }
}
