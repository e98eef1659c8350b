import { documentOf, RuntimeError } from "./errors.mjs";
import { routeResponsesOf } from "./response-route.mjs";
import { headerOf } from "./runtime-client.mjs";

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
    try {
      const event = JSON.parse(body);
      if (typeof event?.ResponseURL === "string") routeResponsesOf(event);
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
    if (currentId === "") process.exit(status);
    client.failAndThen(currentId, documentOf(error), () => process.exit(status));
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

function parseOptional(text) {
  return text === "" ? undefined : JSON.parse(text);
}
