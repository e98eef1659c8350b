import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  sign,
} from "node:crypto";
import { promisify } from "node:util";
import type { Database } from "../../../../store/database.ts";
import { createSealer, type Sealer } from "../../../../store/sealing.ts";

export type TokenUse = "access" | "id";

/** One RSA-2048 key of a pool, for one kind of token. */
export interface SigningKey {
  /** 44 characters: base64 of 32 bytes. */
  readonly kid: string;
  readonly use: TokenUse;
  readonly userPoolId: string;
  /** The first segment of every token this key signs; a token with any other header is not ours. */
  readonly headerSegment: string;
  readonly publicKey: KeyObject;
  /** RS256 over `input`, on the thread pool; base64url. */
  sign(input: string): Promise<string>;
}

export interface PoolKeys {
  readonly access: SigningKey;
  readonly id: SigningKey;
}

export interface JsonWebKeySet {
  readonly keys: readonly Readonly<Record<string, string>>[];
}

/** Signing keys of the pools: made once, sealed at rest, kept open in memory. */
export interface SigningKeys {
  /** The keys of a pool, made now when it has none. */
  forPool(userPoolId: string): Promise<PoolKeys>;
  /** The keys when they are already open; lets a warm verification answer without waiting. */
  loaded(userPoolId: string): PoolKeys | undefined;
  /** What `/.well-known/jwks.json` answers. */
  keySet(userPoolId: string): Promise<JsonWebKeySet>;
  /** Forgets and deletes the keys of a pool. */
  remove(userPoolId: string): void;
  /** Keys that are being made are not stored any more: the database closes. */
  close(): void;
}

const MIGRATIONS = [
  `CREATE TABLE cognito_signing_keys (
     pool_id TEXT NOT NULL,
     use TEXT NOT NULL,
     sealed_private_key BLOB NOT NULL,
     PRIMARY KEY (pool_id, use)
   ) WITHOUT ROWID`,
];

const generateKeys = promisify(generateKeyPair);

export function createSigningKeys(options: {
  readonly database: Database;
  readonly masterKey: Buffer;
}): SigningKeys {
  const store = createKeyStore(options.database, createSealer(options.masterKey, "cognito/signing-key"));
  const open = new Map<string, PoolKeys>();
  const opening = new Map<string, Promise<PoolKeys>>();

  const load = async (userPoolId: string): Promise<PoolKeys> => {
    const wanted = () => opening.has(userPoolId);
    const [access, id] = await Promise.all([
      store.findOrMake(userPoolId, "access", wanted),
      store.findOrMake(userPoolId, "id", wanted),
    ]);
    const keys = { access, id };
    // A pool removed meanwhile keeps no keys.
    if (wanted()) open.set(userPoolId, keys);
    opening.delete(userPoolId);
    return keys;
  };
  const forPool = (userPoolId: string): Promise<PoolKeys> => {
    const known = open.get(userPoolId);
    if (known !== undefined) return Promise.resolve(known);
    const pending = opening.get(userPoolId) ?? load(userPoolId);
    opening.set(userPoolId, pending);
    return pending;
  };
  return {
    forPool,
    loaded: (userPoolId) => open.get(userPoolId),
    keySet: async (userPoolId) => {
      const keys = await forPool(userPoolId);
      return { keys: [keys.id, keys.access].map(exportKey) };
    },
    remove: (userPoolId) => {
      open.delete(userPoolId);
      opening.delete(userPoolId);
      store.remove(userPoolId);
    },
    close: () => opening.clear(),
  };
}

function createKeyStore(database: Database, sealer: Sealer) {
  database.migrate("cognito-signing-keys", MIGRATIONS);
  const find = database.prepare<{ sealed_private_key: Buffer }>(
    "SELECT sealed_private_key FROM cognito_signing_keys WHERE pool_id = ? AND use = ?",
  );
  const insert = database.prepare(
    "INSERT OR IGNORE INTO cognito_signing_keys (pool_id, use, sealed_private_key) VALUES (?, ?, ?)",
  );
  const remove = database.prepare("DELETE FROM cognito_signing_keys WHERE pool_id = ?");
  const stored = (userPoolId: string, use: TokenUse): SigningKey | undefined => {
    const row = find.get(userPoolId, use);
    if (row === undefined) return undefined;
    const der = sealer.open(Buffer.from(row.sealed_private_key), `${userPoolId}/${use}`);
    if (der === undefined)
      throw new Error(`The signing key of ${userPoolId} does not belong to this key file`);
    return createSigningKey(userPoolId, use, createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
  };
  return {
    /** @param wanted false once the pool is gone: its keys are not stored any more */
    findOrMake: async (userPoolId: string, use: TokenUse, wanted: () => boolean): Promise<SigningKey> => {
      const known = stored(userPoolId, use);
      if (known !== undefined) return known;
      const { privateKey } = await generateKeys("rsa", { modulusLength: 2048 });
      const der = privateKey.export({ format: "der", type: "pkcs8" });
      if (wanted()) insert.run(userPoolId, use, sealer.seal(der, `${userPoolId}/${use}`));
      return createSigningKey(userPoolId, use, privateKey);
    },
    remove: (userPoolId: string): void => {
      remove.run(userPoolId);
    },
  };
}

function createSigningKey(userPoolId: string, use: TokenUse, privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const kid = createHash("sha256")
    .update(publicKey.export({ format: "der", type: "spki" }))
    .digest("base64");
  const headerSegment = Buffer.from(JSON.stringify({ kid, alg: "RS256" })).toString("base64url");
  return {
    kid,
    use,
    userPoolId,
    headerSegment,
    publicKey,
    sign: (input) =>
      new Promise((resolve, reject) => {
        sign("sha256", Buffer.from(input), privateKey, (error, signature) => {
          if (error === null) resolve(signature.toString("base64url"));
          else reject(error);
        });
      }),
  };
}

function exportKey(key: SigningKey): Readonly<Record<string, string>> {
  const { e = "", n = "" }: JsonWebKey = key.publicKey.export({ format: "jwk" });
  return { alg: "RS256", e, kid: key.kid, kty: "RSA", n, use: "sig" };
}
