// A process of its own that asks one address over kept-alive connections, without pause or at a pace:
// node http-load.mjs '<json>' with { url, headers, clients, seconds, pace } (pace: requests per second).
// Prints { count, rps, p50, p99 } (milliseconds); ends with an error when an answer is no 2xx.
// Reads answers that declare their length, which all that is measured here do.
import { connect } from "node:net";
import { quantile } from "./lib/numbers.mjs";

const load = JSON.parse(process.argv[2] ?? "{}");
const url = new URL(load.url);
const request = Buffer.from(requestText(), "latin1");
const times = [];

function requestText() {
  const headers = { Host: url.host, ...load.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** Milliseconds from one request of a client to its next; who is late asks at once. */
const intervalMs = load.pace === undefined ? 0 : (load.clients / load.pace) * 1000;

/** Asks again and again until `until`; resolves when the last answer is there. */
function client(until, firstAt) {
  const socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    let started = 0;
    let due = firstAt;
    let received = "";
    const next = () => {
      due += intervalMs;
      const waitMs = due - performance.now();
      if (intervalMs > 0 && waitMs > 0) setTimeout(ask, waitMs);
      else ask();
    };
    const ask = () => {
      if (performance.now() >= until) {
        socket.destroy();
        return resolve();
      }
      started = performance.now();
      socket.write(request);
    };
    socket.on("connect", ask);
    socket.on("data", (bytes) => {
      received += bytes.latin1Slice();
      const length = lengthOf(received);
      if (length === undefined || received.length < length) return;
      if (!received.startsWith("HTTP/1.1 2")) return reject(new Error(received.slice(0, 500)));
      times.push(performance.now() - started);
      received = "";
      next();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The connection was closed.")));
  });
}

/** The bytes of the whole answer, or undefined before its head is there. */
function lengthOf(text) {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const declared = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2))?.[1];
  if (declared === undefined) throw new Error(`An answer without Content-Length:\n${text.slice(0, end)}`);
  return end + 4 + Number(declared);
}

const started = performance.now();
const until = started + load.seconds * 1000;
const clients = Array.from({ length: load.clients }, (_, index) =>
  client(until, started + (index * intervalMs) / load.clients),
);
await Promise.all(clients);
const seconds = (performance.now() - started) / 1000;
const result = {
  count: times.length,
  rps: times.length / seconds,
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
};
process.stdout.write(JSON.stringify(result));
process.exit(0);
