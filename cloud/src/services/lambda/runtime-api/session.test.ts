import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { RuntimeConnection } from "./connection.ts";
import {
  type IncomingResponse,
  openRuntimeApi,
  type RuntimeApi,
  type RuntimeEvents,
  sendInvocation,
} from "./session.ts";

interface Seen {
  readonly kind: string;
  readonly requestId: string;
  readonly payload: string;
}

let api: RuntimeApi | undefined;
let socket: Socket | undefined;
afterEach(() => {
  socket?.destroy();
  api?.close();
});

function events(polls: RuntimeConnection[], seen: Seen[] = []): RuntimeEvents {
  const record = (kind: string) => (requestId: string, payload: Buffer) => {
    seen.push({ kind, requestId, payload: payload.toString() });
    return "accepted" as const;
  };
  return {
    next: (poll) => {
      polls.push(poll);
      return "accepted";
    },
    response: record("response"),
    stream: () => undefined,
    error: record("error"),
    oversized: (requestId) => record("oversized")(requestId, Buffer.alloc(0)),
    initError: (payload) => record("init")("", payload),
    disconnected: () => undefined,
  };
}

/** A Runtime API that records reports, and a raw connection to it. */
async function open(changes: Partial<RuntimeEvents> = {}) {
  const seen: Seen[] = [];
  const polls: RuntimeConnection[] = [];
  api = await openRuntimeApi({ ...events(polls, seen), ...changes });
  const [host = "", port = ""] = api.address.split(":");
  const client = connect({ host, port: Number(port) });
  socket = client;
  let text = "";
  client.setEncoding("latin1");
  client.on("data", (chunk: string) => {
    text += chunk;
  });
  return { seen, polls, client, received: () => text };
}

