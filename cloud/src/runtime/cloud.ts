import type { StackEngine } from "../cloudformation/index.ts";
import type { Caller } from "../core/caller.ts";
import { type Clock, offsetClock, systemClock, systemTimers } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import { createEndpoints, type Endpoints } from "../core/endpoints.ts";
import type { Logger } from "../core/logger.ts";
import { CONSOLE_CAUSE } from "../core/ports/causes.ts";
import type { People } from "../core/ports/people.ts";
import { systemRandomness } from "../core/randomness.ts";
import { startedWith } from "../core/shown-commands.ts";
import { administratorCaller } from "../iam/identities/access-keys.ts";
import type { Database } from "../store/database.ts";
import { openDatabase } from "../store/sqlite.ts";
import { logEvents } from "../trace/log-events.ts";
import { createTracePage } from "../trace/page.ts";
import type { LoadPlaces } from "../trace/places/place.ts";
import { createCauses, createProbes, createTraceLog, type TraceLog } from "../trace/trace-log.ts";
import { type CloudClient, createCloudClient } from "./client/cloud-client.ts";
import { type ConsolePages, createConsolePages } from "./console-pages.ts";
import { createSchedules } from "./console-ports/schedules.ts";
import { createDetect, hostOf, isServedHost } from "./front-door/detect.ts";
import { createDispatch, type ProbeOptions, withProbes } from "./front-door/dispatch.ts";
import { createInternalPages, type Health, type InternalOptions } from "./front-door/internal.ts";
import { portErrorAmong } from "./front-door/port-error.ts";
import { createFrontDoor, type FrontDoor } from "./front-door/server.ts";
import { createMailRelay, type RunningMailRelay } from "./mail-relay/index.ts";
import { createSmtp } from "./mail-relay/smtp.ts";
import { shownServer } from "./mail-relay/smtp-settings.ts";
import type { Foundation, Ports } from "./platform.ts";
import { createProjectStore } from "./project/project-store.ts";
import { readTemplateText } from "./project/read-template.ts";
import { closeServices, createServices, SERVICES, type Services } from "./services.ts";
import type { Settings } from "./settings.ts";
import { createSignInPages, signInAddress } from "./sign-in/index.ts";
import { createBegunSignIns } from "./sign-in/own-sign-ins.ts";
import { createRedeem } from "./sign-in/redeem.ts";
import { createTickets } from "./sign-in/tickets.ts";
import { type AccessKey, administratorKey, newKey } from "./state/credentials-file.ts";
import { assertSameIdentity } from "./state/identity.ts";
import { assertSameKey } from "./state/key-check.ts";
import { claimStateFolder } from "./state/running-file.ts";
import { openStateFolder, type StateFolder } from "./state/state-folder.ts";

/** One running cloud. */
export interface Cloud {
  readonly config: CloudConfig;
  readonly endpoints: Endpoints;
  readonly database: Database;
  readonly engine: StackEngine;
  readonly ports: Ports;
  /** Why requests were refused. */
  readonly trace: TraceLog;
  readonly people: People;
  /** The mail server that e-mails go to as well; undefined without one. */
  readonly mailServer: string | undefined;
  /** Calls this cloud over HTTP with the administrator's key. */
  readonly client: CloudClient;
  /** A link that opens the console in one browser, once. */
  newConsoleAddress(): string;
  setConsoleCards: ConsolePages["setCards"];
  setConsoleAddresses: ConsolePages["setAddresses"];
  setConsoleAreas: ConsolePages["setAreas"];
  setStatus(status: Health["status"]): void;
  /** Address at which people sign in with an app client; undefined when they can not. */
  signInAddressOf(clientId: string): string | undefined;
  close(): Promise<void>;
}

/** What a program that starts a cloud in its own process may bring along. */
export interface CloudParts {
  /** The cloud's time; the machine's, with the offset of the settings, unless given. */
  readonly clock?: Clock;
  /** Keeps records in memory: they end with the cloud. Files stay in the state folder. */
  readonly inMemory?: boolean;
}

