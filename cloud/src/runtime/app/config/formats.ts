import { UserError } from "../../../core/errors.ts";
import { type AppConfig, appConfigText } from "./app-config.ts";

export interface FormatOptions {
  /** Put before the names of variables, as bundlers ask for: `VITE_`, `EXPO_PUBLIC_`. */
  readonly prefix: string;
}

type Format = (config: AppConfig, options: FormatOptions) => string;

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["json", appConfigText],
  ["amplify", (config) => json(amplifyConfig(config))],
  ["env", envText],
  ["postman", (config) => json(postmanEnvironment(config))],
]);

export const FORMAT_NAMES: readonly string[] = [...FORMATS.keys()];

/** The configuration of an app in the form that a tool reads. Throws UserError for other names. */
export function formatted(config: AppConfig, name: string, options: FormatOptions): string {
  const format = FORMATS.get(name);
  if (format === undefined) {
    throw new UserError(`--format must be one of ${FORMAT_NAMES.join(", ")}, not ${JSON.stringify(name)}.`);
  }
  if (!/^[A-Za-z0-9_]*$/.test(options.prefix)) {
    throw new UserError(
      `--prefix must be letters, digits and underscores, not ${JSON.stringify(options.prefix)}.`,
    );
  }
  return format(config, options);
}

/**
 * What `Amplify.configure` of version 6 takes as it is. The form of Amplify's own backends
 * (`"version": "1"`) has no member for the address of a user pool and drops it.
 * @see https://docs.amplify.aws/javascript/build-a-backend/auth/use-existing-cognito-resources/
 */
function amplifyConfig({
  region,
  userPoolId,
  userPoolClientId,
  userPoolEndpoint,
  apiUrl,
}: AppConfig): object {
  return {
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId,
        ...(userPoolEndpoint === undefined ? {} : { userPoolEndpoint }),
      },
    },
    API: { REST: { api: { endpoint: apiUrl, region } } },
  };
}

/** Values are held to forms without quotes, blanks and `$` before (`appConfigOf`). */
function envText({ version: _version, ...values }: AppConfig, { prefix }: FormatOptions): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${prefix}${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}=${value}\n`,
    )
    .join("");
}

function postmanEnvironment({ version: _version, ...values }: AppConfig): object {
  return {
    name: `Portcullis: ${values.userPoolId}`,
    values: Object.entries(values).map(([key, value]) => ({ key, value, type: "default", enabled: true })),
    _postman_variable_scope: "environment",
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
