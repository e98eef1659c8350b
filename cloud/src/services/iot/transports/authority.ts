import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../../core/clock.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { type CertificateRequest, makeCertificate } from "../../../core/x509/certificate.ts";

/** What a TLS listener needs, as PEM. */
export interface ServerIdentity {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
}

export interface IssuedCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The certificate authority of this cloud: made once, kept in the state folder. */
export interface CertificateAuthority {
  /** Makes the authority and the server certificate when missing, renews the latter in time. */
  serverIdentity(): ServerIdentity;
  /** Keys and certificate of one device. */
  issueClient(): IssuedCertificate;
}

interface AuthorityOptions {
  readonly stateDir: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

const DAY_MS = 86_400_000;
const CA_DAYS = 3650;
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;
const CA_NAME = "Portcullis local cloud CA";
const DEVICE_NAME = "AWS IoT Certificate";

/** Files under `<stateDir>/tls`: `ca.pem` for clients to trust, keys with mode 0600. */
export function createCertificateAuthority(options: AuthorityOptions): CertificateAuthority {
  const folder = join(options.stateDir, "tls");
  const paths: Paths = {
    ca: join(folder, "ca.pem"),
    caKey: join(folder, "ca-key.pem"),
    server: join(folder, "server.pem"),
    serverKey: join(folder, "server-key.pem"),
  };
  return {
    serverIdentity: () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!isUsable(paths, options.clock)) makeServerFiles(paths, options);
      return { ca: read(paths.ca), certificate: read(paths.server), privateKey: read(paths.serverKey) };
    },
    issueClient: () => {
      const { privateKey, publicKey } = newKeys();
      const leaf = { subject: DEVICE_NAME, purpose: "client", days: CA_DAYS, publicKey } as const;
      return {
        certificate: issue(paths, options, leaf),
        privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
      };
    },
  };
}

type Paths = Readonly<Record<"ca" | "caKey" | "server" | "serverKey", string>>;

const read = (path: string): string => readFileSync(path, "utf8");

function isUsable(paths: Paths, clock: Clock): boolean {
  if (!Object.values(paths).every((path) => existsSync(path))) return false;
  const expires = Date.parse(new X509Certificate(read(paths.server)).validTo);
  return expires - clock.now() > RENEW_DAYS * DAY_MS;
}

function makeServerFiles(paths: Paths, options: AuthorityOptions): void {
  if (!existsSync(paths.ca) || !existsSync(paths.caKey)) makeAuthorityFiles(paths, options);
  const { privateKey, publicKey } = newKeys();
  const leaf = { subject: "localhost", purpose: "server", days: SERVER_DAYS, publicKey } as const;
  writeWhole(paths.serverKey, privateKey.export({ type: "pkcs8", format: "pem" }), 0o600);
  writeWhole(paths.server, issue(paths, options, leaf), 0o644);
}

function makeAuthorityFiles(paths: Paths, { clock, randomness }: AuthorityOptions): void {
  const { privateKey, publicKey } = newKeys();
  const certificate = makeCertificate({
    serial: serialNumber(randomness),
    issuer: CA_NAME,
    subject: CA_NAME,
    ...validity(clock, CA_DAYS),
    publicKey,
    signingKey: privateKey,
    purpose: "authority",
  });
  writeWhole(paths.caKey, privateKey.export({ type: "pkcs8", format: "pem" }), 0o600);
  writeWhole(paths.ca, certificate, 0o644);
}

interface Leaf extends Pick<CertificateRequest, "subject" | "purpose" | "publicKey"> {
  readonly days: number;
}

function issue(paths: Paths, { clock, randomness }: AuthorityOptions, leaf: Leaf): string {
  const { days, ...request } = leaf;
  return makeCertificate({
    ...request,
    ...validity(clock, days),
    serial: serialNumber(randomness),
    issuer: CA_NAME,
    signingKey: createPrivateKey(read(paths.caKey)),
  });
}

const newKeys = (): { privateKey: KeyObject; publicKey: KeyObject } =>
  generateKeyPairSync("ec", { namedCurve: "prime256v1" });

/** The first bits are fixed: a serial number is positive and has no leading zero byte. */
function serialNumber(randomness: Randomness): Buffer {
  const serial = randomness.bytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** From an hour ago: the clocks of clients may be a little behind. */
function validity(clock: Clock, days: number): Pick<CertificateRequest, "notBefore" | "notAfter"> {
  return { notBefore: clock.now() - 3_600_000, notAfter: clock.now() + days * DAY_MS };
}

/** IOT-17: keys get mode 0600 before they get their name. */
function writeWhole(path: string, text: string | Buffer, mode: number): void {
  writeFileSync(`${path}.new`, text, { mode });
  chmodSync(`${path}.new`, mode);
  renameSync(`${path}.new`, path);
}
