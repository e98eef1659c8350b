import { AwsError } from "../../../core/errors.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { AskedLines } from "./addresses.ts";

type Caller = Pick<ConsoleContext, "call" | "now">;

/** Times are epoch milliseconds. */
export interface GroupView {
  readonly logGroupName: string;
  readonly logGroupArn: string;
  readonly creationTime: number;
  /** Undefined: nothing is let go. */
  readonly retentionInDays?: number;
}

export interface StreamView {
  readonly logStreamName: string;
  readonly lastEventTimestamp?: number;
}

export interface LineView {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

interface Listed {
  readonly logGroups: readonly GroupView[];
  readonly nextToken?: string;
}

const ON_A_PAGE = 25;

export async function readGroups(
  console: Pick<Caller, "call">,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<{ readonly rows: readonly GroupView[]; readonly next: string | undefined }> {
  const { logGroups, nextToken } = await console.call<Listed>("logs", "DescribeLogGroups", {
    limit: ON_A_PAGE,
    ...(prefix === "" ? {} : { logGroupNamePrefix: prefix }),
    ...(token === null ? {} : { nextToken: token }),
  });
  return { rows: logGroups, next: nextToken };
}

/** Undefined where there are more than a page of AWS has. */
export async function countGroups(console: Pick<Caller, "call">): Promise<number | undefined> {
  const { logGroups, nextToken } = await console.call<Listed>("logs", "DescribeLogGroups", { limit: 50 });
  return nextToken === undefined ? logGroups.length : undefined;
}

/** @throws AwsError ResourceNotFoundException */
export async function readGroup(console: Pick<Caller, "call">, name: string): Promise<GroupView> {
  // The group of that name is the first of those that begin so.
  const { logGroups } = await console.call<Listed>("logs", "DescribeLogGroups", {
    logGroupNamePrefix: name,
    limit: 1,
  });
  const found = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (found !== undefined) return found;
  throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.", 400);
}

/** Those that were written last. */
export async function readStreams(
  console: Pick<Caller, "call">,
  logGroupName: string,
): Promise<readonly StreamView[]> {
  const { logStreams } = await console.call<{ readonly logStreams: readonly StreamView[] }>(
    "logs",
    "DescribeLogStreams",
    { logGroupName, orderBy: "LastEventTime", descending: true, limit: ON_A_PAGE },
  );
  return logStreams;
}

export interface LinesPage {
  /** Oldest first. */
  readonly lines: readonly LineView[];
  /** `before` of the page of older ones; undefined where there are none. */
  readonly older: string | undefined;
}

const LINES_ON_A_PAGE = 200;
const HOUR_MS = 3_600_000;
/** CloudWatch Logs tells the oldest first: the newest are looked for in times that grow. */
const LOOKS_BACK_MS = [HOUR_MS, 24 * HOUR_MS, Number.POSITIVE_INFINITY];
/** Clients may put events that are dated so far ahead. */
const AHEAD_MS = 2 * HOUR_MS;

/**
 * The newest lines that fit, or those before a line of them.
 * @throws AwsError InvalidParameterException for a pattern that is none
 */
export async function readLines(console: Caller, group: string, asked: AskedLines): Promise<LinesPage> {
  const before = lineIn(asked.before);
  const end = before?.timestamp ?? console.now() + AHEAD_MS;
  for (const back of LOOKS_BACK_MS) {
    const start = Math.max(0, end - back);
    const found = await readBetween(console, group, { ...asked, start, end, before: before?.id });
    if (found.length > LINES_ON_A_PAGE || start === 0) {
      const lines = found.slice(-LINES_ON_A_PAGE);
      const [oldest] = lines;
      const isMore = found.length > LINES_ON_A_PAGE && oldest !== undefined;
      return { lines, older: isMore ? `${oldest.timestamp}.${oldest.eventId}` : undefined };
    }
  }
  return { lines: [], older: undefined };
}

function lineIn(before: string): { readonly timestamp: number; readonly id: string } | undefined {
  const found = /^(\d{1,15})\.(\d{56})$/.exec(before);
  return found === null ? undefined : { timestamp: Number(found[1]), id: found[2] ?? "" };
}

interface Between extends Pick<AskedLines, "stream" | "pattern"> {
  /** Both are part of it. */
  readonly start: number;
  readonly end: number;
  /** Id of a line: it and those after it are left out. */
  readonly before: string | undefined;
}

/** One more than a page has, at most: the newest of the time. */
async function readBetween(console: Caller, logGroupName: string, between: Between): Promise<LineView[]> {
  const { stream, pattern, start, end, before } = between;
  let newest: LineView[] = [];
  let nextToken: string | undefined;
  do {
    const page: { readonly events: readonly LineView[]; readonly nextToken?: string } = await console.call(
      "logs",
      "FilterLogEvents",
      {
        logGroupName,
        startTime: start,
        endTime: end,
        ...(stream === "" ? {} : { logStreamNames: [stream] }),
        ...(pattern === "" ? {} : { filterPattern: pattern }),
        ...(nextToken === undefined ? {} : { nextToken }),
      },
    );
    const fits = page.events.filter(({ eventId }) => before === undefined || eventId < before);
    newest = [...newest, ...fits].slice(-(LINES_ON_A_PAGE + 1));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return newest;
}
