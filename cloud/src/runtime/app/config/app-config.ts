import { UserError } from "../../../core/errors.ts";
import { findOutput, type StackOutputs, type WhereToLook } from "../../stack-outputs.ts";

/** What an app must know of the cloud it talks to; `/app-config.json` and the file for native builds. */
export interface AppConfig {
  readonly version: 1;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Invoke address of the API stage, no trailing slash. */
  readonly apiUrl: string;
  /** Address of the user-pool API, no trailing slash. */
  readonly userPoolEndpoint: string;
}

export interface AppConfigPlace extends WhereToLook {
  readonly region: string;
  readonly userPoolEndpoint: string;
}

/** @throws UserError when an output is missing, is there twice, or is not what its name says [APP-5]. */
export function appConfigOf(stacks: readonly StackOutputs[], place: AppConfigPlace): AppConfig {
  const output = (key: string) => findOutput(stacks, key, place);
  return {
    version: 1,
    region: place.region,
    userPoolId: matching("UserPoolId", output("UserPoolId"), /^[\w-]{1,55}_[0-9A-Za-z]{1,55}$/),
    userPoolClientId: matching("UserPoolClientId", output("UserPoolClientId"), /^[\w+]{1,128}$/),
    apiUrl: addressOf("ApiUrl", output("ApiUrl")),
    userPoolEndpoint: addressOf("the user-pool endpoint", place.userPoolEndpoint),
  };
}

/** The same, with the local address `base` (`http://localhost:4566`) told as `host` sees it. */
export function underHost(config: AppConfig, base: string, host: string): AppConfig {
  const seen = (address: string): string => {
    if (address !== base && !address.startsWith(`${base}/`)) return address;
    return `http://${host}:${new URL(base).port}${address.slice(base.length)}`;
  };
  return { ...config, apiUrl: seen(config.apiUrl), userPoolEndpoint: seen(config.userPoolEndpoint) };
}

export function appConfigText(config: AppConfig): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

function matching(key: string, value: string, form: RegExp): string {
  if (form.test(value)) return value;
  throw new UserError(`The output ${key} is ${quoted(value)}, which is no ${key}.`);
}

function addressOf(key: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const plain = url !== undefined && url.username === "" && url.search === "" && url.hash === "";
  if (plain && /^https?:\/\/[\w.:[\]-]+(?:\/[\w./~-]*)?$/.test(value)) return value.replace(/\/+$/, "");
  throw new UserError(`${key} is ${quoted(value)}, which is no plain http or https address.`);
}

function quoted(value: string): string {
  return JSON.stringify(value.slice(0, 80));
}
