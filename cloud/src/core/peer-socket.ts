import { readFileSync } from "node:fs";
import type { Socket } from "node:net";

/** One end of a TCP connection. */
interface End {
  readonly address: string;
  readonly port: number;
}

/** The two ends as this process sees them. */
interface Connection {
  readonly own: End;
  readonly peer: End;
}

/** Text of the kernel's tables of TCP sockets; an empty text where there is none. */
type ReadTable = (file: string) => string;

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"] as const;
const ROOT = 0;
const MAPPED = "0000000000000000FFFF0000";

/**
 * Whether the other end of a loopback connection belongs to a program of this user or of root (or whether
 * the system does not tell: only Linux has a table of who owns a socket). A connection whose other end is
 * closed already belongs to nobody, so the answer is no.
 * Reads the table once, so ask when the connection opens, not at each request.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_net.5.html
 */
export function isPeerOfOwnUser(socket: Socket): boolean {
  const own = process.getuid?.();
  if (own === undefined || process.platform !== "linux") return true;
  return isTrusted(peerUser(connectionOf(socket), readTable), own);
}

/** Root reads everything of this user anyway, and hands on connections: that of WSL from Windows, for one. */
export function isTrusted(peer: ReturnType<typeof peerUser>, own: number): boolean {
  return peer === own || peer === ROOT || peer === "untold";
}

/** Bytes that the other end of a loopback connection has received and not read; 0 where the system does not tell. */
export function unreadByPeer(socket: Socket): number {
  const row = peerRow(connectionOf(socket), readTable);
  return row === undefined || row === "untold" ? 0 : row.unread;
}

/**
 * The user id that owns the other end; undefined when no open socket of this machine is the other
 * end, `untold` where the system keeps no table.
 */
export function peerUser(connection: Connection, read: ReadTable): number | "untold" | undefined {
  const row = peerRow(connection, read);
  return row === undefined || row === "untold" ? row : row.uid;
}

function connectionOf({ localAddress = "", localPort = 0, remoteAddress = "", remotePort = 0 }: Socket) {
  return {
    own: { address: localAddress, port: localPort },
    peer: { address: remoteAddress, port: remotePort },
  };
}

interface Row {
  readonly uid: number;
  /** Bytes received and not read. */
  readonly unread: number;
}

/** The kernel writes a long table in pieces, between which a row can be passed over. */
const LOOKS = 3;

function peerRow(connection: Connection, read: ReadTable): Row | "untold" | undefined {
  const pairs = wantedPairs(connection);
  for (let look = 0; look < LOOKS; look += 1) {
    const tables = TABLES.map(read);
    if (tables.every((text) => text === "")) return "untold";
    for (const text of tables) {
      const row = openRow(text, pairs);
      if (row !== undefined) return row;
    }
  }
  return undefined;
}

/** The other end's row has its own address first; a socket for both families has mapped addresses. */
function wantedPairs({ own, peer }: Connection): string[] {
  return [tableAddress, mappedAddress].flatMap((form) => {
    const pair = [form(peer), form(own)];
    return pair.includes(undefined) ? [] : [pair.join(" ")];
  });
}

/** The row that begins with one of the pairs of addresses; a closed socket has no inode and, therefore, no owner. */
function openRow(table: string, pairs: readonly string[]): Row | undefined {
  for (const pair of pairs) {
    const start = table.indexOf(`: ${pair} `);
    if (start === -1) continue;
    const end = table.indexOf("\n", start);
    // local, remote, state, queues, timer, retransmits, uid, time-out, inode
    const [, , , queues = "", , , uid, , inode] = table
      .slice(start + 2, end === -1 ? undefined : end)
      .trim()
      .split(/\s+/);
    if (inode === "0" || inode === undefined) continue;
    return { uid: Number(uid), unread: Number.parseInt(queues.split(":")[1] ?? "0", 16) };
  }
  return undefined;
}

/** `127.0.0.1`, 80 as the table writes them: `0100007F:0050`; ::1 likewise. */
function tableAddress({ address, port }: End): string | undefined {
  const plain = address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
  const host = plain === "::1" ? `${"0".repeat(24)}01000000` : hexOfVersion4(plain);
  return host === undefined ? undefined : `${host}:${hexPort(port)}`;
}

function mappedAddress({ address, port }: End): string | undefined {
  const host = hexOfVersion4(address.replace("::ffff:", ""));
  return host === undefined ? undefined : `${MAPPED}${host}:${hexPort(port)}`;
}

/** In the byte order of the machine; those that Node runs on begin with the last. */
function hexOfVersion4(address: string): string | undefined {
  const parts = address.split(".");
  if (parts.length !== 4) return undefined;
  return Buffer.from(parts.map(Number).reverse()).toString("hex").toUpperCase();
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, "0");
}

function readTable(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
