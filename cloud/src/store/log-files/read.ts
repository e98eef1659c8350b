import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LogEvent, LogStreamInfo } from "../../core/ports/log-files.ts";
import { type Header, headerOf, LOG, OLDER, TIMES } from "./layout.ts";

/** No group and stream have longer names than this leaves room for. */
const HEADER_BYTES = 4_096;

export interface FoundStream extends LogStreamInfo {
  /** Absolute, without `.log`. */
  readonly path: string;
}

/** Every stream that has times, in the folder of all logs and the folders in it. */
export function findStreams(root: string): FoundStream[] {
  return [root, ...foldersIn(root)].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.endsWith(TIMES) && !name.endsWith(OLDER + TIMES))
      .flatMap((name) => foundStream(join(folder, name.slice(0, -TIMES.length)))),
  );
}

function foundStream(path: string): FoundStream[] {
  const header = readHeader(path + TIMES);
  const text = statSync(path + LOG, { throwIfNoEntry: false });
  if (header === undefined || text === undefined) return [];
  const { group, stream, createdAt } = header;
  return [{ group, name: stream, createdAt, lastWrittenAt: lastTime(path) ?? createdAt, path }];
}

/** The lines of a stream that ended, with the times at which they began. */
export function readEvents(path: string): LogEvent[] {
  return [...eventsOf(path + OLDER), ...eventsOf(path)];
}

function eventsOf(path: string): LogEvent[] {
  const times = readIfThere(path + TIMES)?.toString("utf8") ?? "";
  const header = headerOf(times);
  const text = readIfThere(path + LOG);
  return header === undefined || text === undefined ? [] : lines(text, header, momentsOf(times));
}

/**
 * When the lines of a text were written, by the byte at which they begin; undefined for what has no time.
 * @param path absolute, without `.log`
 * @returns milliseconds since the epoch; ask for growing bytes
 */
export function readTimes(path: string): (byte: number) => number | undefined {
  return atMoments(momentsOf(readIfThere(path + TIMES)?.toString("utf8") ?? ""));
}

/** For growing bytes. */
function atMoments(moments: readonly Moment[]): (byte: number) => number | undefined {
  let last = -1;
  return (byte) => {
    while ((moments[last + 1]?.from ?? Number.POSITIVE_INFINITY) <= byte) last += 1;
    return moments[last]?.time;
  };
}

interface Moment {
  readonly from: number;
  readonly time: number;
}

function lines(text: Buffer, header: Header, moments: readonly Moment[]): LogEvent[] {
  const events: LogEvent[] = [];
  const timeAt = atMoments(moments);
  let begin = header.from;
  for (let end = text.indexOf(10, begin); end !== -1; end = text.indexOf(10, begin)) {
    const timestamp = timeAt(begin) ?? header.createdAt;
    const message = text.toString("utf8", begin, header.keepsLineEnds ? end + 1 : end);
    events.push({ timestamp, ingestedAt: timestamp, position: header.start + begin, message });
    begin = end + 1;
  }
  return events;
}

function momentsOf(times: string): Moment[] {
  return times
    .split("\n")
    .slice(1, -1)
    .map((line) => {
      const [from, time] = line.split(" ");
      return { from: Number(from), time: Number(time) };
    });
}

function lastTime(path: string): number | undefined {
  return momentsOf(readIfThere(path + TIMES)?.toString("utf8") ?? "").at(-1)?.time;
}

function readHeader(path: string): Header | undefined {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    return headerOf(bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, 0)));
  } finally {
    closeSync(file);
  }
}

function readIfThere(path: string): Buffer | undefined {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path);
}

function foldersIn(root: string): string[] {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name));
}

function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}
