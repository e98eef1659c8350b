import { UserError } from "../../core/errors.ts";

export interface PortFlag {
  /** Flag of `up` that chooses the port, e.g. `--mqtt-port`. */
  readonly flag: string;
  readonly host: string;
  readonly port: number;
}

const REASONS: ReadonlyMap<string, (place: PortFlag) => string> = new Map([
  ["EADDRINUSE", ({ host, port }) => `Port ${port} on ${host} is taken by another program.`],
  ["EACCES", ({ host, port }) => `Port ${port} on ${host} is reserved: this user may not listen on it.`],
  ["EADDRNOTAVAIL", ({ host }) => `This machine has no address ${host} (--host) to listen on.`],
  ["ENOTFOUND", ({ host }) => `The name ${host} (--host) is not known.`],
]);

const HOST_ERRORS: ReadonlySet<string> = new Set(["EADDRNOTAVAIL", "ENOTFOUND"]);

/** What a person can do about a port that cannot be opened; other errors come back as they are. */
export function portError(error: unknown, place: PortFlag): unknown {
  const reason = REASONS.get((error as NodeJS.ErrnoException | undefined)?.code ?? "");
  if (reason === undefined) return error;
  if (HOST_ERRORS.has((error as NodeJS.ErrnoException).code ?? "")) {
    return new UserError(reason(place), "npx portcullis up --host 127.0.0.1");
  }
  const free =
    place.port < 1_024 ? place.port + 8_000 : place.port < 65_535 ? place.port + 1 : place.port - 1;
  return new UserError(reason(place), `npx portcullis up ${place.flag} ${free}`);
}

/** The taken one of several ports, as far as the system error names it. */
export function portErrorAmong(error: unknown, places: readonly PortFlag[]): unknown {
  const { port } = (error ?? {}) as { port?: number };
  const place = places.find((candidate) => candidate.port === port) ?? places[0];
  return place === undefined ? error : portError(error, place);
}
