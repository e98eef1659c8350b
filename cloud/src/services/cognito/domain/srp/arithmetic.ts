import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { SRP_WORKER_SOURCE } from "./worker-source.ts";

/** The expensive part of SRP-6a, off the event loop. Numbers are big-endian bytes; results have 384. */
export interface SrpArithmetic {
  /** `v = g^x mod N` */
  verifier(x: Buffer): Promise<Buffer>;
  /** `g^x mod N` of each exponent. */
  powers(exponents: readonly Buffer[]): Promise<Buffer[]>;
  /** `S = (A · v^u)^b mod N`; undefined when the values give no usable secret. */
  premasterSecret(input: PremasterInput): Promise<Buffer | undefined>;
  /** Ends the worker threads; pending work fails. */
  close(): Promise<void>;
}

export interface PremasterInput {
  readonly clientPublic: Buffer;
  readonly verifier: Buffer;
  readonly u: Buffer;
  readonly b: Buffer;
}

interface PoolOptions {
  /** Most worker threads at a time. */
  readonly size?: number;
  /** A thread without work for this long ends: idle memory is worth more than 30 ms of start-up. */
  readonly idleMs?: number;
}

interface PendingJob {
  readonly resolve: (result: Buffer[] | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a thread when the first job comes and further ones when all are busy. */
export function createSrpArithmetic(options: PoolOptions = {}): SrpArithmetic {
  const size = Math.max(1, options.size ?? availableParallelism());
  const idleMs = options.idleMs ?? 5_000;
  const workers = new Set<SrpWorker>();

  const workerForJob = (): SrpWorker => {
    let best: SrpWorker | undefined;
    for (const worker of workers) {
      if (best === undefined || worker.load < best.load) best = worker;
    }
    if (best !== undefined && (best.load === 0 || workers.size >= size)) return best;
    const worker = new SrpWorker(idleMs, () => workers.delete(worker));
    workers.add(worker);
    return worker;
  };
  const run = (job: string, numbers: readonly Buffer[]): Promise<Buffer[] | undefined> =>
    workerForJob().run(job, numbers.map(hexadecimal));
  const powers = async (exponents: readonly Buffer[]): Promise<Buffer[]> => {
    const results = await run("powers", exponents);
    if (results === undefined) throw new Error("SRP arithmetic failed on values of our own making");
    return results;
  };

  return {
    powers,
    verifier: async (x) => (await powers([x]))[0] ?? Buffer.alloc(0),
    premasterSecret: async ({ clientPublic, verifier, u, b }) =>
      (await run("premasterSecret", [clientPublic, verifier, u, b]))?.[0],
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}

function hexadecimal(bytes: Buffer): string {
  return bytes.toString("hex");
}

/** One worker thread and the jobs it has not answered yet. */
class SrpWorker {
  readonly #worker: Worker;
  readonly #pending = new Map<number, PendingJob>();
  readonly #idleMs: number;
  readonly #ended: () => void;
  #nextId = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(idleMs: number, ended: () => void) {
    this.#idleMs = idleMs;
    this.#ended = ended;
    this.#worker = new Worker(SRP_WORKER_SOURCE, {
      eval: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    });
    this.#worker.unref();
    this.#worker.on("message", (answer: string) => this.#settle(answer));
    this.#worker.on("error", (error: Error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("The SRP worker thread ended")));
  }

  get load(): number {
    return this.#pending.size;
  }

  run(job: string, numbers: readonly string[]): Promise<Buffer[] | undefined> {
    if (this.#pending.size === 0) {
      clearTimeout(this.#idleTimer);
      this.#worker.ref();
    }
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage(`${id} ${job} ${numbers.join(" ")}`);
    });
  }

  async end(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#ended();
    await this.#worker.terminate();
  }

  /** @param answer the job's id and its results; no result means that there is none */
  #settle(answer: string): void {
    const [idText, ...results] = answer.split(" ");
    const id = Number(idText);
    const job = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#rest();
    job?.resolve(results.length === 0 ? undefined : results.map((number) => Buffer.from(number, "hex")));
  }

  #rest(): void {
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => void this.end(), this.#idleMs);
    this.#idleTimer.unref();
  }

  #fail(error: Error): void {
    this.#ended();
    for (const job of this.#pending.values()) job.reject(error);
    this.#pending.clear();
  }
}
