import { Readable } from "node:stream";
import type { IncomingResponse } from "../runtime-api/session.ts";

/** A response that its runtime sends bit by bit. */
export interface StreamedResponse {
  readonly contentType: string;
  /** Ends with the response, also where that fails: whether it did says the result of the run. */
  readonly body: Readable;
}

/** So many bytes wait for their reader before the runtime has to. */
const WAITING_BYTES = 65_536;

/**
 * LAM-38: leads the bytes of a response from its runtime to a reader, at the reader's pace. A reader that
 * goes away stops nothing: the runtime goes on, and what it says is dropped.
 */
export class ResponsePipe implements StreamedResponse {
  readonly contentType: string;
  readonly body: Readable;
  readonly #incoming: IncomingResponse;
  readonly #limitBytes: number;
  #size = 0;
  #ended = false;

  constructor(incoming: IncomingResponse, limitBytes: number) {
    this.contentType = incoming.contentType;
    this.#incoming = incoming;
    this.#limitBytes = limitBytes;
    this.body = new Readable({ highWaterMark: WAITING_BYTES, read: () => incoming.resume() });
    this.body.on("error", () => undefined);
    this.body.once("close", () => incoming.resume());
  }

  get tooLarge(): boolean {
    return this.#size > this.#limitBytes;
  }

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#ended || this.body.destroyed) return;
    if (!this.body.push(bytes)) this.#incoming.pause();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (!this.body.destroyed) this.body.push(null);
    // What still comes is dropped, and must not wait for a reader.
    this.#incoming.resume();
  }
}
