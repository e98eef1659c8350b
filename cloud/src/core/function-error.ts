import type { Why } from "./why.ts";

const LONGEST_MESSAGE = 200;

/** Type and message out of the error document of a runtime; the message is cut. */
export function functionError(payload: Buffer): { readonly type: string; readonly message: string } {
  let document: unknown;
  try {
    document = JSON.parse(payload.toString("utf8"));
  } catch {
    document = undefined;
  }
  const { errorType, errorMessage } = (document ?? {}) as Readonly<Record<string, unknown>>;
  const message = typeof errorMessage === "string" ? errorMessage : "";
  return {
    type: typeof errorType === "string" ? errorType : "an error",
    message: message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message,
  };
}

/** A runtime says so in its own words. */
function isTimeout(type: string): boolean {
  return type === "Sandbox.Timedout";
}

/** The trace's word for a run that failed. */
export function functionErrorWhy(functionArn: string, payload: Buffer): Why {
  const had = functionError(payload);
  return {
    reason: isTimeout(had.type) ? "function-timed-out" : "function-threw",
    had,
    by: { function: functionArn },
  };
}
