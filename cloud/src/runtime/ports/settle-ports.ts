import { createServer } from "node:net";
import type { CloudConfig } from "../../core/config.ts";
import { UserError } from "../../core/errors.ts";
import { furtherHosts } from "../front-door/own-names.ts";
import { BLOCKED_PORTS, isForBrowsers } from "./blocked-ports.ts";
import { PORT_FLAGS, type PortName } from "./port-names.ts";

/** A port that another program has, and the one that is used instead. */
export interface MovedPort {
  readonly name: PortName;
  readonly from: number;
  readonly to: number;
}

/** What is known of the ports before a start. */
export interface PortSettings {
  readonly config: CloudConfig;
  /** Ports that a person chose; the others may move to a free one. */
  readonly givenPorts: ReadonlySet<PortName>;
}

export interface SettledPorts<Settings extends PortSettings> {
  readonly settings: Settings;
  readonly moved: readonly MovedPort[];
}

/** Whether a program listens there already. */
export type IsTaken = (host: string, port: number) => Promise<boolean>;

const LAST_PORT = 65_535;

/**
 * Ports for a start: one that nobody chose moves to the next that is free, one that was chosen is
 * not touched.
 * @param wanted the ports that will be listened on
 * @throws UserError that names every chosen port which another program has
 */
export async function settlePorts<Settings extends PortSettings>(
  settings: Settings,
  wanted: readonly PortName[],
  isTaken: IsTaken = isTakenHere,
): Promise<SettledPorts<Settings>> {
  const { config, givenPorts } = settings;
  const taken = (name: PortName, port: number): Promise<boolean> =>
    someOf(hostsOf(name, config.host, givenPorts.has(name)), (host) => isTaken(host, port));
  const used = new Set(wanted.filter((name) => givenPorts.has(name)).map((name) => config[name]));
  const nextFree = async (name: PortName): Promise<number> => {
    let port = config[name];
    while (used.has(port) || isBlocked(name, port) || (await taken(name, port))) {
      port = port === LAST_PORT ? 1_024 : port + 1;
    }
    used.add(port);
    return port;
  };
  const chosen = wanted.filter((name) => givenPorts.has(name));
  const refused: PortName[] = [];
  for (const name of chosen) if (await taken(name, config[name])) refused.push(name);
  if (refused.length > 0) throw await takenError(refused, config, nextFree);
  const moved: MovedPort[] = [];
  for (const name of wanted) {
    if (givenPorts.has(name)) continue;
    const to = await nextFree(name);
    if (to !== config[name]) moved.push({ name, from: config[name], to });
  }
  const changes = Object.fromEntries(moved.map(({ name, to }) => [name, to]));
  return { settings: { ...settings, config: { ...config, ...changes } }, moved };
}

function isBlocked(name: PortName, port: number): boolean {
  return isForBrowsers(name) && BLOCKED_PORTS.has(port);
}

/** Where a port is listened on. A chosen one may be taken where the start can do without. */
function hostsOf(name: PortName, host: string, isGiven: boolean): string[] {
  if (name === "mqttPort") return ["127.0.0.1"];
  if (name === "mqttTlsPort") return [host];
  const further = furtherHosts(host).filter(({ required }) => required || !isGiven);
  return [host, ...further.map((one) => one.host)];
}

async function someOf(hosts: readonly string[], test: (host: string) => Promise<boolean>): Promise<boolean> {
  for (const host of hosts) if (await test(host)) return true;
  return false;
}

async function takenError(
  names: readonly PortName[],
  ports: Readonly<Record<PortName, number>>,
  nextFree: (name: PortName) => Promise<number>,
): Promise<UserError> {
  const told = names.map((name) => `${ports[name]} (${PORT_FLAGS[name]})`);
  const flags: string[] = [];
  for (const name of names) flags.push(`${PORT_FLAGS[name]} ${await nextFree(name)}`);
  const text =
    told.length === 1
      ? `Port ${told.join("")} is taken by another program.`
      : `Ports ${told.slice(0, -1).join(", ")} and ${told.at(-1)} are taken by other programs.`;
  return new UserError(text, `npx portcullis up ${flags.join(" ")}`);
}

/** Anything else that keeps a port closed is told when it is opened. */
function isTakenHere(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "EADDRINUSE"));
    server.listen(port, host, () => server.close(() => resolve(false)));
  });
}
