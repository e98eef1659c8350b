/** Which pool and which API this app belongs to; made from the outputs of the stacks. */
export interface AppConfig {
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** Only for a local cloud: where the user-pool API answers. */
  readonly userPoolEndpoint?: string;
}

/** Something is wrong with the configuration; the message says what. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const VERSION = 1;
const KEYS = ["version", "region", "userPoolId", "userPoolClientId", "apiUrl", "userPoolEndpoint"];

/** Checks what `app-config.json` holds; nothing is guessed and nothing is ignored. */
export function parseAppConfig(value: unknown): AppConfig {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConfigError("It must be a JSON object.");
  }
  const fields: Record<string, unknown> = { ...value };
  const unknown = Object.keys(fields).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new ConfigError(`"${unknown}" is not a setting of the app.`);
  if (fields["version"] !== VERSION) throw new ConfigError(`"version" must be ${VERSION}.`);

  const local = fields["userPoolEndpoint"] !== undefined;
  const region = text(fields, "region", /^[a-z]{2}(-[a-z]+)+-\d$/);
  const userPoolId = text(fields, "userPoolId", /^[\w-]+_[0-9A-Za-z]+$/);
  if (!userPoolId.startsWith(`${region}_`)) throw new ConfigError(`"userPoolId" is not of region ${region}.`);
  return {
    region,
    userPoolId,
    userPoolClientId: text(fields, "userPoolClientId", /^[\w+]+$/),
    apiUrl: address(fields, "apiUrl", local),
    ...(local ? { userPoolEndpoint: address(fields, "userPoolEndpoint", local) } : {}),
  };
}

function text(fields: Record<string, unknown>, key: string, form: RegExp): string {
  const value = fields[key];
  if (typeof value !== "string") throw new ConfigError(`"${key}" is missing.`);
  if (!form.test(value)) throw new ConfigError(`"${key}" has not the form of one: ${value.slice(0, 80)}`);
  return value;
}

/** Tokens travel to these addresses: over TLS, except to a local cloud [HOME-1]. */
function address(fields: Record<string, unknown>, key: string, local: boolean): string {
  const value = text(fields, key, /^https?:\/\/[^\s?#]+$/);
  if (!URL.canParse(value)) throw new ConfigError(`"${key}" is not an address: ${value.slice(0, 80)}`);
  if (!local && !value.startsWith("https://")) throw new ConfigError(`"${key}" must begin with https://.`);
  return value.replace(/\/+$/, "");
}
