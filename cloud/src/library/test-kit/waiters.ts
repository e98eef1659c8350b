import { UserError } from "../../core/errors.ts";
import type { FunctionCall } from "../../core/ports/function-calls.ts";
import type { OutgoingMessage } from "../../core/ports/mailbox.ts";
import type { Cloud } from "../../runtime/cloud.ts";
import { filterMatches, filterProblem } from "../../services/iot/broker/topics.ts";
import type { KeptEvent } from "../../trace/kept-event.ts";
import { EventQueue } from "../event-queue.ts";
import { DEPLOYMENT_AGENT } from "../open-cloud.ts";
import type { FunctionCallSeen, NextOptions, PublishSeen } from "./events.ts";
import { functionNames } from "./function-names.ts";
import { isWanted, refusalOf } from "./refusals.ts";
import type { TestCloud } from "./test-cloud.ts";

export interface Waiters extends Pick<TestCloud, "nextMessage" | "nextPublish" | "nextCall" | "nextRefusal"> {
  /** Fails everybody who still waits. */
  close(): void;
}

/** Topics of AWS are not among those that `#` takes. */
const ALL_TOPICS = ["#", "$aws/#"];

/** Listens to a cloud from now on. */
export function createWaiters(cloud: Cloud): Waiters {
  const messages = new EventQueue<OutgoingMessage>("message");
  const publishes = new EventQueue<PublishSeen>("publish");
  const calls = new EventQueue<FunctionCall>("call of a function");
  const refusals = new EventQueue<KeptEvent>("refusal");
  const { mailbox, topics, functionCalls } = cloud.ports;
  const ends = [
    mailbox.subscribe((message) => messages.push(message)),
    cloud.trace.listen((event) => {
      const isDeployment = event.from?.userAgent === DEPLOYMENT_AGENT;
      if (event.verdict === "deny" && !isDeployment) refusals.push(event);
    }),
    functionCalls.subscribe((call) => calls.push(call)),
    ...ALL_TOPICS.map((filter) =>
      topics.subscribe(filter, ({ topic, payload, qos }) =>
        publishes.push({ topic, payload, qos, text: payload.toString("utf8") }),
      ),
    ),
  ];
  return {
    nextMessage: ({ to, ...options } = {}) =>
      awaited(messages.next(({ destination }) => to === undefined || destination === to, options)),
    nextPublish: (filter, options) => awaited(nextPublish(publishes, filter, options)),
    nextCall: (wanted, options) => awaited(nextCall(calls, functionNames(cloud, wanted), options)),
    nextRefusal: ({ signal, ...wanted } = {}) =>
      awaited(
        refusals
          .next((event) => isWanted(event, wanted), signal === undefined ? {} : { signal })
          .then((event) => refusalOf(event, cloud.people)),
      ),
    close: () => {
      for (const end of ends) end();
      for (const queue of [messages, publishes, calls, refusals]) queue.close();
    },
  };
}

/** A wait that nobody looks at any more, of a test that failed, is no unhandled rejection. */
function awaited<Event>(wait: Promise<Event>): Promise<Event> {
  wait.catch(() => undefined);
  return wait;
}

async function nextPublish(
  publishes: EventQueue<PublishSeen>,
  filter: string,
  options: NextOptions | undefined,
): Promise<PublishSeen> {
  const problem = filterProblem(filter);
  if (problem !== undefined) throw new UserError(`${problem}: ${JSON.stringify(filter)}`);
  const levels = filter.split("/");
  return publishes.next(({ topic }) => filterMatches(levels, topic.split("/")), options);
}

async function nextCall(
  calls: EventQueue<FunctionCall>,
  names: Promise<ReadonlySet<string>>,
  options: NextOptions | undefined,
): Promise<FunctionCallSeen> {
  const meant = await names;
  return described(await calls.next(({ functionName }) => meant.has(functionName), options));
}

function described({ event, result, ...call }: FunctionCall): FunctionCallSeen {
  return { ...call, event: jsonOr(event), result: jsonOr(result) };
}

/** A runtime may return what is no JSON: it is shown as it came. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
