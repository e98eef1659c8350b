import { request as httpRequest } from "node:http";
import { basename, dirname, join } from "node:path";
import type { Console } from "../console/index.ts";
import { createSessions } from "../console/sessions.ts";
import type { Clock } from "../core/clock.ts";
import { systemClock } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import type { Endpoints } from "../core/endpoints.ts";
import { systemRandomness } from "../core/randomness.ts";
import { VERSION } from "../core/version.ts";
import { operationAnswer } from "../wire/client/operation-answer.ts";
import { operationRequest } from "../wire/client/operation-request.ts";
import type {
  ConsoleArea,
  ConsoleCall,
  ConsoleContext,
  ConsoleReply,
  ProjectCard,
} from "../wire/console-area.ts";
import type { ConsolePerson } from "../wire/console-ports.ts";
import type { HttpRequest, HttpResponse } from "../wire/http.ts";
import { signRequest } from "../wire/sigv4/sign.ts";
import { type CloudClient, createCloudClient, PROBE_AGENT } from "./client/cloud-client.ts";
import { createSaved } from "./console-ports/saved.ts";
import { type AppClient, type ConsoleSignInSources, createSignIns } from "./console-ports/sign-ins.ts";
import { lastLines } from "./logs/last-lines.ts";
import { everSeeded } from "./project/people.ts";
import { SERVICES, type Services } from "./services.ts";
import type { AccessKey } from "./state/credentials-file.ts";
import type { Places } from "./trace/places/place.ts";
import type { TraceLog } from "./trace/trace-log.ts";

export interface ConsolePagesOptions {
  readonly config: CloudConfig;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly trace: TraceLog;
  readonly services: Services;
  readonly places: () => Places;
  /** With which the console signs. */
  readonly key: AccessKey;
  readonly isReady: () => boolean;
}

export interface ConsolePages {
  handle(request: HttpRequest): Promise<HttpResponse>;
  newAddress(): string;
  /** What makes the cards of the start page; a project is known after its cloud. */
  setCards(cards: CardsOf): void;
  /** Further places, of what stands above the cloud; made when the console is opened. */
  setAreas(areas: AreasOf): void;
}

/** `client` signs with the console's key. */
export type AreasOf = (cloud: {
  readonly client: CloudClient;
  readonly region: string;
  readonly port: number;
  readonly credentials: AccessKey;
}) => Promise<readonly ConsoleArea[]>;

type CardsOf = (console: ConsoleContext) => Promise<readonly ProjectCard[]>;

/** The console of a cloud: its pages are loaded when the first one is asked for. */
export function createConsolePages(options: ConsolePagesOptions): ConsolePages {
  const sessions = createSessions({ randomness: systemRandomness });
  const startedAt = options.clock.now();
  let opened: Promise<Console> | undefined;
  let cardsOf: CardsOf = async () => [];
  let areasOf: AreasOf = async () => [];
  const open = async (): Promise<Console> => {
    const { createConsole } = await import("../console/index.ts");
    const { port, region } = options.config;
    const client = createCloudClient({ port, region, credentials: options.key, userAgent: PROBE_AGENT });
    const areas = await Promise.all([
      areasOf({ client, region, port, credentials: options.key }),
      ...SERVICES.map((module) => module.console?.() ?? []),
    ]);
    const { config, endpoints, clock, trace, services } = options;
    const signIns = signInSources(options);
    return createConsole({
      version: VERSION,
      sessions,
      areas: areas.flat(),
      account: config.accountId,
      region: config.region,
      port: config.port,
      base: endpoints.base,
      clock,
      startedAt,
      log: trace,
      places: options.places,
      mailbox: () => services.ports.mailbox,
      people: services.ports.people,
      place: placeOf(options),
      isReady: options.isReady,
      addresses: [
        ["AWS endpoint", `http://127.0.0.1:${config.port}`],
        ["MQTT", `mqtt://127.0.0.1:${config.mqttPort}`],
      ],
      cards: (context) => cardsOf(context),
      send: (call) => send(options, call),
      sendUnsigned: (call) => sendUnsigned(config.port, call),
      signInsOf: (session) => createSignIns(signIns, session),
      logs: {
        newest: (functionName, lines) => lastLines(join(config.stateDir, "logs"), functionName, lines),
      },
      saved: createSaved(config.stateDir),
    });
  };
  return {
    handle: async (request) => {
      opened ??= open();
      return (await opened)(request);
    },
    setCards: (cards) => {
      cardsOf = cards;
    },
    setAreas: (given) => {
      areasOf = given;
    },
    newAddress: () => `http://localhost:${options.config.port}/_portcullis/?key=${sessions.newKey()}`,
  };
}

/** What the stacks' names begin with together, else the name of the project's folder. */
function placeOf({ config, services }: ConsolePagesOptions): string {
  const [first = "", ...others] = services.ports.stackEngine.list().map(({ stackName }) => stackName);
  const parts = first.split("-");
  const shared = parts.filter((part, index) => others.every((name) => name.split("-")[index] === part));
  if (others.length > 0 && shared.length > 0) return shared.join("-");
  return first === "" ? basename(dirname(config.stateDir)) : first;
}

/** As any client does: over HTTP, signed. */
function send({ config, key }: ConsolePagesOptions, call: ConsoleCall): Promise<ConsoleReply> {
  const headers = signRequest({
    method: call.method,
    url: urlOf(config.port, call),
    headers: call.headers ?? {},
    body: call.body ?? "",
    service: call.service,
    region: config.region,
    credentials: key,
    clock: systemClock,
  });
  return sendUnsigned(config.port, { ...call, headers });
}

function sendUnsigned(port: number, call: Omit<ConsoleCall, "service">): Promise<ConsoleReply> {
  const { method, headers = {}, body = "" } = call;
  return new Promise((resolve, reject) => {
    const request = httpRequest(urlOf(port, call), { method, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", reject);
      reply.on("end", () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

function urlOf(port: number, { path }: Pick<ConsoleCall, "path">): string {
  return `http://127.0.0.1:${port}${path}`;
}

/** Sign-ins go the way of an app: what starts them is not signed. */
function signInSources(options: ConsolePagesOptions): ConsoleSignInSources {
  const { config } = options;
  return {
    anonymous: {
      cognito: async <Output>(operation: string, input: object) => {
        const request = operationRequest("cognito-idp", operation, input as Record<string, unknown>);
        return operationAnswer(await sendUnsigned(config.port, request)) as Output;
      },
    },
    clientOf: (person) => appClientOf(options, person),
    passwordOf: ({ userPoolId, email }) =>
      everSeeded(config.stateDir).find((one) => one.userPoolId === userPoolId && one.email === email)
        ?.password,
    clock: systemClock,
    randomness: systemRandomness,
  };
}

async function appClientOf(options: ConsolePagesOptions, person: ConsolePerson): Promise<AppClient> {
  const { userPoolId: UserPoolId, clientId: ClientId } = person;
  const { signingName: service, ...request } = operationRequest("cognito-idp", "DescribeUserPoolClient", {
    UserPoolId,
    ClientId,
  });
  const { UserPoolClient } = operationAnswer(await send(options, { service, ...request })) as {
    UserPoolClient: { ClientSecret?: string; ExplicitAuthFlows?: string[] };
  };
  return { secret: UserPoolClient.ClientSecret, flows: UserPoolClient.ExplicitAuthFlows };
}
