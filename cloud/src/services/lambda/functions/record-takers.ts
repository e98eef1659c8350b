import { parseArn } from "../../../core/arns.ts";
import type { RoleCaller } from "../../../core/caller.ts";
import type { Decision } from "../../../core/ports/authorization.ts";
import type { MessageAttribute } from "../../../core/ports/message-queues.ts";
import type { FunctionsContext } from "./context.ts";

/** What a queue, a topic or an event bus is given. */
export interface OutgoingRecord {
  /** JSON text. */
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  /** ARN of the function, as it was invoked. */
  readonly functionArn: string;
  readonly isSuccess: boolean;
}

type Takers = Pick<FunctionsContext, "messageQueues" | "snsTopics" | "eventBuses">;

/** A kind of thing that takes records and is no function. */
export interface RecordTaker {
  /** As refusals call it: `SQS`. */
  readonly service: string;
  /** The operation that the role of the function needs. */
  readonly call: string;
  /** Takes an event that was not done, as a dead-letter target. */
  readonly takesDeadLetters: boolean;
  /** Whether there is one that takes records. */
  has(takers: Takers, arn: string): boolean;
  decide(takers: Takers, caller: RoleCaller, arn: string): Decision;
  /** Durable once it returns. @throws AwsError */
  take(takers: Takers, caller: RoleCaller, arn: string, record: OutgoingRecord): void;
}

const TAKERS: ReadonlyMap<string, RecordTaker> = new Map<string, RecordTaker>([
  [
    "sqs",
    {
      service: "SQS",
      call: "SendMessage",
      takesDeadLetters: true,
      has: ({ messageQueues }, arn) => messageQueues.find(arn)?.isFifo === false,
      decide: ({ messageQueues }, caller, arn) => messageQueues.decide(caller, "sqs:SendMessage", arn),
      take: ({ messageQueues }, caller, arn, { body, attributes = {} }) =>
        void messageQueues.send(caller, arn, { body, attributes }),
    },
  ],
  [
    "sns",
    {
      service: "SNS",
      call: "Publish",
      takesDeadLetters: true,
      has: ({ snsTopics }, arn) => snsTopics.find(arn)?.isFifo === false,
      decide: ({ snsTopics }, caller, arn) => snsTopics.decide(caller, arn),
      take: ({ snsTopics }, caller, arn, { body, attributes = {} }) =>
        void snsTopics.publish(caller, arn, { message: body, attributes }),
    },
  ],
  [
    "events",
    {
      service: "EventBridge",
      call: "PutEvents",
      takesDeadLetters: false,
      has: ({ eventBuses }, arn) => eventBuses.has(arn),
      decide: ({ eventBuses }, caller, arn) => eventBuses.decide(caller, arn),
      take: ({ eventBuses }, caller, arn, { body, functionArn, isSuccess }) =>
        void eventBuses.put(caller, arn, {
          source: "lambda",
          detailType: `Lambda Function Invocation Result - ${isSuccess ? "Success" : "Failure"}`,
          detail: JSON.parse(body) as object,
          resources: [arn, functionArn],
        }),
    },
  ],
]);

/** Undefined for functions, and for what takes no records. */
export function recordTakerOf(arn: string): RecordTaker | undefined {
  return TAKERS.get(parseArn(arn)?.service ?? "");
}
