import type { ComposedMail } from "./composed-mail.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

/** Hands one mail to the server. */
export type SendMail = (mail: ComposedMail) => Promise<void>;

/** Why the server has not taken a mail. */
export class NotRelayedError extends Error {
  /** Nothing but this mail is at fault: the server refused it for good. */
  readonly isFinal: boolean;
  /** Nothing of this mail is at fault: the server is not reached, or lets nobody in. */
  readonly isOfServer: boolean;
  /** Of SMTP, where the server said one. */
  readonly status: number | undefined;

  constructor(
    reason: string,
    kind: { readonly isFinal: boolean; readonly isOfServer: boolean; readonly status: number | undefined },
  ) {
    super(reason);
    this.isFinal = kind.isFinal;
    this.isOfServer = kind.isOfServer;
    this.status = kind.status;
  }
}

const CONNECT_MS = 30_000;
const SILENCE_MS = 60_000;
/** Codes of the library for what is about one mail. */
const OF_THE_MAIL: ReadonlySet<string> = new Set(["EENVELOPE", "EMESSAGE", "ESTREAM"]);

/**
 * SES-4: a certificate is verified, always, and a password goes in the clear over loopback at most.
 * The library is loaded with the first mail.
 * @param trust an authority in the place of those that Node.js knows, in tests
 */
export function createSmtp(
  { host, port, tls, login }: SmtpSettings,
  trust: { readonly ca?: string } = {},
): SendMail {
  return async (mail) => {
    const { createTransport } = await import("nodemailer");
    const transport = createTransport({
      host,
      port,
      secure: tls === "implicit",
      requireTLS: tls === "required",
      ignoreTLS: tls === "none",
      tls: { minVersion: "TLSv1.2", rejectUnauthorized: true, ...trust },
      ...(login === undefined ? {} : { auth: login }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      // A mail is what a caller made of it: nothing in it names a file or an address to read.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail(forLibrary(mail));
    } catch (error) {
      throw notRelayed(error);
    } finally {
      transport.close();
    }
  };
}

/** The library's lists are not read-only. */
function forLibrary({ envelope, to, cc, replyTo, headers, ...mail }: ComposedMail) {
  return {
    ...mail,
    envelope: { from: envelope.from, to: [...envelope.to] },
    ...(to === undefined ? {} : { to: [...to] }),
    ...(cc === undefined ? {} : { cc: [...cc] }),
    ...(replyTo === undefined ? {} : { replyTo: [...replyTo] }),
    ...(headers === undefined ? {} : { headers: [...headers] }),
  };
}

function notRelayed(error: unknown): NotRelayedError {
  const { code = "", responseCode: status } = error as { code?: string; responseCode?: number };
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
  const isOfMail = OF_THE_MAIL.has(code);
  const isPassing = status !== undefined && status >= 400 && status < 500;
  return new NotRelayedError(reason, { isFinal: isOfMail && !isPassing, isOfServer: !isOfMail, status });
}
