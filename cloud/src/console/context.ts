import type { Clock } from "../core/clock.ts";
import type { Mailbox } from "../core/ports/mailbox.ts";
import type { People } from "../core/ports/people.ts";
import type { TraceLog } from "../trace/trace-log.ts";
import { operationAnswer } from "../wire/client/operation-answer.ts";
import { operationRequest } from "../wire/client/operation-request.ts";
import type { ConsoleContext, ConsoleSession } from "../wire/console-area.ts";
import type { ConsoleLogs, ConsoleSaved, ConsoleSignIns } from "../wire/console-ports.ts";
import type { Requests } from "./trace/requests.ts";

export interface ContextSources {
  readonly account: string;
  readonly region: string;
  readonly port: number;
  readonly base: string;
  readonly clock: Clock;
  /** Epoch milliseconds: since then the trace has watched. */
  readonly startedAt: number;
  readonly mailbox: () => Mailbox;
  readonly people: People;
  readonly log: TraceLog;
  readonly requests: Requests;
  /** Signs with the console's key. */
  readonly send: ConsoleContext["send"];
  readonly stream: ConsoleContext["stream"];
  readonly openSocket: ConsoleContext["openSocket"];
  readonly mqtt: ConsoleContext["mqtt"];
  readonly queues: ConsoleContext["queues"];
  readonly schedules: ConsoleContext["schedules"];
  readonly folderTemplate: ConsoleContext["folderTemplate"];
  readonly held: ConsoleContext["held"];
  readonly sendUnsigned: ConsoleContext["sendUnsigned"];
  readonly signInsOf: (session: ConsoleSession) => ConsoleSignIns;
  readonly logs: ConsoleLogs;
  readonly saved: ConsoleSaved;
}

/** What a page works with, for one browser. */
export function createContext(sources: ContextSources, session: ConsoleSession): ConsoleContext {
  const { account, region, port, base, clock, people, requests, send } = sources;
  return {
    account,
    region,
    port,
    base,
    now: () => clock.now(),
    call: async <Output>(service: string, operation: string, input = {}) => {
      const { signingName, ...request } = operationRequest(service, operation, input);
      return operationAnswer(await send({ service: signingName, ...request })) as Output;
    },
    send,
    stream: sources.stream,
    openSocket: sources.openSocket,
    mqtt: sources.mqtt,
    queues: sources.queues,
    schedules: sources.schedules,
    folderTemplate: sources.folderTemplate,
    held: sources.held,
    sendUnsigned: sources.sendUnsigned,
    signIns: sources.signInsOf(session),
    logs: sources.logs,
    saved: sources.saved,
    get mailbox() {
      return sources.mailbox();
    },
    trace: {
      story: requests.one,
      kept: () => new Set(sources.log.events().map(({ request }) => request)),
      lastRefusal: requests.lastRefusal,
      refusals: () => countRefusals(sources.log),
      since: () => sinceOf(sources.log, sources.startedAt),
      refused: requests.refused,
      newest: ({ verdicts, text, ...filter }) =>
        requests.find({
          ...filter,
          ...(verdicts === undefined ? {} : { verdicts: new Set(verdicts) }),
          ...(text === undefined ? {} : { text: text.toLowerCase() }),
        }).stories,
    },
    session,
    nameOf: people.displayName,
  };
}

/** Requests, not decisions, and those that nobody here caused: a call of a function is of its request's story. */
function countRefusals(log: TraceLog): number {
  const requests = new Set<string>();
  for (const { request, parent, probe } of log.refusals()) {
    if (parent === undefined && probe === undefined) requests.add(request);
  }
  return requests.size;
}

/** Once events had to make room, the oldest one kept says since when the trace is whole. */
function sinceOf(log: TraceLog, startedAt: number): number {
  return log.lastLost === 0 ? startedAt : (log.events(log.lastLost)[0]?.at ?? startedAt);
}
