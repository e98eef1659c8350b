import { silentLogger } from "../../../core/logger.ts";
import type { CustomerKeys } from "../../../core/ports/customer-keys.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { type AccessWorld, roleWith, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import type { SigningCredentials } from "../../../wire/sigv4/sign.ts";
import { createKmsService, type KmsService } from "../index.ts";
import { kmsCall } from "./access-rows.ts";

export interface Answer extends Record<string, unknown> {
  readonly status: number;
}

export const allow = (Action: string | readonly string[], more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});

/** KMS of an account of its own, called over its protocol. */
export function kmsWorld(account = createTestAccount()) {
  const database = openDatabase(":memory:");
  const open = (): KmsService => {
    const { identities, clock, scope } = account;
    const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
    const around = { authentication, database, trace: noTrace, logger: silentLogger };
    const own = { randomness: systemRandomness, roles: identities, masterKey: Buffer.alloc(32, 7) };
    return createKmsService({ ...account, ...around, ...own });
  };
  let service = open();
  const world = (): AccessWorld => ({ ...account, service: service.http, signingName: "kms" });
  const call = async (
    action: string,
    input: object,
    by: SigningCredentials = account.administrator,
  ): Promise<Answer> => {
    const { status, body } = await send(world(), kmsCall(action, input), by);
    const answer = JSON.parse(String(body)) as Record<string, unknown>;
    return { status, ...answer, message: answer["message"] ?? answer["Message"] ?? "" };
  };
  return {
    account,
    database,
    world,
    call,
    service: () => service,
    keys: (): CustomerKeys => service.ports.customerKeys,
    /** The same state after the process ended. */
    restart: (): void => {
      service = open();
    },
    /** Id of a new key. */
    key: async (input: object = {}): Promise<string> => {
      const answer = await call("CreateKey", input);
      const { KeyId } = (answer["KeyMetadata"] ?? {}) as { readonly KeyId?: string };
      if (KeyId === undefined) throw new Error(JSON.stringify(answer));
      return KeyId;
    },
    /** A session of the role `caller` with these statements. */
    as: (...Statement: object[]) => roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement })),
  };
}

export const ROLE = "arn:aws:iam::123456789012:role/caller";
export const ROOT = "arn:aws:iam::123456789012:root";
export const arnOf = (id: string) => `arn:aws:kms:eu-west-1:123456789012:key/${id}`;
export const b64 = (text: string) => Buffer.from(text).toString("base64");
export const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
