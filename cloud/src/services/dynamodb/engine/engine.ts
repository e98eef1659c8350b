import { Agent, request } from "node:http";
import type { Logger } from "../../../core/logger.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { type EngineAddress, newEngineAddress } from "./address.ts";
import { engineMissing, findEngineBinary } from "./binary.ts";
import { type GuardedProcess, startGuarded } from "./guarded-process.ts";

export interface EngineAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** The library's process that keeps tables and items. It knows no account, no region and no policy. */
export interface Engine {
  /** @param target e.g. `DynamoDB_20120810.GetItem` @throws EngineLostError */
  call(target: string, body: string): Promise<EngineAnswer>;
  /** Of the running process. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** The process ended while it worked on the call: whether it was done is not known. */
export class EngineLostError extends Error {
  constructor() {
    super("The engine of DynamoDB ended while it worked on a call.");
    this.name = "EngineLostError";
  }
}

export interface EngineOptions {
  /** Undefined keeps the tables in the memory of the engine. */
  readonly file: string | undefined;
  readonly randomness: Pick<Randomness, "bytes">;
  readonly logger: Logger;
  /** Runs after every start, before the first call. */
  readonly started: (call: Engine["call"]) => Promise<void>;
  readonly findBinary?: () => string | undefined;
}

interface Running {
  readonly address: EngineAddress;
  readonly process: GuardedProcess;
}

/** An address may be taken between the look and the start. */
const STARTS = 5;
const IDLE_MS = 4_000;
/** The engine wants a signature's form; it checks none. */
const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=portcullis/20200101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";

/** Starts the process at the first call, and again at the first call after it ended. */
export function createEngine(options: EngineOptions): Engine {
  // An idle connection is closed here before the other end does it: a call on one that closes would be lost.
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  let running: Promise<Running> | undefined;
  let pid: number | undefined;
  let closed = false;

  const start = async (): Promise<Running> => {
    const binary = (options.findBinary ?? findEngineBinary)();
    if (binary === undefined) throw engineMissing();
    const started = await startSomewhere(binary, options);
    pid = started.process.pid;
    void started.process.ended.then(() => {
      pid = undefined;
      running = undefined;
      if (!closed) options.logger.warn({ pid: started.process.pid }, "The engine of DynamoDB ended.");
    });
    await options.started((target, body) => post(agent, started.address, target, body));
    return started;
  };
  const ensure = (): Promise<Running> => {
    if (closed) return Promise.reject(new EngineLostError());
    running ??= start().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
  const lost = (): never => {
    throw new EngineLostError();
  };
  const call: Engine["call"] = async (target, body) => {
    const { address, process } = await ensure();
    try {
      return await post(agent, address, target, body);
    } catch (error) {
      // Nothing listens: it ended before the call, which therefore was not sent.
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED" || closed) return lost();
      await process.stop();
      return post(agent, (await ensure()).address, target, body).catch(lost);
    }
  };
  return {
    call,
    pid: () => pid,
    close: async () => {
      closed = true;
      agent.destroy();
      await running?.then(({ process }) => process.stop()).catch(() => undefined);
    },
  };
}

async function startSomewhere(binary: string, { file, randomness }: EngineOptions): Promise<Running> {
  let failure: unknown;
  for (let attempt = 0; attempt < STARTS; attempt += 1) {
    const address = await newEngineAddress(randomness);
    const words = [binary, "serve", "--host", address.host, "--port", String(address.port)];
    try {
      const process = await startGuarded(
        [...words, ...(file === undefined ? [] : ["--db-path", file])],
        (line) => line.includes("listening on"),
      );
      return { address, process };
    } catch (error) {
      failure = error;
      if (!String(error).includes("already in use")) break;
    }
  }
  throw failure;
}

function post(
  agent: Agent,
  { host, port }: EngineAddress,
  target: string,
  body: string,
): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ agent, host, port, method: "POST" },
        headers: {
          "x-amz-target": target,
          "content-type": "application/x-amz-json-1.0",
          "content-length": Buffer.byteLength(body),
          "x-amz-date": "20200101T000000Z",
          authorization: AUTHORIZATION,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.once("error", reject);
        incoming.once("aborted", () => reject(new EngineLostError()));
        incoming.once("end", () => {
          resolve({ status: incoming.statusCode ?? 500, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
