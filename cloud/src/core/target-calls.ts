import { parseArn } from "./arns.ts";
import type { RoleCaller, ServiceCaller } from "./caller.ts";
import type { FunctionEvents } from "./ports/function-events.ts";
import type { MessageAttribute, MessageQueues } from "./ports/message-queues.ts";
import type { SnsTopics } from "./ports/sns-topics.ts";

/** What services that deliver to other services need of them. */
export interface TargetPorts {
  readonly functionEvents: Pick<FunctionEvents, "invoke">;
  readonly messageQueues: Pick<MessageQueues, "send">;
  readonly snsTopics: Pick<SnsTopics, "publish">;
}

export interface TargetCall {
  /** Of a function, a queue or a topic. */
  readonly targetArn: string;
  /** JSON text. */
  readonly input: string;
  readonly caller: ServiceCaller | RoleCaller;
  /** FIFO queues ask for it. */
  readonly groupId?: string | undefined;
}

/**
 * Brings an input to a function, a queue or a topic, under the policies of the caller and the target.
 * @throws AwsError when the target is gone, or refuses the caller or the input
 */
export function callTarget(ports: TargetPorts, { targetArn, input, caller, groupId }: TargetCall): void {
  switch (parseArn(targetArn)?.service) {
    case "lambda":
      ports.functionEvents.invoke({ functionArn: targetArn, payload: input, caller });
      return;
    case "sqs":
      ports.messageQueues.send(caller, targetArn, {
        body: input,
        ...(groupId === undefined ? {} : { groupId }),
      });
      return;
    case "sns":
      ports.snsTopics.publish(caller, targetArn, { message: input });
      return;
    default:
      throw new Error(`${targetArn} is no target of this cloud`);
  }
}

export interface DeadLetter {
  readonly queueArn: string;
  readonly body: string;
  /** Text attributes by name; those without a value are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** @throws AwsError when the queue is gone or refuses the caller */
export function sendDeadLetter(
  { messageQueues }: Pick<TargetPorts, "messageQueues">,
  caller: ServiceCaller | RoleCaller,
  { queueArn, body, attributes }: DeadLetter,
): void {
  const given = Object.entries(attributes).flatMap(([name, text]): [string, MessageAttribute][] =>
    text === undefined || text === "" ? [] : [[name, { dataType: "String", stringValue: text }]],
  );
  messageQueues.send(caller, queueArn, { body, attributes: Object.fromEntries(given) });
}
