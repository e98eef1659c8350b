import { homedir } from "node:os";
import { resolve } from "node:path";
import { type CloudConfig, DEFAULT_CONFIG, DEFAULT_STATE } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
import { readSmtpSettings, type SmtpSettings } from "./mail-relay/smtp-settings.ts";
import { BLOCKED_PORTS, isForBrowsers } from "./ports/blocked-ports.ts";
import { PORT_FLAGS, type PortName } from "./ports/port-names.ts";
import type { AccessKey } from "./state/credentials-file.ts";

/** What a person may say on the command line; everything is optional. */
export interface CloudFlags {
  readonly host?: string;
  readonly port?: string;
  readonly mqttPort?: string;
  readonly mqttTlsPort?: string;
  readonly appPort?: string;
  readonly account?: string;
  readonly region?: string;
  readonly state?: string;
  readonly issuer?: string;
  readonly publicUrl?: string;
  readonly clockOffset?: string;
  readonly python?: string;
  readonly java?: string;
  readonly ruby?: string;
  readonly allowRetiredRuntimes?: boolean;
  readonly built?: boolean;
  readonly leaveOut?: readonly string[];
  readonly smtp?: string;
  readonly smtpFrom?: string;
}

export interface Settings {
  readonly config: CloudConfig;
  readonly givenKey: Partial<AccessKey>;
  /** Where e-mails go beside the mailbox; not among what is shown, for its password is in it. */
  readonly smtp?: SmtpSettings;
}

export interface StartSettings extends Settings {
  /** Ports that a person chose; the others may move to a free one. */
  readonly givenPorts: ReadonlySet<PortName>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Flags over environment over defaults; the only reader of PORTCULLIS_* variables. */
export function readSettings(
  flags: CloudFlags,
  environment: Environment,
  workingFolder: string,
): StartSettings {
  const state = flags.state ?? (environment["PORTCULLIS_STATE"] || DEFAULT_STATE);
  const publicUrl = publicUrlOf(flags.publicUrl ?? environment["PORTCULLIS_PUBLIC_URL"]);
  const python = flags.python ?? environment["PORTCULLIS_PYTHON"];
  const java = flags.java ?? environment["PORTCULLIS_JAVA"];
  const ruby = flags.ruby ?? environment["PORTCULLIS_RUBY"];
  const given = givenPorts(flags, environment);
  const ports = portsOf(given);
  const config: CloudConfig = {
    host: flags.host ?? environment["PORTCULLIS_HOST"] ?? DEFAULT_CONFIG.host,
    ...ports,
    accountId: accountOf(flags.account ?? DEFAULT_CONFIG.accountId),
    region: regionOf(flags.region ?? DEFAULT_CONFIG.region),
    stateDir: folderOf(state, workingFolder),
    clockOffsetSeconds: secondsOf(flags.clockOffset ?? "0"),
    issuerStyle: issuerOf(flags.issuer ?? environment["PORTCULLIS_ISSUER"] ?? DEFAULT_CONFIG.issuerStyle),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(python === undefined ? {} : { python: programOf(python, workingFolder) }),
    ...(java === undefined ? {} : { java: programOf(java, workingFolder) }),
    ...(ruby === undefined ? {} : { ruby: programOf(ruby, workingFolder) }),
    ...(flags.allowRetiredRuntimes === true ? { allowRetiredRuntimes: true } : {}),
    ...(flags.built === true ? { built: true } : {}),
    ...((flags.leaveOut ?? []).length === 0 ? {} : { leaveOut: typesOf(flags.leaveOut ?? []) }),
  };
  const accessKeyId = environment["PORTCULLIS_ACCESS_KEY_ID"];
  const secretAccessKey = environment["PORTCULLIS_SECRET_ACCESS_KEY"];
  const smtp = smtpOf(flags, environment);
  return {
    config,
    givenKey: keyOf(accessKeyId, secretAccessKey),
    givenPorts: new Set(given.keys()),
    ...(smtp === undefined ? {} : { smtp }),
  };
}

function smtpOf({ smtp, smtpFrom }: CloudFlags, environment: Environment): SmtpSettings | undefined {
  return readSmtpSettings({
    address: smtp ?? environment["PORTCULLIS_SMTP"],
    from: smtpFrom ?? environment["PORTCULLIS_SMTP_FROM"],
    user: environment["PORTCULLIS_SMTP_USER"],
    password: environment["PORTCULLIS_SMTP_PASSWORD"],
  });
}

/** Of a variable of a shell that is not set, `--state "$FOLDER"` would be the folder one works in. */
function folderOf(given: string, workingFolder: string): string {
  if (given.trim() === "") throw new UserError("--state takes a folder, and what is given is empty.");
  return resolve(workingFolder, given.replace(/^~(?=\/|$)/, homedir()));
}

/** A path is one of the working folder; a bare name is a program on PATH. */
function programOf(given: string, workingFolder: string): string {
  return given.includes("/") ? resolve(workingFolder, given.replace(/^~(?=\/)/, homedir())) : given;
}

const PORT_VARIABLES: Readonly<Record<PortName, string>> = {
  port: "PORTCULLIS_PORT",
  mqttPort: "PORTCULLIS_MQTT_PORT",
  mqttTlsPort: "PORTCULLIS_MQTT_TLS_PORT",
  appPort: "PORTCULLIS_APP_PORT",
};

function givenPorts(flags: CloudFlags, environment: Environment): ReadonlyMap<PortName, number> {
  const names = Object.keys(PORT_FLAGS) as PortName[];
  const given = new Map<PortName, number>();
  for (const name of names) {
    const text = flags[name] ?? environment[PORT_VARIABLES[name]];
    if (text !== undefined) given.set(name, portOf(name, text));
  }
  const ports = [...given];
  for (const [index, [name, port]] of ports.entries()) {
    const same = ports.slice(0, index).find(([, other]) => other === port);
    if (same === undefined) continue;
    throw new UserError(`${PORT_FLAGS[same[0]]} and ${PORT_FLAGS[name]} cannot both be ${port}.`);
  }
  return given;
}

/** MQTT over TLS follows plain MQTT where only that is given: 1884 and 8884. */
function portsOf(given: ReadonlyMap<PortName, number>): Record<PortName, number> {
  const mqttPort = given.get("mqttPort") ?? DEFAULT_CONFIG.mqttPort;
  const following = mqttPort + DEFAULT_CONFIG.mqttTlsPort - DEFAULT_CONFIG.mqttPort;
  return {
    port: given.get("port") ?? DEFAULT_CONFIG.port,
    mqttPort,
    mqttTlsPort: given.get("mqttTlsPort") ?? (following > LAST_PORT ? mqttPort - 1 : following),
    appPort: given.get("appPort") ?? DEFAULT_CONFIG.appPort,
  };
}

const LAST_PORT = 65_535;

function portOf(name: PortName, text: string): number {
  const flag = PORT_FLAGS[name];
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > LAST_PORT) {
    throw new UserError(`${flag} must be a port from 1 to 65535, not ${JSON.stringify(text)}.`);
  }
  if (isForBrowsers(name) && BLOCKED_PORTS.has(port)) {
    throw new UserError(`${flag} ${port}: browsers and fetch refuse to call this port. Choose another one.`);
  }
  return port;
}

