import { connect as connectSocket } from "node:net";

const BASE = "/2018-06-01/runtime";
const NEXT = `GET ${BASE}/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n`;
const EMPTY = Buffer.alloc(0);

/**
 * Client of the Runtime API on one kept-alive connection. A result and the next long poll are
 * written together: one system call and one wake-up per event.
 * @param {string} address `host:port`
 * @param {() => void} disconnected the cloud is gone: nobody needs this process any more
 */
export function connect(address, disconnected) {
  const [host, port] = address.split(":");
  const socket = connectSocket({ host, port: Number(port), noDelay: true });
  let unparsed = EMPTY;
  let onEvent = () => undefined;
  /** Called with every reply that is not an event; undefined when nobody waits. */
  let onReply;

  const receive = (bytes) => {
    unparsed = unparsed.length === 0 ? bytes : Buffer.concat([unparsed, bytes]);
    for (let message = takeMessage(); message !== undefined; message = takeMessage()) {
      if (message.requestId !== "") onEvent(message);
      else if (onReply !== undefined) onReply();
    }
  };

  const takeMessage = () => {
    const end = unparsed.indexOf("\r\n\r\n");
    if (end === -1) return undefined;
    const head = unparsed.latin1Slice(0, end + 2);
    const bodyEnd = end + 4 + Number(headerOf(head, "Content-Length"));
    if (unparsed.length < bodyEnd) return undefined;
    const requestId = headerOf(head, "Lambda-Runtime-Aws-Request-Id");
    const body = requestId === "" ? "" : unparsed.utf8Slice(end + 4, bodyEnd);
    unparsed = unparsed.length === bodyEnd ? EMPTY : unparsed.subarray(bodyEnd);
    return { requestId, head, body };
  };

  const post = (path, body, errorType, followedBy) => {
    const type = errorType === "" ? "" : `Lambda-Runtime-Function-Error-Type: ${errorType}\r\n`;
    const length = Buffer.byteLength(body);
    socket.write(
      `POST ${BASE}${path} HTTP/1.1\r\nHost: runtime\r\nContent-Type: application/json\r\n${type}Content-Length: ${length}\r\n\r\n${body}${followedBy}`,
    );
  };

  const postAndThen = (path, document, done) => {
    socket.ref();
    onReply = done;
    post(path, JSON.stringify(document), document.errorType, "");
  };

  const whenDrained = (done) => {
    if (socket.writableNeedDrain) socket.once("drain", done);
    else done();
  };

  socket.on("data", receive);
  socket.on("error", disconnected);
  socket.on("close", disconnected);

  return {
    /** Keeps the process alive while it waits, and lets it run empty while the handler works. */
    waiting: () => socket.ref(),
    working: () => socket.unref(),
    first: (listener) => {
      onEvent = listener;
      socket.write(NEXT);
    },
    respond: (requestId, text) => post(`/invocation/${requestId}/response`, text, "", NEXT),
    fail: (requestId, document) =>
      post(`/invocation/${requestId}/error`, JSON.stringify(document), document.errorType, NEXT),
    /** Reports a failure after which this process ends. */
    failAndThen: (requestId, document, done) => postAndThen(`/invocation/${requestId}/error`, document, done),
    initError: (document, done) => postAndThen("/init/error", document, done),
    next: () => socket.write(NEXT),
    /** Begins a response that is sent chunk by chunk. */
    beginResponse: (requestId, contentType) =>
      void socket.write(
        `POST ${BASE}/invocation/${requestId}/response HTTP/1.1\r\nHost: runtime\r\nContent-Type: ${contentType}\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n`,
      ),
    /** @param {Buffer} bytes not empty; `done` when more may follow */
    writeChunk: (bytes, done) => {
      socket.cork();
      socket.write(`${bytes.length.toString(16)}\r\n`);
      socket.write(bytes);
      socket.write("\r\n");
      socket.uncork();
      whenDrained(done);
    },
    /** @param document of the error, when the response could not be finished */
    endResponse: (document, done) => {
      socket.ref();
      onReply = done;
      const trailers =
        document === undefined
          ? ""
          : `Lambda-Runtime-Function-Error-Type: ${document.errorType}\r\nLambda-Runtime-Function-Error-Body: ${Buffer.from(JSON.stringify(document)).toString("base64")}\r\n`;
      socket.write(`0\r\n${trailers}\r\n`);
    },
  };
}

/** @param {string} head lines of a reply, as this cloud writes them: exact names, one blank */
export function headerOf(head, name) {
  const start = head.indexOf(`\r\n${name}: `);
  if (start === -1) return "";
  const from = start + name.length + 4;
  return head.slice(from, head.indexOf("\r\n", from));
}
