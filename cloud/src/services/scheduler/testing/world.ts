import type { Caller } from "../../../core/caller.ts";
import type { Clock } from "../../../core/clock.ts";
import type { AwsError } from "../../../core/errors.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { BusEvent } from "../../../core/ports/event-buses.ts";
import type { OutgoingMessage } from "../../../core/ports/message-queues.ts";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { type AccessWorld, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { createSchedulerService, type SchedulerService } from "../index.ts";
import { ROLE, SCHEDULE } from "./access-rows.ts";

/** A call that a target got. */
export interface Called {
  readonly targetArn: string;
  readonly caller: Caller;
  readonly input?: string;
  readonly message?: OutgoingMessage;
  readonly event?: BusEvent;
}

interface Answer extends Record<string, unknown> {
  readonly status: number;
}

/**
 * The Scheduler of an account of its own, with targets that write down what they get.
 * @param signatureClock of who signs; the Scheduler's unless given
 */
export function schedulerWorld(signatureClock?: Clock) {
  const account = createTestAccount();
  const database = openDatabase(":memory:");
  const called: Called[] = [];
  const traced: TraceEvent[] = [];
  const refusals = new Map<string, AwsError>();
  const take = (call: Called): string => {
    const refusal = refusals.get(call.targetArn);
    if (refusal !== undefined) throw refusal;
    called.push(call);
    return "id";
  };
  const role = (trusts: string): void => {
    account.identities.roles.save({
      ...{ name: "clock", path: "/", id: "AROACLOCK000000000000", arn: ROLE },
      trustPolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            ...{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: trusts } },
            Condition: {
              StringEquals: { "aws:SourceAccount": "123456789012" },
              ArnLike: { "aws:SourceArn": "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/*" },
            },
          },
        ],
      }),
      ...{ description: "", maxSessionSeconds: 3600, createdAt: 0, inlinePolicies: [] },
      ...{ attachedPolicyArns: [], permissionsBoundary: undefined, tags: [] },
    });
  };
  role("scheduler.amazonaws.com");
  const open = (): { readonly service: SchedulerService; readonly timers: ManualTimers } => {
    const { identities, clock, scope } = account;
    const timers = new ManualTimers();
    const service = createSchedulerService({
      ...account,
      ...{ database, timers, randomness: systemRandomness, logger: silentLogger },
      authentication: createAuthentication({
        keys: identities,
        clock: signatureClock ?? clock,
        region: scope.region,
      }),
      trace: { record: (event) => void traced.push(event) },
      roleAssumer: identities,
      roles: identities,
      functionEvents: {
        invoke: ({ functionArn, payload, caller }) =>
          void take({ targetArn: functionArn, caller, input: payload }),
      },
      messageQueues: {
        send: (caller, targetArn, message) => take({ targetArn, caller, input: message.body, message }),
      },
      snsTopics: {
        publish: (caller, targetArn, { message }) => take({ targetArn, caller, input: message }),
      },
      eventBuses: { put: (caller, targetArn, event) => take({ targetArn, caller, event }) },
    });
    service.start();
    return { service, timers };
  };
  let opened = open();
  const world = (): AccessWorld => ({
    ...account,
    ...{ clock: signatureClock ?? account.clock, service: opened.service.http, signingName: "scheduler" },
  });
  const call = async (line: string, body?: object): Promise<Answer> => {
    const row = body === undefined ? { call: line } : { call: line, body };
    const { status, body: text, headers } = await send(world(), row, account.administrator);
    const code = headers["x-amzn-ErrorType"];
    return { status, ...(JSON.parse(String(text)) as object), ...(code === undefined ? {} : { code }) };
  };
  const settle = (): void => {
    for (let turn = 0; turn < 3; turn += 1) opened.timers.advance(0);
  };
  return {
    ...{ account, database, called, traced, world, call, settle },
    service: () => opened.service,
    refuse: (targetArn: string, error: AwsError) => void refusals.set(targetArn, error),
    /** Whom the role of the schedules trusts from now on. */
    trust: role,
    /** The process ends as by `kill -9`, and another one starts when `meanwhile` is done. */
    restart: async (meanwhile: () => void = () => undefined): Promise<void> => {
      await opened.service.close();
      meanwhile();
      opened = open();
    },
    schedule: (more: object = {}, name = "tick") => call(`POST /schedules/${name}`, { ...SCHEDULE, ...more }),
    /** Text of a refusal, with its status and code. */
    refusal: async (line: string, body?: object): Promise<string> => {
      const { status, code, Message } = await call(line, body);
      return `${status} ${String(code)}: ${String(Message)}`;
    },
    /** Time passes; what is due by then is called. */
    pass: (seconds: number): void => {
      account.clock.advanceSeconds(seconds);
      settle();
    },
  };
}