function accountOf(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new UserError(`--account must be 12 digits, not ${JSON.stringify(text)}.`);
}

function regionOf(text: string): string {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) return text;
  throw new UserError(`--region must be a region such as eu-west-1, not ${JSON.stringify(text)}.`);
}

function secondsOf(text: string): number {
  if (/^-?\d{1,10}$/.test(text)) return Number(text);
  throw new UserError(`--clock-offset must be whole seconds, not ${JSON.stringify(text)}.`);
}

/** Types of resources, each once. */
function typesOf(given: readonly string[]): readonly string[] {
  const wrong = given.find((type) => !/^\w+(::\w+){1,2}(::MODULE)?$/.test(type));
  if (wrong === undefined) return [...new Set(given)].sort();
  throw new UserError(`--leave-out takes a type such as AWS::WAFv2::WebACL, not ${JSON.stringify(wrong)}.`);
}

function publicUrlOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  const isOrigin = url !== null && (text === url.origin || text === `${url.origin}/`);
  if (isOrigin && /^https?:$/.test(url.protocol)) return url.origin;
  throw new UserError(
    `--public-url must be an address such as https://cloud.example.com, without a path, not ${JSON.stringify(text)}.`,
  );
}

function issuerOf(text: string): "local" | "aws" {
  if (text === "local" || text === "aws") return text;
  throw new UserError(`--issuer must be local or aws, not ${JSON.stringify(text)}.`);
}

function keyOf(accessKeyId: string | undefined, secretAccessKey: string | undefined): Partial<AccessKey> {
  if (accessKeyId === undefined && secretAccessKey === undefined) return {};
  if (!/^\w{16,128}$/.test(accessKeyId ?? "") || (secretAccessKey ?? "").length < 16) {
    throw new UserError(
      "PORTCULLIS_ACCESS_KEY_ID (16 to 128 letters, digits and underscores) and PORTCULLIS_SECRET_ACCESS_KEY (16 characters or more) must be set together.",
    );
  }
  return { accessKeyId: accessKeyId ?? "", secretAccessKey: secretAccessKey ?? "" };
}