const response = (id: string, body: string): string =>
  `POST /2018-06-01/runtime/invocation/${id}/response HTTP/1.1\r\nHost: 127.0.0.1:9001\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const NEXT = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1:9001\r\n\r\n";
const event = (requestId: string, payload: string) => ({
  requestId,
  deadline: 1,
  invokedArn: "arn",
  traceId: "Root=1",
  clientContext: "",
  payload,
});

describe("Runtime API over any HTTP/1.1 client", () => {
  test("next is answered with the headers of the event; multi-byte payloads have the right length", async () => {
    const { client, polls, received } = await open();
    client.write(NEXT);
    await expect.poll(() => polls.length).toBe(1);
    if (polls[0] !== undefined) sendInvocation(polls[0], event("id-1", '{"ü":1}'));
    await expect.poll(received).toContain("\r\n\r\n{");
    expect(received()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received()).toContain("Lambda-Runtime-Aws-Request-Id: id-1\r\nLambda-Runtime-Deadline-Ms: 1\r\n");
    expect(received()).toContain("Content-Length: 8\r\n");
  });

  test.each([
    "Host: evil.example:9001",
    "Origin: https://evil.example",
    "Sec-Fetch-Site: cross-site",
    "x-amz-sns-message-type: Notification",
  ])("LAM-12 a page in a browser, or a delivery of SNS (%s), takes no event", async (header) => {
    const { client, polls, received } = await open();
    client.write(`GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n${header}\r\n\r\n`);
    await expect.poll(received).toContain("400 Bad Request");
    expect(polls).toEqual([]);
  });

  /** Asks for an event as another program does; answers what it received before the end. */
  const ASK = `const socket = require("node:net").connect(process.argv[1], "127.0.0.1");
    socket.setTimeout(500, () => process.stdout.write("waiting", () => process.exit()));
    socket.on("error", () => undefined).on("close", () => process.stdout.write("closed"));
    socket.write(process.argv[2]);`;
  const askAs = (uid: number | undefined, port: string): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ["-e", ASK, port, NEXT], {
        cwd: "/",
        stdio: ["ignore", "pipe", "ignore"],
        ...(uid === undefined ? {} : { uid }),
      });
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      child.once("close", () => resolve(text));
    });

  test.skipIf(process.platform !== "linux" || process.getuid?.() !== 0)(
    "LAM-13 another user of the machine takes no event; a program of the same user does",
    async () => {
      const { polls } = await open();
      const port = api?.address.split(":")[1] ?? "";
      expect(await askAs(65_534, port)).toBe("closed");
      expect(polls).toEqual([]);
      expect(await askAs(undefined, port)).toBe("waiting");
      expect(polls).toHaveLength(1);
    },
  );

  test("LAM-13 who connects is asked for once for each connection, and cut off when it is a stranger", async () => {
    let asked = 0;
    const { polls } = await open();
    const other = await openRuntimeApi(events(polls), () => {
      asked += 1;
      return false;
    });
    const client = connect({ host: "127.0.0.1", port: Number(other.address.split(":")[1]) });
    const closed = new Promise((resolve) => client.once("close", resolve));
    client.on("error", () => undefined);
    client.write(NEXT + NEXT);
    await closed;
    expect(asked).toBe(1);
    expect(polls).toEqual([]);
    other.close();
  });

  test("a poll whose connection ends is told, so that no event is sent to nobody", async () => {
    const gone: RuntimeConnection[] = [];
    const { client, polls } = await open({ disconnected: (connection) => gone.push(connection) });
    client.write(NEXT);
    await expect.poll(() => polls.length).toBe(1);
    expect(polls[0]?.isOpen).toBe(true);
    client.destroy();
    await expect.poll(() => gone).toEqual(polls);
    expect(polls[0]?.isOpen).toBe(false);
  });

  test("a request cut into single bytes is understood", async () => {
    const { client, seen, received } = await open();
    for (const byte of response("id", "result")) client.write(byte);
    await expect.poll(() => seen.length).toBe(1);
    expect(seen[0]).toEqual({ kind: "response", requestId: "id", payload: "result" });
    await expect
      .poll(received)
      .toContain(
        'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n',
      );
  });

  test("a chunked body with extension and trailer is put together", async () => {
    const { client, seen } = await open();
    client.write(
      "POST /2018-06-01/runtime/invocation/id/error HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: 1\r\n\r\n",
    );
    await expect.poll(() => seen).toEqual([{ kind: "error", requestId: "id", payload: "abcde" }]);
  });

  test("pipelined response and next: one reply for both, in order", async () => {
    const { client, polls, seen, received } = await open();
    client.write(response("id", "r") + NEXT);
    await expect.poll(() => polls.length).toBe(1);
    expect(seen).toHaveLength(1);
    if (polls[0] !== undefined) sendInvocation(polls[0], event("id-2", "{}"));
    await expect.poll(received).toContain("id-2");
    expect(received().indexOf("202 Accepted")).toBeLessThan(received().indexOf("200 OK"));
  });

  test("Expect: 100-continue is answered before the body", async () => {
    const { client, seen, received } = await open();
    client.write(
      "POST /2018-06-01/runtime/invocation/id/response HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
    );
    await expect.poll(received).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    client.write("ok");
    await expect.poll(() => seen.length).toBe(1);
  });

  test("Connection: close ends the connection after the reply", async () => {
    const { client, received } = await open();
    const ended = new Promise((resolve) => client.once("end", resolve));
    client.write(
      "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    );
    await ended;
    expect(received()).toContain("202 Accepted");
  });

  test.each([
    ["no request line", "hello\r\n\r\n"],
    ["bad length", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"],
    ["unknown coding", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n"],
    ["bad chunk", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["endless head", `GET / HTTP/1.1\r\nA: ${"x".repeat(70_000)}`],
  ])("a malformed request (%s) is answered 400 and cut off", async (_title, text) => {
    const { client, received, seen } = await open();
    const closed = new Promise((resolve) => client.once("close", resolve));
    client.write(text);
    await closed;
    expect(received()).toContain("HTTP/1.1 400 Bad Request");
    expect(seen).toEqual([]);
  });

  test("a body over the limit is read, dropped and answered 413", async () => {
    const { client, seen, received } = await open();
    client.write(response("id", "x".repeat(6_291_557)));
    await expect.poll(() => seen).toEqual([{ kind: "oversized", requestId: "id", payload: "" }]);
    await expect.poll(received).toContain("413 Request Entity Too Large");
  });

  test.each([
    ["unknown-request", "400 Bad Request", "InvalidRequestID"],
    ["already-answered", "400 Bad Request", "InvalidStateTransition"],
  ] as const)("a report for %s is refused", async (verdict, status, errorType) => {
    const { client, received } = await open({ response: () => verdict });
    client.write(response("id", "r"));
    await expect.poll(received).toContain(status);
    expect(received()).toContain(errorType);
  });

  test("unknown paths are 404, a next out of turn is 403", async () => {
    const { client, received } = await open({ next: () => "refused" });
    client.write(`GET /other HTTP/1.1\r\n\r\n${NEXT}`);
    await expect.poll(received).toContain("403 Forbidden");
    expect(received()).toContain("404 Not Found");
  });
});

describe("A response that comes bit by bit", () => {
  const HEAD =
    "POST /2018-06-01/runtime/invocation/id/response HTTP/1.1\r\nContent-Type: text/x\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n\r\n";
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

  /** A Runtime API that takes a stream, and what it has heard. */
  async function openStream() {
    const heard: string[] = [];
    const incoming: IncomingResponse[] = [];
    const opened = await open({
      stream: (requestId, response) => {
        incoming.push(response);
        heard.push(`begin ${requestId} ${response.contentType}`);
        return {
          add: (bytes) => void heard.push(bytes.toString()),
          end: () => {
            heard.push("end");
            return "accepted";
          },
          fail: (payload, errorType) => {
            heard.push(`fail ${errorType} ${payload.toString()}`);
            return "accepted";
          },
          aborted: () => void heard.push("aborted"),
        };
      },
    });
    return { ...opened, heard, incoming };
  }

  test("is told part by part, and answered at its end", async () => {
    const { client, heard, received, seen } = await openStream();
    client.write(HEAD);
    await expect.poll(() => heard).toEqual(["begin id text/x"]);
    client.write(chunk("one"));
    await expect.poll(() => heard.at(-1)).toBe("one");
    expect(received()).toBe("");
    client.write(`${chunk("two")}0\r\n\r\n`);
    await expect.poll(() => heard).toEqual(["begin id text/x", "one", "two", "end"]);
    await expect.poll(received).toContain("202 Accepted");
    expect(seen).toEqual([]);
  });

  test("LAM-38 is read no further while it has to wait, and then goes on", async () => {
    const { client, heard, incoming, received } = await openStream();
    client.write(HEAD + chunk("one"));
    await expect.poll(() => heard.at(-1)).toBe("one");
    incoming[0]?.pause();
    const written = new Promise((resolve) => client.write(`${chunk("two")}0\r\n\r\n`, resolve));
    await written;
    // Another connection is served meanwhile: this one would have been read by now.
    const other = connect({ host: "127.0.0.1", port: Number(api?.address.split(":")[1]) });
    const answered = new Promise((resolve) => other.once("data", resolve));
    other.write("GET /other HTTP/1.1\r\n\r\n");
    await answered;
    other.destroy();
    expect(heard.at(-1)).toBe("one");
    incoming[0]?.resume();
    await expect.poll(() => heard.slice(-2)).toEqual(["two", "end"]);
    await expect.poll(received).toContain("202 Accepted");
  });

  test("names its error after its last chunk", async () => {
    const { client, heard } = await openStream();
    const document = Buffer.from('{"errorType":"E"}').toString("base64");
    client.write(
      `${HEAD}${chunk("one")}0\r\nLambda-Runtime-Function-Error-Type: E\r\nLambda-Runtime-Function-Error-Body: ${document}\r\n\r\n`,
    );
    await expect.poll(() => heard.slice(1)).toEqual(["one", 'fail E {"errorType":"E"}']);
  });

  test.each([
    ["the connection ends", (client: Socket) => client.end(chunk("one"))],
    ["its framing breaks", (client: Socket) => client.write(`${chunk("one")}zz\r\n`)],
    [
      "its trailers have no end",
      (client: Socket) => client.write(`${chunk("one")}0\r\nA: ${"x".repeat(1_100_000)}`),
    ],
  ])("%s: it is told as broken off", async (_title, breakOff) => {
    const { client, heard } = await openStream();
    client.write(HEAD);
    breakOff(client);
    await expect.poll(() => heard.slice(1)).toEqual(["one", "aborted"]);
  });

  test("that nobody takes is collected like any other, its error included", async () => {
    const { client, seen } = await open();
    client.write(`${HEAD}${chunk("one")}${chunk("two")}0\r\n\r\n`);
    await expect.poll(() => seen).toEqual([{ kind: "response", requestId: "id", payload: "onetwo" }]);
    client.write(`${HEAD}${chunk("one")}0\r\nLambda-Runtime-Function-Error-Type: E\r\n\r\n`);
    await expect.poll(() => seen.at(-1)).toEqual({ kind: "error", requestId: "id", payload: "" });
  });
});
