import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { readIfThere } from "../../runtime/state/state-folder.ts";
import type { SigningCredentials } from "../../wire/sigv4/sign.ts";

/** Where an AWS tool of this shell would call, and as whom. */
export interface AwsEnvironment {
  readonly region: string;
  readonly credentials: SigningCredentials;
  /** Address of a service as the variable of that name sets it; undefined for AWS's own. */
  setEndpoint(variable: string): string | undefined;
  /** Address of a service, AWS's own by its endpoint prefix. */
  endpoint(prefix: string, variable: string): string;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Section = ReadonlyMap<string, string>;

/**
 * The variables and files that every AWS tool reads: keys in the environment before the profile's in
 * `~/.aws/credentials`, the region likewise.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
export function readAwsEnvironment(environment: Environment): AwsEnvironment {
  const profile = environment["AWS_PROFILE"] || "default";
  const file = (variable: string, name: string) => environment[variable] || join(homedir(), ".aws", name);
  const keys = section(file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), profile);
  const settings = section(
    file("AWS_CONFIG_FILE", "config"),
    profile === "default" ? profile : `profile ${profile}`,
  );
  const region = regionOf(
    environment["AWS_REGION"] ||
      environment["AWS_DEFAULT_REGION"] ||
      settings.get("region") ||
      keys.get("region"),
  );
  const setEndpoint = (variable: string): string | undefined => {
    const address = environment[`AWS_ENDPOINT_URL_${variable}`] || environment["AWS_ENDPOINT_URL"];
    return address ? address.replace(/\/+$/, "") : undefined;
  };
  return {
    region,
    credentials: credentialsOf(environment, keys, profile),
    setEndpoint,
    endpoint: (prefix, variable) =>
      setEndpoint(variable) ??
      `https://${prefix}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`,
  };
}

/** It becomes part of a host name. */
function regionOf(region: string | undefined): string {
  if (region === undefined) throw new UserError("No region is set.", "export AWS_REGION=eu-west-1");
  if (/^[a-z]{2,3}(?:-[a-z]+)+-\d+$/.test(region)) return region;
  throw new UserError(`The region ${JSON.stringify(region)} is none.`, "export AWS_REGION=eu-west-1");
}

function credentialsOf(environment: Environment, keys: Section, profile: string): SigningCredentials {
  const own = environment["AWS_ACCESS_KEY_ID"] !== undefined && environment["AWS_PROFILE"] === undefined;
  const accessKeyId = own ? environment["AWS_ACCESS_KEY_ID"] : keys.get("aws_access_key_id");
  const secretAccessKey = own ? environment["AWS_SECRET_ACCESS_KEY"] : keys.get("aws_secret_access_key");
  const sessionToken = own ? environment["AWS_SESSION_TOKEN"] : keys.get("aws_session_token");
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  }
  // Profiles that sign in, assume roles or ask programs are the AWS CLI's to resolve.
  throw new UserError(
    own
      ? "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY."
      : `There are no keys of the profile ${JSON.stringify(profile)}, neither in the environment nor in ~/.aws/credentials.`,
    `eval "$(aws configure export-credentials --profile ${shellWord(profile)} --format env)" && unset AWS_PROFILE`,
  );
}

function section(file: string, name: string): Section {
  const values = new Map<string, string>();
  let inside = false;
  for (const line of (readIfThere(file)?.toString("utf8") ?? "").split(/\r?\n/)) {
    const title = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (title !== undefined) inside = title === name;
    const [, key, value] = /^([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (inside && key !== undefined && value !== undefined) values.set(key, value);
  }
  return values;
}

function shellWord(text: string): string {
  return /^[\w.@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
