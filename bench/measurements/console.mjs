// What an open console costs the calls it follows: S3 reads by a signed client, 1,000 a second and as many as
// the machine gives, with the trace page open in one browser (a stream of events, and the page fetched anew
// whenever something happened) and closed.
import { get, request } from "node:http";
import { httpLoad } from "../lib/load.mjs";
import { interleaved } from "../lib/numbers.mjs";
import { cpuSeconds } from "../lib/processes.mjs";
import { startProduct } from "../lib/product.mjs";
import { objectToRead } from "../lib/s3.mjs";

const CLIENTS = 16;
const PACE = 1000;

export async function openConsole({ rounds, seconds }) {
  const product = await startProduct();
  try {
    const { url, administrator } = await objectToRead(product);
    const load = async (pace) => {
      const before = cpuSeconds(product.pid);
      const reads = { url, headers: administrator, clients: CLIENTS, seconds, pace };
      const { rps, p50, count } = await httpLoad(reads);
      return { rps, p50, cpuMs: ((cpuSeconds(product.pid) - before) * 1000) / count };
    };
    const cookie = await enter(product.port);
    const beside = async (pace) => {
      const close = follow(product.port, cookie);
      try {
        return await load(pace);
      } finally {
        close();
      }
    };
    const measured = await interleaved(
      {
        closed: () => load(),
        opened: () => beside(),
        pacedClosed: () => load(PACE),
        pacedOpened: () => beside(PACE),
      },
      { rounds, warmUps: 1 },
    );
    return {
      measured,
      rows: [
        row("closed: signed S3 reads", measured.closed.rps, "/s"),
        row("open: signed S3 reads", measured.opened.rps, "/s"),
        row("closed: half of the reads at 1,000/s answered within", measured.pacedClosed.p50, "ms"),
        row("open: half of the reads at 1,000/s answered within", measured.pacedOpened.p50, "ms"),
      ],
    };
  } finally {
    await product.dispose();
  }
}

const row = (name, value, unit) => ({ name: `console ${name}`, value, unit });

const hostOf = (port) => ({ host: `portcullis.localhost:${port}` });

/** The cookie of a new session. */
async function enter(port) {
  const { body } = await ask(port, { method: "POST", path: "/_portcullis/console-keys" });
  const { address } = JSON.parse(body);
  const { search } = new URL(address);
  const { headers } = await ask(port, { path: `/_portcullis/${search}`, headers: hostOf(port) });
  return headers["set-cookie"][0].split(";")[0];
}

/** As a page does: reads the stream, fetches the page when something happened. Returns how to end it. */
function follow(port, cookie) {
  const headers = { ...hostOf(port), cookie };
  const stream = get({ host: "127.0.0.1", port, path: "/_portcullis/live", headers }, (reply) => {
    reply.setEncoding("utf8");
    reply.on("data", (text) => {
      if (text.includes("event: changed"))
        void ask(port, {
          path: "/_portcullis/trace",
          headers: { ...headers, accept: "text/html", "x-portcullis-live": "1" },
        });
    });
  });
  stream.on("error", () => undefined);
  return () => stream.destroy();
}

function ask(port, options) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, ...options }, (reply) => {
      let body = "";
      reply.setEncoding("utf8");
      reply.on("data", (text) => {
        body += text;
      });
      reply.on("end", () => resolve({ status: reply.statusCode, headers: reply.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}
