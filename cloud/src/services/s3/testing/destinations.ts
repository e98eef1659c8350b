import type { ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { BusEvent } from "../../../core/ports/event-buses.ts";
import type { DestinationPorts } from "../domain/notifications/destinations.ts";

const at = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`;
export const queueArn = (name: string): string => at("sqs", name);
export const topicArn = (name: string): string => at("sns", name);
export const functionArn = (name: string): string => at("lambda", `function:${name}`);

/** What came where, in the order it came. */
export interface Delivered {
  readonly to: string;
  readonly text: string;
  readonly caller?: ServiceCaller;
  readonly subject?: string | undefined;
}

export interface TestDestinations {
  readonly ports: DestinationPorts;
  readonly delivered: Delivered[];
  readonly announced: BusEvent[];
  /** ARNs that are there. */
  readonly present: Set<string>;
  /** ARNs that let nobody in. */
  readonly closed: Set<string>;
  /** ARNs that break. */
  readonly broken: Set<string>;
  /** What a destination says in the end. */
  records(): { readonly to: string; readonly record: TestRecord }[];
}

export interface TestRecord {
  readonly eventName: string;
  readonly s3: { readonly configurationId: string; readonly object: Readonly<Record<string, unknown>> };
  readonly [member: string]: unknown;
}

/** Queues, topics, functions and a bus in memory. */
export function testDestinations(): TestDestinations {
  const delivered: Delivered[] = [];
  const announced: BusEvent[] = [];
  const present = new Set<string>();
  const closed = new Set<string>();
  const broken = new Set<string>();
  const take = (to: string, rest: Omit<Delivered, "to">): string => {
    if (broken.has(to)) throw new Error("out of order");
    const refusal = refusalOf(to);
    if (refusal !== undefined) throw refusal;
    delivered.push({ to, ...rest });
    return `m-${delivered.length}`;
  };
  const refusalOf = (arn: string): AwsError | undefined => {
    if (!present.has(arn)) return new AwsError("ResourceNotFoundException", `${arn} is not there`, 404);
    return closed.has(arn) ? new AwsError("AccessDeniedException", "not for you", 403) : undefined;
  };
  const decision = (arn: string) => ({ allowed: !closed.has(arn), message: "", explanation: "" });
  const isFifo = (arn: string) => arn.endsWith(".fifo");
  return {
    delivered,
    announced,
    present,
    closed,
    broken,
    records: () =>
      delivered.flatMap(({ to, text }) => {
        const { Records = [] } = JSON.parse(text) as { Records?: TestRecord[] };
        return Records.map((record) => ({ to, record }));
      }),
    ports: {
      functionEvents: {
        refusalOf: ({ functionArn: arn }) => refusalOf(arn),
        invoke: ({ functionArn: arn, payload, caller }) =>
          void take(arn, { text: payload, caller: caller as ServiceCaller }),
      },
      messageQueues: {
        find: (arn) =>
          present.has(arn) ? { arn, isFifo: isFifo(arn), visibilityTimeoutSeconds: 30 } : undefined,
        decide: (_caller, _action, arn) => decision(arn),
        send: (caller, arn, { body }) => take(arn, { text: body, caller: caller as ServiceCaller }),
      },
      snsTopics: {
        find: (arn) => (present.has(arn) ? { arn, isFifo: isFifo(arn) } : undefined),
        decide: (_caller, arn) => decision(arn),
        publish: (caller, arn, { message, subject }) =>
          take(arn, { text: message, subject, caller: caller as ServiceCaller }),
      },
      eventBuses: { announce: (event) => void announced.push(event) },
    },
  };
}
