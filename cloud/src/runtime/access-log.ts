import { mkdirSync, statSync } from "node:fs";
import { appendFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "../core/logger.ts";

/** Access logs of API stages, one file a log group: `<state>/logs/<log group name>.log`. */
export interface AccessLog {
  /** Takes a line behind the answer; one that cannot be written is reported, never waited for. */
  write(destinationArn: string, line: string): void;
  /** Resolves when everything taken so far is in the files. */
  flush(): Promise<void>;
}

/** A fuller file becomes `….1.log`, in place of the one before. */
const FILE_LIMIT_BYTES = 16_777_216;

export function createAccessLog(stateDir: string, logger: Logger, limitBytes = FILE_LIMIT_BYTES): AccessLog {
  const folder = join(stateDir, "logs");
  const files = new Map<string, GrowingFile>();
  return {
    write: (destinationArn, line) => {
      const known = files.get(destinationArn);
      const file = known ?? new GrowingFile(join(folder, fileNameOf(destinationArn)), logger, limitBytes);
      if (known === undefined) {
        mkdirSync(folder, { recursive: true });
        files.set(destinationArn, file);
      }
      file.write(line);
    },
    flush: async () => {
      await Promise.all([...files.values()].map((file) => file.flush()));
    },
  };
}

/** Between two writes to one file: a busy stage has its lines written together. */
const PAUSE_MS = 50;

/** The first line after a quiet moment is written at once, those that follow together. */
class GrowingFile {
  readonly #path: string;
  readonly #logger: Logger;
  readonly #limitBytes: number;
  #lines: string[] = [];
  #bytes: number;
  #isWriting = false;
  #written: Promise<void> = Promise.resolve();
  #endPause: () => void = () => undefined;

  constructor(path: string, logger: Logger, limitBytes: number) {
    this.#path = path;
    this.#logger = logger;
    this.#limitBytes = limitBytes;
    this.#bytes = statSync(`${path}.log`, { throwIfNoEntry: false })?.size ?? 0;
  }

  write(line: string): void {
    this.#lines.push(line);
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#written = this.#writeAll();
  }

  flush(): Promise<void> {
    this.#endPause();
    return this.#written;
  }

  async #writeAll(): Promise<void> {
    while (this.#lines.length > 0) {
      const text = `${this.#lines.join("\n")}\n`;
      this.#lines = [];
      await this.#append(text);
      await this.#pause();
    }
    this.#isWriting = false;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #append(text: string): Promise<void> {
    try {
      if (this.#bytes > this.#limitBytes) {
        await rename(`${this.#path}.log`, `${this.#path}.1.log`);
        this.#bytes = 0;
      }
      await appendFile(`${this.#path}.log`, text, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(text);
    } catch (error) {
      this.#logger.warn({ err: error, file: this.#path }, "Access log lines were lost.");
    }
  }
}

/** Longest name of a log group; the ARN comes from a call. */
const MAX_GROUP = 512;

/** `arn:…:log-group:/aws/api/x` → `aws-api-x`; nothing of the ARN leaves the folder. */
function fileNameOf(destinationArn: string): string {
  const group = destinationArn.split(":log-group:").at(-1) ?? destinationArn;
  return (
    group
      .slice(0, MAX_GROUP)
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 200) || "access"
  );
}