/** Opens the state folder, builds the services and starts listening. */
export async function createCloud(
  settings: Settings,
  logger: Logger,
  parts: CloudParts = {},
): Promise<Cloud> {
  const folder = openStateFolder(settings.config.stateDir);
  const release = claimStateFolder(folder.path, settings.config);
  try {
    return await openCloud(settings, folder, { ...parts, logger, release });
  } catch (error) {
    release();
    throw error;
  }
}

async function openCloud(
  { config, givenKey, smtp }: Settings,
  folder: StateFolder,
  { logger, release, ...parts }: CloudParts & { readonly logger: Logger; readonly release: () => void },
): Promise<Cloud> {
  const administrator = administratorKey(folder.path, givenKey);
  const database = openDatabase(parts.inMemory === true ? ":memory:" : folder.databaseFile);
  assertSameIdentity(database, config, folder.path);
  assertSameKey(database, folder.masterKey, folder.path);
  const endpoints = createEndpoints(config);
  const clock = parts.clock ?? offsetClock(systemClock, config.clockOffsetSeconds * 1000);
  const causes = createCauses();
  const probes = createProbes();
  const trace = createTraceLog({ clock, causes, probes });
  if (logger.isDebug === true) logEvents(trace, logger);
  const begun = createBegunSignIns({ clock, randomness: systemRandomness });
  const consoleKey = newKey();
  causes.set(consoleKey.accessKeyId, CONSOLE_CAUSE);
  const { masterKey } = folder;
  const mailRelay = openMailRelay(smtp, { database, masterKey, clock, logger, trace });
  const services = createServices({
    config,
    stateDir: folder.path,
    masterKey,
    administrator,
    consoleKey,
    database,
    inMemory: parts.inMemory,
    clock,
    signatureClock: systemClock,
    randomness: systemRandomness,
    endpoints,
    logger,
    trace,
    ownSignIns: begun,
    causes,
    mailRelay,
  });
  const { stackEngine: engine, appClients, people } = services.ports;
  let status: Health["status"] = "starting";
  const health = (): Health => ({ status, ...healthDetails(config, endpoints, engine) });
  const places = placesOf(database, engine);
  const started = startedWith(config, process.cwd());
  const consolePages = createConsolePages({
    places,
    config,
    endpoints,
    clock,
    trace,
    services,
    database,
    key: consoleKey,
    startedWith: started,
    isReady: () => status === "ready",
  });
  const signIn = createSignInPages({
    port: config.port,
    endpoints,
    begun,
    tickets: createTickets({ randomness: systemRandomness }),
    redeem: createRedeem(config.port),
    people,
    startedWith: started,
    appOf: appClients.signInOf,
  });
  const tracePage = createTracePage({ log: trace, people, places });
  const frontDoor = openFrontDoor(
    services,
    {
      health,
      trace: tracePage,
      signIn,
      console: consolePages,
      schedules: createSchedules(services.ports, holderOf(administrator, config)),
      sources: createProjectStore(database).folders,
      furtherHosts: namesIn(config),
    },
    { logger, probes, secrets: [administrator, consoleKey].map((key) => key.secretAccessKey) },
  );
  const close = async (): Promise<void> => {
    await frontDoor.close();
    await closeServices(services);
    mailRelay?.close();
    database.close();
    release();
  };
  try {
    // What it goes on with may ask functions, whose answers come through the front door.
    const recovered = engine.recover();
    await frontDoor.listen(config.host, config.port);
    await listen(services, config);
    await recovered;
    mailRelay?.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    config,
    endpoints,
    database,
    engine,
    ports: services.ports,
    trace,
    people,
    mailServer: smtp === undefined ? undefined : shownServer(smtp),
    client: clientOf(config, administrator),
    setStatus: (next) => {
      status = next;
    },
    newConsoleAddress: consolePages.newAddress,
    setConsoleCards: consolePages.setCards,
    setConsoleAddresses: consolePages.setAddresses,
    setConsoleAreas: consolePages.setAreas,
    signInAddressOf: (clientId) =>
      appClients.signInOf(clientId) === undefined ? undefined : signInAddress(config.port, clientId),
    close,
  };
}

