import { connect, createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { isPeerOfOwnUser, isTrusted, peerUser, unreadByPeer } from "./peer-socket.ts";

const HEAD =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const row = (ends: string, uid: number, inode: number): string =>
  `   0: ${ends} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0000000000000000 20 4 30 10 -1\n`;
const CONNECTION = {
  own: { address: "127.0.0.1", port: 8080 },
  peer: { address: "127.0.0.1", port: 40_000 },
};
const PEER = "0100007F:9C40 0100007F:1F90";
const OWN = "0100007F:1F90 0100007F:9C40";
const MAPPED = "0000000000000000FFFF00000100007F";
const tables =
  (first: string, second = HEAD) =>
  (file: string) =>
    file.endsWith("6") ? second : first;

describe("The owner of the other end of a loopback connection", () => {
  test.each([
    ["of the row that begins with the other end", HEAD + row(OWN, 1000, 5) + row(PEER, 1001, 6), HEAD, 1001],
    ["with a socket for both families", HEAD, HEAD + row(`${MAPPED}:9C40 ${MAPPED}:1F90`, 1002, 6), 1002],
    ["nobody's when it is closed already", HEAD + row(PEER, 0, 0), HEAD, undefined],
    ["nobody's when it is on another machine", HEAD + row(OWN, 1000, 5), HEAD, undefined],
    ["untold where there are no tables", "", "", "untold"],
  ])("is %s", (_title, first, second, expected) => {
    expect(peerUser(CONNECTION, tables(first, second))).toBe(expected);
  });

  test.each([
    ["this user", 1000, true],
    ["root", 0, true],
    ["whoever it is where the system does not tell", "untold", true],
    ["another user", 1001, false],
    ["nobody", undefined, false],
  ] as const)("is trusted as %s, or not", (_who, peer, expected) => {
    expect(isTrusted(peer, 1000)).toBe(expected);
  });

  test("a row that one look passes over is found by the next", () => {
    let looks = 0;
    const read = (file: string): string => {
      if (file.endsWith("6")) return HEAD;
      looks += 1;
      return looks === 1 ? HEAD : HEAD + row(PEER, 1001, 6);
    };
    expect(peerUser(CONNECTION, read)).toBe(1001);
  });

  test.each(["127.0.0.1", "::1"])("of a connection over %s from this process is this user", async (host) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen({ host, port: 0 }, resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const client = connect({ host, port }).pause();
    await expect.poll(() => sockets.length).toBe(1);
    const [socket] = sockets;
    expect(socket !== undefined && isPeerOfOwnUser(socket)).toBe(true);
    server.close();
    client.destroy();
    socket?.destroy();
  });
});

test.skipIf(process.platform !== "linux")("what the other end has not read is told", async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen({ host: "127.0.0.1", port: 0 }, resolve));
  const address = server.address();
  const client = connect({
    host: "127.0.0.1",
    port: typeof address === "object" && address !== null ? address.port : 0,
  }).pause();
  await expect.poll(() => sockets.length).toBe(1);
  sockets[0]?.write("event");
  await expect.poll(() => sockets[0] !== undefined && unreadByPeer(sockets[0])).toBe(5);
  client.resume();
  await expect.poll(() => sockets[0] !== undefined && unreadByPeer(sockets[0])).toBe(0);
  server.close();
  client.destroy();
  sockets[0]?.destroy();
});
