import { mkdirSync, readFileSync, statSync } from "node:fs";
import { appendFile, rename, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock, Timers } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { LogFile, LogFileOptions } from "../../core/ports/log-files.ts";
import { type Header, headerOf, headerText, LOG, OLDER, TIMES } from "./layout.ts";

/** More is not kept while the disk is slower than who writes. */
const BUFFER_LIMIT_CHARACTERS = 1_048_576;

export interface GrowingFileServices {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

interface Chunk {
  readonly text: string;
  readonly time: number;
}

/**
 * One log that grows: `<path>.log` is the text as it came, `<path>.times` says from which byte on
 * what was written when, so that CloudWatch Logs can read the lines as events.
 */
export class GrowingFile implements LogFile {
  readonly options: LogFileOptions;
  readonly #path: string;
  readonly #services: GrowingFileServices;
  readonly #ended: () => void;
  #chunks: Chunk[] = [];
  #buffered = 0;
  #dropped = 0;
  #bytes: number;
  /** Undefined until the file of times has its first line. */
  #header: Header | undefined;
  #lastTime = -1;
  #isScheduled = false;
  #isEnded = false;
  #written: Promise<void> = Promise.resolve();

  /** @param path absolute, without `.log` */
  constructor(path: string, options: LogFileOptions, services: GrowingFileServices, ended: () => void) {
    this.options = options;
    this.#path = path;
    this.#services = services;
    this.#ended = ended;
    mkdirSync(dirname(path), { recursive: true });
    this.#bytes = statSync(path + LOG, { throwIfNoEntry: false })?.size ?? 0;
    if (this.#bytes > 0) this.#header = knownHeader(path + TIMES);
  }

  write(text: string): void {
    if (text === "") return;
    if (this.#buffered > BUFFER_LIMIT_CHARACTERS) {
      this.#dropped += text.length;
      return;
    }
    this.#chunks.push({ text, time: this.#services.clock.now() });
    this.#buffered += text.length;
    this.#schedule();
  }

  /** A last line may come a moment later: the file is let go when it has been quiet for a pause. */
  end(): void {
    this.#isEnded = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#services.timers.after(this.options.pauseMs, () => {
      this.#isScheduled = false;
      if (this.#isEnded && this.#chunks.length === 0) this.#ended();
      else void this.flush();
    });
  }

  flush(): Promise<void> {
    if (this.#chunks.length === 0) return this.#written;
    if (this.#dropped > 0) {
      const text = `\n… ${this.#dropped} characters were dropped\n`;
      this.#chunks.push({ text, time: this.#services.clock.now() });
    }
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#buffered = 0;
    this.#dropped = 0;
    this.#written = this.#written.then(() => this.#append(chunks));
    return this.#written;
  }

  /** What is in the file so far has no times any more. */
  async forget(): Promise<void> {
    this.#written = this.#written.then(async () => {
      this.#header = undefined;
      await unlink(this.#path + TIMES).catch(() => undefined);
    });
    await this.#written;
  }

  async #append(chunks: readonly Chunk[]): Promise<void> {
    const path = this.#path;
    try {
      if (this.#bytes > this.options.limitBytes) await this.#makeRoom();
      if (this.#header === undefined) await this.#begin(chunks[0]?.time ?? 0);
      const times = this.#timesOf(chunks);
      const text = chunks.map((chunk) => chunk.text).join("");
      // Text first: without its times it counts as written with what stands before it.
      await appendFile(path + LOG, text, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(text);
      if (times !== "") await appendFile(path + TIMES, times);
    } catch (error) {
      this.#services.logger.warn({ err: error, file: path + LOG }, "Log lines were lost.");
    }
    if (this.#isEnded) this.#schedule();
  }

  /** `<byte> <milliseconds>` for each moment at which something was written. */
  #timesOf(chunks: readonly Chunk[]): string {
    let at = this.#bytes;
    let lines = "";
    for (const { text, time } of chunks) {
      if (time !== this.#lastTime) lines += `${at} ${time}\n`;
      this.#lastTime = time;
      at += Buffer.byteLength(text);
    }
    return lines;
  }

  async #begin(time: number, start = 0): Promise<void> {
    const { group, stream, keepsLineEnds } = this.options;
    this.#header = { group, stream, createdAt: time, start, from: this.#bytes, keepsLineEnds };
    this.#lastTime = -1;
    await writeFile(this.#path + TIMES, headerText(this.#header), { mode: 0o600 });
  }

  async #makeRoom(): Promise<void> {
    const header = this.#header;
    await rename(this.#path + LOG, this.#path + OLDER + LOG);
    const moved = await rename(this.#path + TIMES, this.#path + OLDER + TIMES).then(
      () => true,
      () => false,
    );
    if (!moved) await unlink(this.#path + OLDER + TIMES).catch(() => undefined);
    const start = (header?.start ?? 0) + this.#bytes;
    this.#bytes = 0;
    this.#header = undefined;
    if (header !== undefined) await this.#begin(header.createdAt, start);
  }
}

/** The header of a file of times, or undefined when there is none. */
export function knownHeader(path: string): Header | undefined {
  try {
    return headerOf(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
