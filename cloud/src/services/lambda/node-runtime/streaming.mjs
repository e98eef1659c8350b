import { Writable } from "node:stream";
import { RuntimeError } from "./errors.mjs";

/** As AWS's runtime marks handlers, so that what wraps them can tell. */
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");
const HIGH_WATER_MARK = Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark");
const HTTP_INTEGRATION = "application/vnd.awslambda.http-integration-response";
const DELIMITER = new Uint8Array(8);

/**
 * Gives handlers the global `awslambda`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export function installStreaming() {
  const streamifyResponse = (handler, options) => {
    handler[STREAMING] = "response";
    if (typeof options?.highWaterMark === "number")
      handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
    return handler;
  };
  globalThis.awslambda = { ...globalThis.awslambda, streamifyResponse, HttpResponseStream: { from } };
}

/** Status, headers and cookies go before the first byte. Nothing but `write` sends them, as on AWS. */
function from(stream, prelude) {
  stream.setContentType(HTTP_INTEGRATION);
  const metadata = JSON.stringify(prelude);
  stream._onBeforeFirstWrite = (write) => {
    write(metadata);
    write(DELIMITER);
  };
  return stream;
}

/** @throws RuntimeError for a mark that means nothing */
export function isStreaming(handler) {
  const mark = handler[STREAMING];
  if (mark === undefined || mark === null || mark === false) return false;
  if (mark === "response") return true;
  throw new RuntimeError("Runtime.MalformedStreamingHandler", "Only response streaming is supported.");
}

/** @returns the stream that a streaming handler writes its response to */
export function openResponse(client, requestId, handler) {
  const highWaterMark = handler[HIGH_WATER_MARK];
  return new ResponseStream(client, requestId, highWaterMark === undefined ? {} : { highWaterMark });
}

class ResponseStream extends Writable {
  #client;
  #requestId;
  #contentType = "application/octet-stream";
  #hasWritten = false;
  #hasBegun = false;
  #hasEnded = false;
  #failure;
  #confirm;
  /** Settles when the response is complete and was taken. */
  replied = new Promise((resolve) => {
    this.#confirm = resolve;
  });

  constructor(client, requestId, options) {
    super(options);
    this.#client = client;
    this.#requestId = requestId;
    this.on("error", () => undefined);
  }

  setContentType(contentType) {
    if (this.#hasWritten) {
      throw new RuntimeError("Runtime.InvalidStreamingOperation", "Cannot set content-type, too late.");
    }
    if (!/^[\t\x20-\x7e]*$/.test(contentType)) throw new TypeError("Invalid content-type");
    this.#contentType = contentType;
  }

  write(chunk, ...rest) {
    const isBytes = typeof chunk === "string" || chunk instanceof Uint8Array;
    const data = isBytes ? chunk : JSON.stringify(chunk);
    if (!this.#hasWritten) {
      this.#hasWritten = true;
      this._onBeforeFirstWrite?.((part) => super.write(part));
    }
    return super.write(data, ...rest);
  }

  /** Ends it with an error, after what was written; false when it was ended before. */
  fail(document) {
    if (this.#hasEnded || (this.writableEnded && !this.destroyed)) return false;
    this.#failure = document;
    if (this.destroyed) this.#end();
    else this.end();
    return true;
  }

  _write(chunk, _encoding, done) {
    this.#begin();
    if (chunk.length === 0) done();
    else this.#client.writeChunk(chunk, done);
  }

  _final(done) {
    this.#end();
    done();
  }

  #begin() {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#client.beginResponse(this.#requestId, this.#contentType);
  }

  #end() {
    if (this.#hasEnded) return;
    this.#begin();
    this.#hasEnded = true;
    this.#client.endResponse(this.#failure, this.#confirm);
  }
}
