import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import { isPeerOfOwnUser } from "../../../core/peer-socket.ts";
import type { AccessKeyResolver } from "../../../core/ports/access-keys.ts";
import type { Connection, ConnectionOptions } from "../broker/connection.ts";
import { callerOfPassword, isWithoutCredentials, type MqttCredentials } from "../principals/password.ts";
import {
  createIamPrincipal,
  type IotPrincipal,
  loopbackWatcher,
  type PolicyAccess,
} from "../principals/principal.ts";
import type { CertificateAuthority, ServerIdentity } from "./authority.ts";

/** Opens a connection for a stream whose origin is known. */
export type Accept = (
  stream: Socket | import("node:stream").Duplex,
  origin: Pick<ConnectionOptions, "identify" | "sourceIp" | "transport">,
) => Connection;

/** Principal of the client certificate of a TLS connection; undefined when it has none that counts. */
export type IdentifyCertificate = (socket: TLSSocket) => IotPrincipal | "refused" | undefined;

export interface ListenerDependencies extends PolicyAccess {
  readonly accept: Accept;
  readonly keys: AccessKeyResolver;
  readonly authority: CertificateAuthority;
  readonly identifyCertificate: IdentifyCertificate;
}

export interface ListenOptions {
  /** Interface of the TLS listener; the plain one is on loopback whatever this says. */
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly tlsPort: number;
}

export interface ListeningPorts {
  readonly port: number;
  readonly tlsPort: number;
}

const LOOPBACK = "127.0.0.1";

/**
 * Takes plain MQTT connections; the caller guarantees that they come from loopback. IOT-29: without
 * credentials another user of this machine does not even watch.
 * @param isOwnPeer asked where no credentials came
 */
export function handleTcp(
  deps: ListenerDependencies,
  socket: Socket,
  isOwnPeer: (socket: Socket) => boolean = isPeerOfOwnUser,
): void {
  socket.setNoDelay(true);
  const watcher = () => (isOwnPeer(socket) ? loopbackWatcher : undefined);
  deps.accept(socket, {
    sourceIp: socket.remoteAddress ?? LOOPBACK,
    transport: "TCP",
    identify: (credentials) =>
      isWithoutCredentials(credentials) ? watcher() : principalOfPassword(deps, credentials),
  });
}

function handleTls(deps: ListenerDependencies, socket: TLSSocket): void {
  socket.setNoDelay(true);
  const certified = deps.identifyCertificate(socket);
  deps.accept(socket, {
    sourceIp: socket.remoteAddress ?? "",
    transport: "TLS",
    // IOT-14: over TLS, without a certificate or credentials nobody connects.
    identify: (credentials) => {
      if (certified === "refused") return undefined;
      return certified ?? principalOfPassword(deps, credentials);
    },
  });
}

function principalOfPassword(
  deps: ListenerDependencies,
  credentials: MqttCredentials,
): IotPrincipal | undefined {
  const caller = callerOfPassword(deps.keys, credentials);
  return caller === undefined ? undefined : createIamPrincipal({ ...deps, caller });
}

export interface Listeners {
  readonly ports: ListeningPorts;
  close(): Promise<void>;
}

/** Starts both listeners. @throws the system error of a port that is taken */
export async function startListeners(deps: ListenerDependencies, options: ListenOptions): Promise<Listeners> {
  const plain = createServer((socket) => handleTcp(deps, socket));
  const sockets = new Set<Socket>();
  const secure = createServer(takeTls(deps, deps.authority.serverIdentity(), sockets));
  const close = (): Promise<void> => {
    const closed = closeAll([plain, secure]);
    // Nobody else knows of one in its handshake, which may take two minutes.
    for (const socket of sockets) socket.destroy();
    return closed;
  };
  try {
    const port = await listenOn(plain, options.port, LOOPBACK);
    const tlsPort = await listenOn(secure, options.tlsPort, options.host);
    return { ports: { port, tlsPort }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Speaks TLS with what connects. Node reads every authority that the world trusts before it takes ours, for
 * 40 ms: the first connection waits for that, no start does.
 * @param sockets takes what is connected, until it closes
 */
function takeTls(
  deps: ListenerDependencies,
  { ca, certificate, privateKey }: ServerIdentity,
  sockets: Set<Socket>,
): (socket: Socket) => void {
  assertIsPair(certificate, privateKey);
  let server: TlsServer | undefined;
  return (socket) => {
    server ??= createTlsServer(
      {
        ca,
        cert: certificate,
        key: privateKey,
        minVersion: "TLSv1.2",
        requestCert: true,
        // Clients without a certificate may still log in; `handleTls` refuses the rest by name.
        rejectUnauthorized: false,
      },
      (secured) => handleTls(deps, secured),
    ).on("tlsClientError", () => undefined);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    server.emit("connection", socket);
  };
}

/** A cloud whose files are of two makes says so when it starts. */
function assertIsPair(certificate: string, privateKey: string): void {
  if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))) return;
  throw new Error("tls/server.pem and tls/server-key.pem of the state folder do not belong together");
}

async function listenOn(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  // `once` rejects when "error" comes first.
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
}
