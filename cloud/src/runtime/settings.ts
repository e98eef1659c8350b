import { homedir } from "node:os";
import { resolve } from "node:path";
import { type CloudConfig, DEFAULT_CONFIG } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
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
}

export interface Settings {
  readonly config: CloudConfig;
  readonly givenKey: Partial<AccessKey>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Flags over environment over defaults; the only reader of PORTCULLIS_* variables. */
export function readSettings(flags: CloudFlags, environment: Environment, workingFolder: string): Settings {
  const state = flags.state ?? environment["PORTCULLIS_STATE"] ?? ".portcullis";
  const publicUrl = publicUrlOf(flags.publicUrl ?? environment["PORTCULLIS_PUBLIC_URL"]);
  const config: CloudConfig = {
    host: flags.host ?? environment["PORTCULLIS_HOST"] ?? DEFAULT_CONFIG.host,
    port: portOf("--port", flags.port ?? environment["PORTCULLIS_PORT"], DEFAULT_CONFIG.port),
    mqttPort: portOf(
      "--mqtt-port",
      flags.mqttPort ?? environment["PORTCULLIS_MQTT_PORT"],
      DEFAULT_CONFIG.mqttPort,
    ),
    mqttTlsPort: portOf(
      "--mqtt-tls-port",
      flags.mqttTlsPort ?? environment["PORTCULLIS_MQTT_TLS_PORT"],
      DEFAULT_CONFIG.mqttTlsPort,
    ),
    appPort: portOf(
      "--app-port",
      flags.appPort ?? environment["PORTCULLIS_APP_PORT"],
      DEFAULT_CONFIG.appPort,
    ),
    accountId: accountOf(flags.account ?? DEFAULT_CONFIG.accountId),
    region: regionOf(flags.region ?? DEFAULT_CONFIG.region),
    stateDir: resolve(workingFolder, state.replace(/^~(?=\/|$)/, homedir())),
    clockOffsetSeconds: secondsOf(flags.clockOffset ?? "0"),
    issuerStyle: issuerOf(flags.issuer ?? environment["PORTCULLIS_ISSUER"] ?? DEFAULT_CONFIG.issuerStyle),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
  const accessKeyId = environment["PORTCULLIS_ACCESS_KEY_ID"];
  const secretAccessKey = environment["PORTCULLIS_SECRET_ACCESS_KEY"];
  return { config, givenKey: keyOf(accessKeyId, secretAccessKey) };
}

function portOf(flag: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new UserError(`${flag} must be a port from 1 to 65535, not ${JSON.stringify(text)}.`);
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