/** None unless the person named a server. */
function openMailRelay(
  smtp: Settings["smtp"],
  around: Pick<Foundation, "database" | "masterKey" | "clock" | "logger" | "trace">,
): RunningMailRelay | undefined {
  if (smtp === undefined) return undefined;
  const own = { randomness: systemRandomness, timers: systemTimers };
  return createMailRelay({ ...around, ...own, from: smtp.from, send: createSmtp(smtp) });
}

/** Stacks are found in their templates when a person looks, as the files are then. */
function placesOf(database: Database, engine: StackEngine): LoadPlaces {
  const projects = createProjectStore(database);
  return async () => {
    const { findPlaces } = await import("../trace/places/find-places.ts");
    return () =>
      findPlaces({
        stacks: engine.list,
        templateOf: (stackName) => {
          const folder = projects.folderOf(stackName);
          return folder === undefined ? undefined : readTemplateText(folder);
        },
        workingFolder: process.cwd(),
      });
  };
}

function openFrontDoor(
  services: Services,
  pages: Omit<InternalOptions, "mailbox"> & {
    readonly furtherHosts: readonly string[];
  },
  { logger, probes, secrets }: ProbeOptions & { readonly logger: Logger },
): FrontDoor {
  const { instances, ports } = services;
  const { furtherHosts } = pages;
  const upgrade = [...instances.values()].find((instance) => instance.upgrade !== undefined)?.upgrade;
  return createFrontDoor({
    logger,
    ...(logger.isInfo === true ? { answered: (answer) => logger.info(answer, "answered") } : {}),
    upgrade: (message, socket, head) => {
      const host = hostOf({ headers: { host: message.headers.host } });
      if (upgrade === undefined || !isServedHost(host, furtherHosts)) socket.destroy();
      else upgrade(message, socket, head);
    },
    handle: withProbes(
      createDispatch({
        detect: createDetect(SERVICES, instances, furtherHosts),
        instances,
        internal: createInternalPages({ ...pages, mailbox: () => ports.mailbox }),
      }),
      { probes, secrets },
    ),
  });
}

/** Names under which the settings say that this cloud is reached. */
function namesIn({ host, publicUrl }: CloudConfig): readonly string[] {
  return publicUrl === undefined ? [host] : [host, new URL(publicUrl).hostname];
}

function holderOf({ accessKeyId }: AccessKey, { accountId, region }: CloudConfig): Caller {
  return administratorCaller({ accountId, region }, accessKeyId);
}

function clientOf({ port, region }: CloudConfig, credentials: AccessKey): CloudClient {
  return createCloudClient({ port, region, credentials, reads: "command" });
}

async function listen({ instances }: Services, config: CloudConfig): Promise<void> {
  try {
    for (const instance of instances.values()) await instance.listen?.(config);
  } catch (error) {
    throw portErrorAmong(error, [
      { flag: "--mqtt-port", host: "127.0.0.1", port: config.mqttPort },
      { flag: "--mqtt-tls-port", host: config.host, port: config.mqttTlsPort },
    ]);
  }
}

function healthDetails(config: CloudConfig, endpoints: Endpoints, engine: StackEngine): object {
  return {
    region: config.region,
    accountId: config.accountId,
    endpoint: endpoints.base,
    mqtt: { tcp: config.mqttPort, tls: config.mqttTlsPort, websocket: "/mqtt" },
    stacks: engine.list().map(({ stackName, status, outputs, held, leftOut }) => ({
      name: stackName,
      status,
      outputs,
      held,
      leftOut,
    })),
  };
}
