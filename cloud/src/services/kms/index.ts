/**
 * AWS KMS: keys that encrypt, sign and make codes, their policies, aliases and grants.
 *
 * **Gaps** Imported material, custom stores, keys of several regions, key agreement, pairs of data keys
 * and rotation on demand are refused by name.
 *
 * **By design** The key's policy decides first: unless it lets the account in, no identity policy counts.
 * Blobs are of this cloud's own form; those of AWS cannot be opened here, nor these there. A grant holds
 * at once, so its token opens nothing.
 *
 * **Client quirks** Aliases name a key in operations that use it, not in those that manage it.
 */
import type { Clock } from "../../core/clock.ts";
import type { RoleFinder } from "../../core/ports/credentials.ts";
import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { createSealer } from "../../store/sealing.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import { createCustomerKeys } from "./customer-keys.ts";
import { kmsOperations } from "./operations/index.ts";
import { aliasProvider } from "./resources/AWS-KMS-Alias.ts";
import { keyProvider } from "./resources/AWS-KMS-Key.ts";
import { createAliasStore } from "./shared/alias-store.ts";
import type { KmsContext } from "./shared/context.ts";
import { createGrantStore } from "./shared/grant-store.ts";
import { idInArn } from "./shared/key.ts";
import { createKeyStore, KMS_TABLES } from "./shared/key-store.ts";

export interface KmsDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly roles: RoleFinder;
  /** 32 bytes from which the key is derived that seals the material of all keys. */
  readonly masterKey: Buffer;
}

export interface KmsService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  readonly ports: { readonly customerKeys: CustomerKeys };
}

/** Every operation needs a signature, and the key's policy and the caller's that let it [KMS-13]. */
export function createKmsService(dependencies: KmsDependencies): KmsService {
  const { authorization, clock, database, masterKey, randomness, roles, scope } = dependencies;
  database.migrate("kms", KMS_TABLES);
  const kms: KmsContext = {
    database,
    keys: createKeyStore(database, createSealer(masterKey, "kms/keys")),
    aliases: createAliasStore(database),
    grants: createGrantStore(database),
    scope,
    clock,
    randomness,
    roles,
  };
  const http = serve(
    {
      name: "kms",
      signingNames: ["kms"],
      body: AWS_JSON_BODY_LIMIT,
      tagsOf: (arn) => {
        const id = idInArn(scope, arn);
        return id === undefined ? undefined : kms.keys.find(id)?.tags;
      },
      protocol: awsJson({
        targetPrefix: "TrentService",
        version: "1.1",
        invalid: "ValidationException",
        operations: kmsOperations(kms),
        model: "kms",
      }),
    },
    dependencies,
  );
  return {
    http,
    resources: [keyProvider(kms), aliasProvider(kms)],
    ports: { customerKeys: createCustomerKeys(kms, authorization) },
  };
}
