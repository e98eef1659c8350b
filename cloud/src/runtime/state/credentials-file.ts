import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALPHANUMERIC, randomText, systemRandomness } from "../../core/randomness.ts";
import { readIfThere } from "./state-folder.ts";

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const UPPER_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function credentialsPath(stateDir: string): string {
  return join(stateDir, "credentials");
}

/**
 * The administrator's key: from `given` (the environment), else from the credentials file, else
 * made now. The file has the format of an AWS profile and mode 0600.
 */
export function administratorKey(stateDir: string, given: Partial<AccessKey>): AccessKey {
  const key = completeKey(given) ?? readCredentials(stateDir) ?? newKey();
  writeCredentials(stateDir, key);
  return key;
}

/** The key in the credentials file, or undefined when there is none. */
export function readCredentials(stateDir: string): AccessKey | undefined {
  const text = readIfThere(credentialsPath(stateDir))?.toString("utf8");
  if (text === undefined) return undefined;
  const accessKeyId = /^aws_access_key_id\s*=\s*(\S+)\s*$/m.exec(text)?.[1];
  const secretAccessKey = /^aws_secret_access_key\s*=\s*(\S+)\s*$/m.exec(text)?.[1];
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey };
}

function completeKey(given: Partial<AccessKey>): AccessKey | undefined {
  const { accessKeyId, secretAccessKey } = given;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

/** A key of the form of AWS. */
export function newKey(): AccessKey {
  return {
    accessKeyId: `AKIA${randomText(systemRandomness, 16, UPPER_BASE32)}`,
    secretAccessKey: `${randomText(systemRandomness, 20, ALPHANUMERIC)}${randomBytes(15).toString("base64url").slice(0, 20)}`,
  };
}

function writeCredentials(stateDir: string, key: AccessKey): void {
  const known = readCredentials(stateDir);
  if (known?.accessKeyId === key.accessKeyId && known.secretAccessKey === key.secretAccessKey) return;
  const text = [
    "[default]",
    `aws_access_key_id = ${key.accessKeyId}`,
    `aws_secret_access_key = ${key.secretAccessKey}`,
    "",
  ].join("\n");
  writeFileSync(credentialsPath(stateDir), text, { mode: 0o600 });
  chmodSync(credentialsPath(stateDir), 0o600);
}
