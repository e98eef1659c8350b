import type { Socket } from "node:net";
import { unreadByPeer } from "../../../core/peer-socket.ts";
import {
  type BodyReader,
  type BodySink,
  CHUNKED,
  CollectedBody,
  createChunkedBodyReader,
  createFixedBodyReader,
  MalformedBodyError,
  parseRequestHead,
  type RequestHead,
  type ResponseFailure,
  responseFailure,
} from "./request-reader.ts";

export interface RuntimeRequest {
  readonly method: string;
  readonly path: string;
  readonly errorType: string;
  readonly body: Buffer;
  /** The body was over the limit; it was read and dropped. */
  readonly tooLarge: boolean;
  /** What the runtime said after the body, of a response that it could not finish. */
  readonly failure: ResponseFailure | undefined;
}

/** Takes the body of a request while it comes. */
export interface StreamedBody extends BodySink {
  /** Answers the complete reply. */
  end(failure: ResponseFailure | undefined): string;
  /** The connection has ended before the body had. */
  aborted(): void;
}

/** Answers the complete reply, or `parked` when it comes later through `send`. */
type RuntimeRequestHandler = (request: RuntimeRequest, connection: RuntimeConnection) => string | "parked";

interface ConnectionOptions {
  readonly bodyLimitBytes: number;
  readonly handle: RuntimeRequestHandler;
  /** Asked for a body that comes bit by bit; undefined: it is collected like any other. */
  readonly stream: (head: RequestHead, connection: RuntimeConnection) => StreamedBody | undefined;
  readonly closed: (connection: RuntimeConnection) => void;
}

const HEAD_LIMIT_BYTES = 65_536;
const SMALL_PAYLOAD_BYTES = 32_768;
const EMPTY = Buffer.alloc(0);
const BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/**
 * One connection of a runtime: a minimal HTTP/1.1 server that takes any well-formed client
 * (fixed and chunked bodies, keep-alive, pipelining, Expect). Replies go out in request order:
 * while a long poll is parked nothing more is parsed. Replies that precede a parked poll in the
 * same read wait for it, so that a runtime which pipelines "response" and "next" is woken once.
 */
export class RuntimeConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  #unparsed: Buffer = EMPTY;
  #head: RequestHead | undefined;
  #body: BodyReader | undefined;
  #sink: CollectedBody | StreamedBody | undefined;
  #outgoing = "";
  #pollText = "";
  #pollHead: RequestHead | undefined;
  #parked = false;
  #parsing = false;
  #closeAfterReply = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (this.#sink !== undefined && "aborted" in this.#sink) this.#sink.aborted();
      options.closed(this);
    });
  }

  /** False once either side has ended it: what is sent then reaches nobody. */
  get isOpen(): boolean {
    return this.#socket.writable;
  }

  /** Something sent has not been read by the runtime; false where the system does not tell. */
  hasUnreadByPeer(): boolean {
    return this.#socket.writableLength > 0 || unreadByPeer(this.#socket) > 0;
  }

  /** Answers the parked poll. */
  send(head: string, payload: Buffer | string): void {
    this.#parked = false;
    const text = this.#outgoing + head;
    this.#outgoing = "";
    if (typeof payload === "string") this.#socket.write(text + payload, "utf8");
    else if (payload.length <= SMALL_PAYLOAD_BYTES)
      this.#socket.write(Buffer.concat([Buffer.from(text, "latin1"), payload]));
    else this.#sendLarge(text, payload);
    this.#replied();
    if (!this.#parsing && this.#unparsed.length > 0) this.#receive(EMPTY);
  }

  /** Reads no more: what the runtime goes on writing has to wait. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #sendLarge(head: string, payload: Buffer): void {
    this.#socket.cork();
    this.#socket.write(head, "latin1");
    this.#socket.write(payload);
    this.#socket.uncork();
  }

  #receive(bytes: Buffer): void {
    this.#unparsed = this.#unparsed.length === 0 ? bytes : Buffer.concat([this.#unparsed, bytes]);
    if (this.#parked) {
      if (this.#unparsed.length > HEAD_LIMIT_BYTES) this.#socket.destroy();
      return;
    }
    this.#parsing = true;
    try {
      let more = true;
      while (more) more = !this.#parked && !this.#socket.destroyed && this.#step();
    } catch (error) {
      if (!(error instanceof MalformedBodyError)) throw error;
      this.#refuse();
    } finally {
      this.#parsing = false;
    }
    if (!this.#parked) this.#flush();
  }

  /** Parses and answers as much as one request; false when more bytes are needed. */
  #step(): boolean {
    if (this.#head === undefined && !this.#readHead()) return false;
    const head = this.#head;
    const body = this.#body;
    const sink = this.#sink;
    if (head === undefined || body === undefined || sink === undefined) return false;
    const rest = body.take(this.#unparsed);
    this.#unparsed = rest ?? EMPTY;
    if (rest === undefined) return false;
    this.#head = undefined;
    this.#body = undefined;
    this.#sink = undefined;
    this.#answer(head, sink, responseFailure(body.trailers));
    return true;
  }

  #answer(head: RequestHead, sink: CollectedBody | StreamedBody, failure: ResponseFailure | undefined): void {
    this.#closeAfterReply = head.closeAfterReply;
    const { method, path, errorType } = head;
    // Parked before the handler runs: it may answer the poll at once.
    this.#parked = true;
    const reply =
      "aborted" in sink
        ? sink.end(failure)
        : this.#options.handle(
            { method, path, errorType, body: sink.body(), tooLarge: sink.tooLarge, failure },
            this,
          );
    if (reply === "parked") return;
    this.#parked = false;
    this.#outgoing += reply;
    this.#replied();
  }

  #readHead(): boolean {
    const end = this.#unparsed.indexOf("\r\n\r\n");
    if (end === -1) {
      if (this.#unparsed.length > HEAD_LIMIT_BYTES) this.#refuse();
      return false;
    }
    const head = this.#parseHead(this.#unparsed.toString("latin1", 0, end));
    if (head === undefined) {
      this.#refuse();
      return false;
    }
    this.#unparsed = this.#unparsed.subarray(end + 4);
    if (head.expectsContinue && this.#unparsed.length === 0) {
      this.#socket.write(`${this.#outgoing}HTTP/1.1 100 Continue\r\n\r\n`);
      this.#outgoing = "";
    }
    const streamed = head.isStreaming ? this.#options.stream(head, this) : undefined;
    const sink = streamed ?? new CollectedBody(this.#options.bodyLimitBytes);
    this.#head = head;
    this.#sink = sink;
    this.#body =
      head.bodyLength === CHUNKED
        ? createChunkedBodyReader(sink)
        : createFixedBodyReader(head.bodyLength, sink);
    return true;
  }

  /** A runtime asks for the next event in the same words each time. */
  #parseHead(text: string): RequestHead | undefined {
    if (text !== this.#pollText) {
      const head = parseRequestHead(text);
      if (head?.method !== "GET") return head;
      this.#pollText = text;
      this.#pollHead = head;
    }
    return this.#pollHead;
  }

  #replied(): void {
    if (!this.#closeAfterReply) return;
    this.#flush();
    this.#socket.end();
  }

  #flush(): void {
    if (this.#outgoing === "") return;
    this.#socket.write(this.#outgoing, "latin1");
    this.#outgoing = "";
  }

  #refuse(): void {
    this.#outgoing += BAD_REQUEST;
    this.#flush();
    this.#socket.destroySoon();
  }
}
