import { documentOf, RuntimeError } from "./errors.mjs";
import { routeResponsesOf } from "./response-route.mjs";
import { headerOf } from "./runtime-client.mjs";
import { isStreaming, openResponse } from "./streaming.mjs";

/**
 * Runs the handler for each event: async, callback and plain return styles.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function createInvoker(client, handler, log) {
  const environment = {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
  /** Runs when nothing is left to do; the answer of a callback may wait for that. */
  let whenEmpty;
  let currentId = "";
  /** Of a streaming handler, while its response is not complete. */
  let response;

  const release = () => {
    currentId = "";
    whenEmpty = undefined;
    client.waiting();
  };
  const respond = (id, value) => {
    if (id !== currentId) return;
    let text;
    try {
      text = JSON.stringify(value === undefined ? null : value) ?? "null";
    } catch (error) {
      return fail(
        id,
        new RuntimeError("Runtime.MarshalError", `Unable to stringify response body: ${error.message}`),
      );
    }
    release();
    client.respond(id, text);
  };
  const fail = (id, error) => {
    if (id !== currentId) return;
    log.failed(error);
    const document = documentOf(error);
    release();
    client.fail(id, document);
  };

  const handle = ({ requestId, head, body }) => {
    currentId = requestId;
    log.serve(requestId);
    process.env._X_AMZN_TRACE_ID = headerOf(head, "Lambda-Runtime-Trace-Id");
    client.working();
    whenEmpty = () => respond(requestId, null);
    const context = createContext(requestId, head);
    if (isStreaming(handler)) return void stream(requestId, body, context.visible);
    try {
      const event = parsedEvent(body);
      const result = handler(event, context.visible, context.callback);
      if (typeof result?.then !== "function") return;
      // The first counts: who has called back by the time the promise is there is answered by that.
      if (context.hasCalledBack()) return result.then(undefined, () => undefined);
      result.then(
        (value) => respond(requestId, value),
        (error) => fail(requestId, error),
      );
    } catch (error) {
      fail(requestId, error);
    }
  };

  /** The next event comes when the response was taken and, unless the handler says otherwise, nothing is left to do. */
  const stream = async (requestId, body, context) => {
    for (const name of ["succeed", "fail", "done"]) delete context[name];
    const current = openResponse(client, requestId, handler);
    const leave = () => {
      if (requestId !== currentId) return;
      release();
      client.next();
    };
    response = current;
    whenEmpty = undefined;
    client.waiting();
    void current.replied.then(() => {
      response = undefined;
      whenEmpty = () => setImmediate(leave);
      client.working();
    });
    try {
      const result = handler(parsedEvent(body), current, context);
      if (typeof result?.then !== "function") {
        throw new Error("Streaming does not support non-async handlers.");
      }
      if ((await result) !== undefined) console.warn("Streaming handlers ignore return values.");
      if (current.destroyed && !current.writableFinished) throw new Error("Response stream is not finished.");
    } catch (error) {
      log.failed(error);
      current.fail(documentOf(error));
    }
    await current.replied;
    if (!context.callbackWaitsForEmptyEventLoop) leave();
  };

  const createContext = (requestId, head) => {
    const deadline = Number(headerOf(head, "Lambda-Runtime-Deadline-Ms"));
    let waitForEmptyEventLoop = true;
    let calledBack = false;
    const done = (error, value) =>
      error === undefined || error === null ? respond(requestId, value) : fail(requestId, error);
    const callback = (error, value) => {
      if (requestId !== currentId) return;
      calledBack = true;
      if ((error !== undefined && error !== null) || !waitForEmptyEventLoop) done(error, value);
      else whenEmpty = () => setImmediate(() => respond(requestId, value));
    };
    const visible = {
      get callbackWaitsForEmptyEventLoop() {
        return waitForEmptyEventLoop;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waitForEmptyEventLoop = value;
      },
      succeed: (value) => done(null, value),
      fail: (error) => done(error ?? "handled"),
      done,
      ...environment,
      clientContext: parseOptional(headerOf(head, "Lambda-Runtime-Client-Context")),
      identity: parseOptional(headerOf(head, "Lambda-Runtime-Cognito-Identity")),
      invokedFunctionArn: headerOf(head, "Lambda-Runtime-Invoked-Function-Arn"),
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    return { visible, callback, hasCalledBack: () => calledBack };
  };

  const die = (title, error, status) => {
    log.uncaught(title, error);
    const exit = () => process.exit(status);
    if (currentId === "") exit();
    else if (response === undefined) client.failAndThen(currentId, documentOf(error), exit);
    else if (response.fail(documentOf(error))) response.replied.then(exit);
    else exit();
  };

  return {
    start: () => {
      process.on("beforeExit", () => whenEmpty?.());
      process.on("uncaughtException", (error) => die("Uncaught Exception", error, 129));
      process.on("unhandledRejection", (reason) => {
        const error = new RuntimeError("Runtime.UnhandledPromiseRejection", String(reason));
        error.reason = documentOf(reason);
        die("Unhandled Promise Rejection", error, 128);
      });
      client.first(handle);
    },
  };
}

function parsedEvent(body) {
  const event = JSON.parse(body);
  if (typeof event?.ResponseURL === "string") routeResponsesOf(event);
  return event;
}

function parseOptional(text) {
  return text === "" ? undefined : JSON.parse(text);
}
