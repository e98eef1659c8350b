import { join } from "node:path";
import type { Console, ConsoleOptions } from "../console/index.ts";
import { createSessions } from "../console/sessions.ts";
import type { Clock } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import type { Endpoints } from "../core/endpoints.ts";
import { systemRandomness } from "../core/randomness.ts";
import type { StartedWith } from "../core/shown-commands.ts";
import { VERSION } from "../core/version.ts";
import { administratorCaller } from "../iam/identities/access-keys.ts";
import type { Database } from "../store/database.ts";
import type { LoadPlaces } from "../trace/places/place.ts";
import type { TraceLog } from "../trace/trace-log.ts";
import type { ConsoleArea, ConsoleContext, ProjectCard } from "../wire/console-area.ts";
import type { HttpRequest, HttpResponse } from "../wire/http.ts";
import { type CloudClient, createCloudClient } from "./client/cloud-client.ts";
import { placeName } from "./console-ports/place-name.ts";
import { createSchedules } from "./console-ports/schedules.ts";
import { lastLines } from "./logs/last-lines.ts";
import { createFolderTemplates } from "./project/folder-templates.ts";
import { createProjectStore } from "./project/project-store.ts";
import { SERVICES, type Services } from "./services.ts";
import type { AccessKey } from "./state/credentials-file.ts";

export interface ConsolePagesOptions {
  readonly config: CloudConfig;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly trace: TraceLog;
  readonly services: Services;
  readonly places: LoadPlaces;
  readonly database: Database;
  /** With which the console signs. */
  readonly key: AccessKey;
  readonly isReady: () => boolean;
  readonly startedWith: StartedWith;
}

export interface ConsolePages {
  handle(request: HttpRequest): Promise<HttpResponse>;
  newAddress(): string;
  /** Further addresses of the start page; what is served is known once it is deployed. */
  setAddresses(addresses: AddressesOf): void;
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

type AddressesOf = ConsoleOptions["addresses"];
type CardsOf = (console: ConsoleContext) => Promise<readonly ProjectCard[]>;

/** The console of a cloud: its pages are loaded when the first one is asked for. */
export function createConsolePages(options: ConsolePagesOptions): ConsolePages {
  const sessions = createSessions({ randomness: systemRandomness });
  const startedAt = options.clock.now();
  let opened: Promise<Console> | undefined;
  let cardsOf: CardsOf = async () => [];
  let areasOf: AreasOf = async () => [];
  let addressesOf: AddressesOf = () => [];
  const open = async (): Promise<Console> => {
    const { createConsole } = await import("../console/index.ts");
    const { createConsoleClient } = await import("./client/console-client.ts");
    const { createSaved } = await import("./console-ports/saved.ts");
    const { signInSources } = await import("./console-ports/sign-in-sources.ts");
    const { createSignIns } = await import("./console-ports/sign-ins.ts");
    const { port, region } = options.config;
    const client = createCloudClient({ port, region, credentials: options.key, probe: "access" });
    const areas = await Promise.all([
      areasOf({ client, region, port, credentials: options.key }),
      ...SERVICES.map((module) => module.console?.() ?? []),
    ]);
    const { config, endpoints, clock, trace, services, key } = options;
    const ownClient = createConsoleClient({ config, key });
    const scope = { accountId: config.accountId, region };
    const caller = administratorCaller(scope, key.accessKeyId);
    const signIns = signInSources(config.stateDir, ownClient);
    return createConsole({
      version: VERSION,
      startedWith: options.startedWith,
      sessions,
      areas: areas.flat(),
      account: config.accountId,
      region: config.region,
      port: config.port,
      base: endpoints.base,
      clock,
      startedAt,
      log: trace,
      places: await options.places(),
      mailbox: () => services.ports.mailbox,
      people: services.ports.people,
      place: () =>
        placeName(
          config.stateDir,
          services.ports.stackEngine.list().map(({ stackName }) => stackName),
        ),
      isReady: options.isReady,
      addresses: () => [
        ...addressesOf(),
        { name: "AWS endpoint", address: `http://127.0.0.1:${config.port}` },
        { name: "MQTT", address: `mqtt://127.0.0.1:${config.mqttPort}` },
      ],
      cards: (context) => cardsOf(context),
      ...ownClient,
      mqtt: {
        port: config.mqttPort,
        tlsPort: config.mqttTlsPort,
        connections: services.ports.mqttConnections.connections,
      },
      queues: { look: (name, looked) => services.ports.queueLooks.look(caller, name, looked) },
      schedules: createSchedules(services.ports, caller),
      held: services.ports.stackEngine.list,
      folderTemplate: createFolderTemplates(createProjectStore(options.database)),
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
    setAddresses: (addresses) => {
      addressesOf = addresses;
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
