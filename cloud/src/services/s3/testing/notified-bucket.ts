import type { TraceEvent } from "../../../core/ports/trace.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { functionArn, queueArn, type TestDestinations, testDestinations, topicArn } from "./destinations.ts";
import { type Draft, type Reply, send } from "./send.ts";
import { type OpenS3, openS3 } from "./service.ts";
import { IN_IRELAND } from "./world.ts";

/** Elements of a notification configuration. */
export const events = (...names: string[]): string => names.map((name) => `<Event>${name}</Event>`).join("");
export const everything: string = events("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*");
export const filter = (rules: Record<string, string>): string =>
  `<Filter><S3Key>${Object.entries(rules)
    .map(([name, value]) => `<FilterRule><Name>${name}</Name><Value>${value}</Value></FilterRule>`)
    .join("")}</S3Key></Filter>`;
export const queue = (rest: string, arn: string = queueArn("q")): string =>
  `<QueueConfiguration><Queue>${arn}</Queue>${rest}</QueueConfiguration>`;
export const lambda = (rest: string, arn: string = functionArn("f")): string =>
  `<CloudFunctionConfiguration><CloudFunction>${arn}</CloudFunction>${rest}</CloudFunctionConfiguration>`;
export const topic = (rest: string, arn: string = topicArn("t")): string =>
  `<TopicConfiguration><Topic>${arn}</Topic>${rest}</TopicConfiguration>`;

/** A bucket `photos`, and the queue `q`, the topic `t` and the function `f` to tell. */
export interface NotifiedBucket {
  readonly to: TestDestinations;
  readonly clock: ManualClock;
  readonly traced: readonly TraceEvent[];
  readonly open: OpenS3;
  call(line: string, rest?: Omit<Draft, "call">): Promise<Reply>;
  /** Sets the notifications. */
  put(document: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Delivers what waits. */
  deliver(): void;
  /** Lets time pass for what is tried again. */
  wait(milliseconds: number): void;
  /** The same state in another run: what waits in memory of this one is lost. */
  restarted(): OpenS3;
  /** Names of the events that arrived. */
  names(): string[];
}

export async function notifiedBucket(): Promise<NotifiedBucket> {
  const to = testDestinations();
  for (const arn of [queueArn("q"), topicArn("t"), functionArn("f")]) to.present.add(arn);
  let timers = new ManualTimers();
  const clock = new ManualClock(Date.now());
  const traced: TraceEvent[] = [];
  const trace = { record: (event: TraceEvent) => void traced.push(event) };
  const open = openS3({ destinations: to, timers, clock, trace });
  const call = (line: string, rest: Omit<Draft, "call"> = {}) =>
    send(open.service, { call: line, ...rest }, { at: clock.now() });
  await call("PUT /photos", { body: IN_IRELAND });
  return {
    ...{ to, clock, traced, open, call },
    put: (document, headers = {}) =>
      call("PUT /photos?notification", {
        body: `<NotificationConfiguration>${document}</NotificationConfiguration>`,
        headers,
      }),
    deliver: () => timers.advance(0),
    wait: (milliseconds) => timers.advance(milliseconds),
    restarted: () => {
      timers = new ManualTimers();
      return openS3({ destinations: to, timers, clock, stateDir: open.stateDir });
    },
    names: () => to.records().map(({ record }) => record.eventName),
  };
}
