import { NO_FORM } from "../../console/form.ts";
import { findPage } from "../../console/routes.ts";
import { createSessions } from "../../console/sessions.ts";
import { DEFAULT_CONFIG } from "../../core/config.ts";
import type { HeldStack } from "../../core/ports/held.ts";
import type { MqttConnection } from "../../core/ports/mqtt-connections.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { createConsoleClient } from "../../runtime/client/console-client.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import type {
  ConsoleAnswer,
  ConsoleArea,
  ConsoleContext,
  ConsoleFile,
  ConsoleForm,
  FolderTemplate,
  TracedRequest,
} from "../../wire/console-area.ts";
import { ADMIN_KEY, REGION, SECRET } from "../../wire/testing/access-keys.ts";
import { fakeConsole, fakeForm, NO_TRACE } from "../../wire/testing/fake-console.ts";
import { CONSOLE_PATH } from "../paths.ts";

/** The cloud as pages see it, with one service behind it, called by real signed requests. */
export interface TestConsole extends ConsoleContext {
  readonly clock: ManualClock;
  readonly refusals: TracedRequest[];
  readonly clients: MqttConnection[];
  readonly folders: Map<string, FolderTemplate>;
  /** What the cloud says of what is held. */
  readonly unserved: HeldStack[];
  /** What a page shows: its markup, its status and its title. */
  show(path: string): Promise<string>;
  get(path: string): Promise<ConsoleAnswer>;
  post(path: string, fields: Readonly<Record<string, string>>, file?: ConsoleFile): Promise<ConsoleAnswer>;
  /** Ends once the session's pages are told to load anew. */
  nextChange(): Promise<void>;
}

interface Given {
  /** With which requests are signed. */
  readonly key?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly queues?: ConsoleContext["queues"];
  readonly schedules?: ConsoleContext["schedules"];
  /** Of services that are not behind it, by `service:Operation`. */
  readonly answers?: Readonly<Record<string, (input: never) => unknown>>;
  /** Of the service; one of its own unless given. */
  readonly clock?: ManualClock;
}

/** @param port of the service */
export function testConsole(areas: readonly ConsoleArea[], port: number, given: Given = {}): TestConsole {
  const {
    key = { accessKeyId: ADMIN_KEY, secretAccessKey: SECRET },
    queues,
    schedules,
    answers = {},
  } = given;
  const clock = given.clock ?? new ManualClock();
  const config = { ...DEFAULT_CONFIG, port, region: REGION, stateDir: "" };
  const client = createConsoleClient({ config, key });
  const sessions = createSessions({ randomness: systemRandomness });
  const session = sessions.find(sessions.open(sessions.newKey()) ?? "");
  if (session === undefined) throw new Error("The session did not open.");
  const refusals: TracedRequest[] = [];
  const clients: MqttConnection[] = [];
  const folders = new Map<string, FolderTemplate>();
  const unserved: HeldStack[] = [];
  const context: ConsoleContext = fakeConsole({
    context: {
      account: config.accountId,
      region: REGION,
      port,
      base: `http://localhost:${port}`,
      now: () => clock.now(),
      call: async <Output>(service: string, operation: string, input = {}) => {
        const answer = answers[`${service}:${operation}`];
        if (answer !== undefined) return answer(input as never) as Output;
        const { signingName, ...request } = operationRequest(service, operation, input);
        return operationAnswer(await client.send({ service: signingName, ...request })) as Output;
      },
      ...client,
      ...(queues === undefined ? {} : { queues }),
      ...(schedules === undefined ? {} : { schedules }),
      mqtt: { port: 1883, tlsPort: 8883, connections: () => clients },
      folderTemplate: async (stackName) => folders.get(stackName),
      held: () => unserved,
      trace: {
        ...NO_TRACE,
        lastRefusal: () => refusals[0],
        refusals: () => refusals.length,
        since: () => clock.now(),
        refused: (services, limit) =>
          refusals.filter(({ service }) => services.includes(service)).slice(0, limit),
      },
      session,
    },
  });
  const ask = async (method: "GET" | "POST", path: string, form: ConsoleForm): Promise<ConsoleAnswer> => {
    const [below = "", query = ""] = path.replace(CONSOLE_PATH, "").split("?");
    const found = findPage(areas, method, below);
    if (found === undefined) throw new Error(`No page is at ${method} ${path}.`);
    return found.page.handle(context, {
      parameters: found.parameters,
      query: new URLSearchParams(query),
      form,
    });
  };
  const get = (path: string) => ask("GET", path, NO_FORM);
  return {
    ...context,
    clock,
    refusals,
    clients,
    folders,
    unserved,
    get,
    show: async (path) => {
      const answer = await get(path);
      if (!("view" in answer)) throw new Error(`${path} is no page.`);
      return String(await answer.view.body.toString());
    },
    post: (path, fields, file) => ask("POST", path, fakeForm(fields, file)),
    nextChange: () =>
      new Promise((resolve) => {
        const stop = session.listen(() => {
          stop();
          resolve();
        });
      }),
  };
}

/** A refusal as the trace tells it. */
export function tracedRefusal(given: Partial<TracedRequest>): TracedRequest {
  return {
    request: "0123abcd",
    short: "0123",
    seq: 1,
    at: Date.parse("2026-09-03T08:05:09.000Z"),
    verdict: "deny",
    service: "mqtt",
    operation: "PUBLISH doors/1",
    who: "nobody",
    headline: "Refused by the broker",
    decided: "a client without credentials may only watch",
    sentence: "nobody asked for PUBLISH doors/1; a client without credentials may only watch.",
    ...given,
  };
}
