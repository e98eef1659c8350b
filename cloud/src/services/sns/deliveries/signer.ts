import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
} from "node:crypto";
import { promisify } from "node:util";
import { makeCertificate } from "../../../core/x509/certificate.ts";
import type { Database } from "../../../store/database.ts";
import { createSealer } from "../../../store/sealing.ts";
import type { Message } from "../shared/message.ts";

/** Signs messages with this cloud's own key. */
export interface Signer {
  /** @param version `1` for SHA-1, `2` for SHA-256 @returns base64 */
  sign(text: string, version: string): string;
  readonly certificateUrl: string;
  /** PEM, signed by the key itself. */
  readonly certificate: string;
}

interface Options {
  readonly database: Database;
  /** 32 bytes from which the key that seals it is derived. */
  readonly masterKey: Buffer;
  readonly base: string;
}

const STEPS = [
  "CREATE TABLE sns_signing_keys (id INTEGER PRIMARY KEY, sealed_private_key BLOB NOT NULL)",
] as const;
const CONTEXT = "sns";
const generateKeys = promisify(generateKeyPair);

/** Opens the signer at its first use: the key is made once, and sealed at rest [SNS-7]. */
export function createSigner({ database, masterKey, base }: Options): () => Promise<Signer> {
  database.migrate("sns-signing-keys", STEPS);
  const sealer = createSealer(masterKey, "sns/signing-key");
  const find = database.prepare<{ sealed_private_key: Buffer }>(
    "SELECT sealed_private_key FROM sns_signing_keys WHERE id = 1",
  );
  const insert = database.prepare(
    "INSERT OR IGNORE INTO sns_signing_keys (id, sealed_private_key) VALUES (1, ?)",
  );
  const stored = (): KeyObject | undefined => {
    const row = find.get();
    if (row === undefined) return undefined;
    const der = sealer.open(Buffer.from(row.sealed_private_key), CONTEXT);
    if (der === undefined) throw new Error("The signing key of SNS does not belong to this key file");
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  };
  const load = async (): Promise<Signer> => {
    const known = stored();
    if (known !== undefined) return signerOf(known, base);
    const { privateKey } = await generateKeys("rsa", { modulusLength: 2048 });
    insert.run(sealer.seal(privateKey.export({ format: "der", type: "pkcs8" }), CONTEXT));
    return signerOf(stored() ?? privateKey, base);
  };
  let opened: Promise<Signer> | undefined;
  return () => {
    opened ??= load();
    return opened;
  };
}

function signerOf(privateKey: KeyObject, base: string): Signer {
  const publicKey = createPublicKey(privateKey);
  const hash = createHash("sha256")
    .update(publicKey.export({ format: "der", type: "spki" }))
    .digest();
  return {
    sign: (text, version) =>
      sign(version === "2" ? "sha256" : "sha1", Buffer.from(text), privateKey).toString("base64"),
    certificateUrl: `${base}${certificatePath(hash.toString("hex").slice(0, 32))}`,
    certificate: makeCertificate({
      // Positive, and without a leading zero byte.
      serial: Buffer.concat([Buffer.from([0x40]), hash.subarray(0, 15)]),
      issuer: NAME,
      subject: NAME,
      notBefore: FROM,
      notAfter: UNTIL,
      publicKey,
      signingKey: privateKey,
      purpose: "messages",
    }),
  };
}

const NAME = "Portcullis local cloud SNS";
const FROM = Date.UTC(2020, 0);
const UNTIL = Date.UTC(2049, 0);

const certificatePath = (name: string): string => `/SimpleNotificationService-${name}.pem`;

/** Whether a path is a certificate's. */
export const isCertificatePath = (path: string): boolean =>
  /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/.test(path);

/**
 * What the signature covers.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html
 */
export function canonicalString(
  { message, messageId, subject, topicArn, type, token }: Message,
  { timestamp, subscribeUrl }: { readonly timestamp: string; readonly subscribeUrl: string },
): string {
  const isNotification = type === "Notification";
  const members: readonly (readonly [string, string | undefined])[] = [
    ["Message", message],
    ["MessageId", messageId],
    ["Subject", isNotification ? subject : undefined],
    ["SubscribeURL", isNotification ? undefined : subscribeUrl],
    ["Timestamp", timestamp],
    ["Token", isNotification ? undefined : token],
    ["TopicArn", topicArn],
    ["Type", type],
  ];
  return members.flatMap(([name, value]) => (value === undefined ? [] : [`${name}\n${value}\n`])).join("");
}
