import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { makeCertificate } from "../../../core/x509/certificate.ts";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isEncrypted: boolean;
  readonly source: string;
}

interface Options {
  /** From the first byte. */
  readonly tls?: boolean;
  readonly offersTls?: boolean;
  readonly login?: { readonly user: string; readonly pass: string };
  /** A free one unless given. */
  readonly port?: number;
  readonly identity?: ReturnType<typeof newIdentity>;
}

const HOUR_MS = 3_600_000;

/** An SMTP server of a library's on a free port of 127.0.0.1. `refusals` answers by recipient. */
export async function startMailServer(options: Options = {}) {
  const { tls = false, offersTls = true, login, identity = newIdentity() } = options;
  const received: ReceivedMail[] = [];
  const refusals = new Map<string, number>();
  const waiting = new Set<() => void>();
  const { certificate, key } = identity;
  const server = new SMTPServer({
    secure: tls,
    ...{
      cert: certificate,
      key,
      disableReverseLookup: true,
      disabledCommands: offersTls ? [] : ["STARTTLS"],
    },
    ...{ authOptional: login === undefined, allowInsecureAuth: true, logger: false },
    onAuth: ({ username, password }, _session, callback) => {
      if (login !== undefined && username === login.user && password === login.pass) {
        callback(null, { user: username });
      } else callback(new Error("Invalid user name or password"));
    },
    onRcptTo: ({ address }, _session, callback) => {
      const responseCode = refusals.get(address);
      callback(responseCode === undefined ? null : Object.assign(new Error("Refused"), { responseCode }));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: typeof session.user === "string" ? session.user : undefined,
          isEncrypted: session.secure,
          source: Buffer.concat(chunks).toString("utf8"),
        });
        callback(null);
        for (const look of [...waiting]) look();
      });
    },
  });
  // Clients that do not trust the certificate leave in the middle.
  server.on("error", () => undefined);
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    received,
    refusals,
    certificate,
    port: (server.server.address() as AddressInfo).port,
    /** Resolves once so many mails are here. */
    arrived: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: (): Promise<void> => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** For localhost, signed by itself. */
export function newIdentity() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const now = Date.now();
  const certificate = makeCertificate({
    serial: Buffer.from([1]),
    ...{ issuer: "localhost", subject: "localhost", publicKey, signingKey: privateKey, purpose: "server" },
    ...{ notBefore: now - HOUR_MS, notAfter: now + HOUR_MS },
  });
  return { certificate, key: privateKey.export({ type: "pkcs8", format: "pem" }) as string };
}
