import { hostname, networkInterfaces } from "node:os";

/** True for the addresses by which a machine reaches itself only. */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(?:\.\d{1,3}){3}$/.test(address);
}

/** True for names that mean this machine on every machine. `host` is lower case, without port. */
export function isLocalName(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || isLoopback(host);
}

/** True for what means every interface of this machine. */
export function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/**
 * Addresses to listen on in addition to `host`: this machine's own clients, its functions among them, come
 * to 127.0.0.1, and `localhost` means ::1 first to many.
 */
export function furtherHosts(host: string): readonly FurtherHost[] {
  if (isWildcard(host)) return [];
  if (!isLocalName(host)) return [{ host: "127.0.0.1", required: true }];
  return ["127.0.0.1", "::1"].filter((own) => own !== host).map((own) => ({ host: own, required: false }));
}

export interface FurtherHost {
  readonly host: string;
  /** False where a machine may do without, one without IPv6 for example. */
  readonly required: boolean;
}

/** How containers of this machine call it; Docker's own name, which nobody else can take. */
const DOCKER_HOST = "host.docker.internal";

/** True for a name or address of this machine, also one by which others in the network reach it. */
export function isOwnName(host: string, ownNames: () => readonly string[] = namesInTheNetwork): boolean {
  return isLocalName(host) || host === DOCKER_HOST || ownNames().includes(host.replace(/^\[(.*)\]$/, "$1"));
}

function namesInTheNetwork(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const name = hostname().toLowerCase();
  return [...addresses.map(({ address }) => address), name, `${name.split(".")[0]}.local`];
}
