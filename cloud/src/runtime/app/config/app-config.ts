import { UserError } from "../../../core/errors.ts";
import type { AppResources } from "./app-resources.ts";

/** What an app must know of the cloud it talks to; `/app-config.json` and the file for native builds. */
export interface AppConfig {
  readonly version: 1;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Invoke address of the API stage, no trailing slash. */
  readonly apiUrl: string;
  /** Address of the user-pool API, no trailing slash; left out for AWS's own. */
  readonly userPoolEndpoint?: string;
}

export interface AppConfigPlace {
  readonly region: string;
  /** Undefined for AWS's own; the API's address must then be https. */
  readonly userPoolEndpoint: string | undefined;
}

/** @throws UserError when something is not what its name says [APP-5]. */
export function appConfigOf(found: AppResources, place: AppConfigPlace): AppConfig {
  const { userPoolEndpoint } = place;
  const protocol = userPoolEndpoint === undefined ? "https" : "https?";
  return {
    version: 1,
    region: place.region,
    userPoolId: matching("id of the user pool", found.userPoolId, /^[\w-]{1,55}_[0-9A-Za-z]{1,55}$/),
    userPoolClientId: matching("id of the app client", found.userPoolClientId, /^[\w+]{1,128}$/),
    apiUrl: addressOf("The address of the API", found.apiUrl, protocol),
    ...(userPoolEndpoint === undefined
      ? {}
      : { userPoolEndpoint: addressOf("The user-pool endpoint", userPoolEndpoint, protocol) }),
  };
}

/** The same, with the local address `base` (`http://localhost:4566`) told as `host` sees it. */
export function underHost(config: AppConfig, base: string, host: string): AppConfig {
  const seen = (address: string): string => {
    if (address !== base && !address.startsWith(`${base}/`)) return address;
    return `http://${host}:${new URL(base).port}${address.slice(base.length)}`;
  };
  const { apiUrl, userPoolEndpoint } = config;
  return {
    ...config,
    apiUrl: seen(apiUrl),
    ...(userPoolEndpoint === undefined ? {} : { userPoolEndpoint: seen(userPoolEndpoint) }),
  };
}

export function appConfigText(config: AppConfig): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

function matching(what: string, value: string, form: RegExp): string {
  if (form.test(value)) return value;
  throw new UserError(`The ${what} is ${quoted(value)}, which is none.`);
}

function addressOf(what: string, value: string, protocol: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const form = new RegExp(`^${protocol}://[\\w.:[\\]-]+(?:/[\\w./~-]*)?$`);
  if (url?.username === "" && form.test(value)) return value.replace(/\/+$/, "");
  const kind = protocol === "https" ? "https" : "http or https";
  throw new UserError(`${what} is ${quoted(value)}, which is no plain ${kind} address.`);
}

function quoted(value: string): string {
  return JSON.stringify(value.slice(0, 80));
}
