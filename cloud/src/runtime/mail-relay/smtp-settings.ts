import { UserError } from "../../core/errors.ts";

/** The mail server that a person named, and how it is spoken to. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /**
   * `implicit`: TLS from the first byte. `required`: STARTTLS, or nothing is sent. `offered`: STARTTLS
   * where the server has it. `none`: in the clear, as the person said.
   */
  readonly tls: "implicit" | "required" | "offered" | "none";
  readonly login?: { readonly user: string; readonly pass: string };
  /** Who mail is from that says nothing of it: codes of user pools, notifications. */
  readonly from: string;
}

interface Given {
  /** `smtp://mail.example.com:587` */
  readonly address: string | undefined;
  readonly from: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const PORTS: Readonly<Record<string, number>> = { "smtp:": 587, "smtps:": 465, "smtp+plain:": 25 };
const NOBODY = "no-reply@localhost";

/**
 * SES-4: nothing leaves this machine unless somebody names a server. Its password comes by the environment:
 * a command line is read by everybody on the machine.
 * @throws UserError which has no word of the address: a password may stand in it
 */
export function readSmtpSettings({ address, from, user, password }: Given): SmtpSettings | undefined {
  if (address === undefined || address === "") return undefined;
  const url = urlOf(address);
  const { protocol } = url;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const isNear = isLoopback(host);
  const login = loginOf(user, password);
  if (login !== undefined && protocol === "smtp+plain:" && !isNear) {
    throw new UserError(
      "smtp+plain:// would send the password in the clear. Use smtp:// or smtps://, or no password.",
    );
  }
  return {
    host,
    port: url.port === "" ? (PORTS[protocol] ?? 0) : Number(url.port),
    tls: tlsOf(protocol, isNear),
    from: fromOf(from),
    ...(login === undefined ? {} : { login }),
  };
}

function tlsOf(protocol: string, isNear: boolean): SmtpSettings["tls"] {
  if (protocol === "smtps:") return "implicit";
  if (protocol === "smtp+plain:") return "none";
  return isNear ? "offered" : "required";
}

function urlOf(address: string): URL {
  const url = URL.parse(address);
  if (url === null || !Object.hasOwn(PORTS, url.protocol) || url.hostname === "") {
    throw new UserError(
      "--smtp must be an address such as smtp://mail.example.com:587 or smtps://mail.example.com.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new UserError(
      "--smtp takes no user name and no password: others on this machine could read them. Set PORTCULLIS_SMTP_USER and PORTCULLIS_SMTP_PASSWORD.",
    );
  }
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "") {
    throw new UserError("--smtp takes a host and a port, and nothing behind them.");
  }
  return url;
}

function loginOf(user = "", password = ""): SmtpSettings["login"] {
  if (user === "" && password === "") return undefined;
  if (user !== "" && password !== "") return { user, pass: password };
  throw new UserError("PORTCULLIS_SMTP_USER and PORTCULLIS_SMTP_PASSWORD must be set together.");
}

function fromOf(from = NOBODY): string {
  if (/^(?:[^<>@,;:"\p{Cc}]*<[^<>@,;:"\s]+@[^<>@,;:"\s]+>|[^<>@,;:"\s]+@[^<>@,;:"\s]+)$/u.test(from))
    return from;
  throw new UserError(
    `--smtp-from must be an address such as "Doors <doors@example.com>", not ${JSON.stringify(from)}.`,
  );
}

/** Where nobody else listens on the way. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** For people: the server, and how it is spoken to. */
export function shownServer({ host, port, tls }: SmtpSettings): string {
  const how = { implicit: "TLS", required: "STARTTLS", offered: "STARTTLS if offered", none: "in the clear" };
  return `${host.includes(":") ? `[${host}]` : host}:${port} (${how[tls]})`;
}
