import { format } from "node:util";
import { documentOf, loggedError } from "./errors.mjs";

const LEVELS = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, FATAL: 5 };
const METHODS = {
  trace: "TRACE",
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
  fatal: "FATAL",
};

/**
 * Replaces the console by Lambda's: tab-separated text, or JSON when the function asks for it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function installConsole() {
  const json = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
  const threshold = json ? (LEVELS[process.env.AWS_LAMBDA_LOG_LEVEL] ?? LEVELS.INFO) : LEVELS.TRACE;
  const line = json ? jsonLine : textLine;
  const state = { requestId: "" };
  const write = (level, args) => {
    if (LEVELS[level] >= threshold) process.stdout.write(line(level, state.requestId, args));
  };
  for (const [method, level] of Object.entries(METHODS)) {
    console[method] = (...args) => write(level, args);
  }
  return {
    /** From now on lines carry this request id. */
    serve: (requestId) => {
      state.requestId = requestId;
    },
    uncaught: (title, error) => write("ERROR", json ? [error] : [`${title} \t${loggedError(error)}`]),
    failed: (error) => write("ERROR", json ? [error] : [`Invoke Error \t${loggedError(error)}`]),
  };
}

function textLine(level, requestId, args) {
  // Line breaks inside a message are carriage returns, so that a message stays one log event.
  const message = format(...args).replace(/\n/g, "\r");
  return `${new Date().toISOString()}\t${requestId || "undefined"}\t${level}\t${message}\n`;
}

function jsonLine(level, requestId, args) {
  const head = { timestamp: new Date().toISOString(), level, ...(requestId === "" ? {} : { requestId }) };
  const [first] = args;
  if (args.length === 1 && typeof first === "object" && first !== null && !(first instanceof Error)) {
    try {
      return `${JSON.stringify({ ...head, message: first })}\n`;
    } catch {
      return `${JSON.stringify({ ...head, message: format(first) })}\n`;
    }
  }
  return `${JSON.stringify({ ...head, ...errorFields(args), message: format(...args) })}\n`;
}

function errorFields(args) {
  const error = args.find((value) => value instanceof Error);
  if (error === undefined) return {};
  const { errorType, errorMessage, trace } = documentOf(error);
  return { errorType, errorMessage, stackTrace: trace };
}
