import type { Caller } from "../../../core/caller.ts";
import type { AwsError } from "../../../core/errors.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { ServiceEvent } from "../../../core/ports/function-events.ts";
import type { OutgoingMessage } from "../../../core/ports/message-queues.ts";
import type { Notification } from "../../../core/ports/sns-topics.ts";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { type AccessWorld, roleWith, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import type { SigningCredentials } from "../../../wire/sigv4/sign.ts";
import { createEventsService, type EventsService } from "../index.ts";
import { eventsCall } from "./access-rows.ts";

/** A call that a target got. */
export interface Delivered {
  readonly targetArn: string;
  readonly caller: Caller;
  /** What it got, parsed. */
  readonly input: unknown;
  readonly message?: OutgoingMessage;
}

interface Answer extends Record<string, unknown> {
  readonly status: number;
}

/** A template of several texts makes no JSON. */
function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}

/** EventBridge of an account of its own, with targets that write down what they get. */
export function eventsWorld(account = createTestAccount()) {
  const database = openDatabase(":memory:");
  const delivered: Delivered[] = [];
  const traced: TraceEvent[] = [];
  const refusals = new Map<string, AwsError>();
  const take = (call: Omit<Delivered, "input">, input: string): void => {
    const refusal = refusals.get(call.targetArn);
    if (refusal !== undefined) throw refusal;
    delivered.push({ ...call, input: parsed(input) });
  };
  const open = (): { readonly service: EventsService; readonly timers: ManualTimers } => {
    const { identities, clock, scope } = account;
    const timers = new ManualTimers();
    const service = createEventsService({
      ...account,
      database,
      timers,
      authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
      randomness: systemRandomness,
      trace: { record: (event) => void traced.push(event) },
      logger: silentLogger,
      roleAssumer: identities,
      roles: identities,
      functionEvents: {
        invoke: ({ functionArn, payload, caller }: ServiceEvent) =>
          take({ targetArn: functionArn, caller }, payload),
      },
      messageQueues: {
        send: (caller, targetArn, message) => {
          take({ targetArn, caller, message }, message.body);
          return "message-id";
        },
      },
      snsTopics: {
        publish: (caller: Caller, targetArn: string, { message }: Notification) => {
          take({ targetArn, caller }, message);
          return "message-id";
        },
      },
    });
    service.start();
    return { service, timers };
  };
  let opened = open();
  const world = (): AccessWorld => ({ ...account, service: opened.service.http, signingName: "events" });
  const call = async (
    action: string,
    input: object,
    by: SigningCredentials = account.administrator,
  ): Promise<Answer> => {
    const { status, body } = await send(world(), eventsCall(action, input), by);
    return { status, ...(JSON.parse(String(body)) as object) };
  };
  return {
    account,
    database,
    world,
    call,
    delivered,
    traced,
    service: () => opened.service,
    /** Makes the target refuse from now on; undefined: take again. */
    refuse: (targetArn: string, error: AwsError | undefined) =>
      void (error === undefined ? refusals.delete(targetArn) : refusals.set(targetArn, error)),
    /** What is due is delivered, on from one bus to the next, too. */
    settle: (): void => {
      for (let hop = 0; hop < 4; hop += 1) opened.timers.advance(0);
    },
    /** The process ends as by `kill -9` and another one starts. */
    restart: async (): Promise<void> => {
      await opened.service.close();
      opened = open();
    },
    /** Who has these statements, and nothing else. */
    as: (...Statement: readonly object[]) =>
      roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement })),
    /** Text of a refusal, with its code. */
    refusal: async (action: string, input: object, by?: SigningCredentials): Promise<string> => {
      const answer = await call(action, input, by);
      return `${String(answer["__type"])}: ${String(answer["message"] ?? answer["Message"])}`;
    },
    /** A rule on the default bus with one target. */
    rule: async (name: string, pattern: object, target: object, more: object = {}): Promise<void> => {
      await call("PutRule", { Name: name, EventPattern: JSON.stringify(pattern), ...more });
      await call("PutTargets", { Rule: name, ...more, Targets: [{ Id: "1", ...target }] });
    },
    put: (...entries: readonly object[]) =>
      call("PutEvents", {
        Entries: entries.map((entry) => ({ Source: "shop", DetailType: "Paid", Detail: "{}", ...entry })),
      }),
  };
}

export const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:jobs";
export const DEAD = "arn:aws:sqs:eu-west-1:123456789012:dead";
export const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:worker";
export const TOPIC = "arn:aws:sns:eu-west-1:123456789012:news";
export const BUS_ARN = "arn:aws:events:eu-west-1:123456789012:event-bus/orders";
export const RULE_ARN = "arn:aws:events:eu-west-1:123456789012:rule";

/** A role with one policy, which events.amazonaws.com may assume unless another service is given. */
export function eventsRole(
  { account }: Pick<ReturnType<typeof eventsWorld>, "account">,
  name: string,
  { allow, trusts = "events.amazonaws.com" }: { readonly allow: object; readonly trusts?: string },
): string {
  const arn = `arn:aws:iam::123456789012:role/${name}`;
  account.identities.roles.save({
    name,
    id: `AROA${name.toUpperCase().padEnd(17, "0")}`,
    arn,
    path: "/",
    trustPolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: trusts } }],
    }),
    inlinePolicies: [
      {
        name: "own",
        document: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...allow }] }),
      },
    ],
    attachedPolicyArns: [],
    permissionsBoundary: undefined,
    tags: [],
    description: "",
    maxSessionSeconds: 3600,
    createdAt: 0,
  });
  return arn;
}
