import { types } from "node:util";

/** An error of the runtime itself; `name` is the error type the caller sees. */
export class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/** The error document of anything that was thrown. */
export function documentOf(thrown) {
  try {
    if (types.isNativeError(thrown) || isErrorLike(thrown)) {
      return {
        errorType: headerSafe(String(thrown.name)),
        errorMessage: String(thrown.message),
        trace: String(thrown.stack).split("\n"),
      };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    return {
      errorType: "handled",
      errorMessage:
        "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
      trace: [],
    };
  }
}

function isErrorLike(value) {
  return (
    typeof value === "object" && value !== null && "name" in value && "message" in value && "stack" in value
  );
}

/** The type travels in a header, too. */
function headerSafe(name) {
  return name.replace(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character));
}

/** What the log shows of an error: its document and its own fields. */
export function loggedError(thrown) {
  if (!types.isNativeError(thrown)) return JSON.stringify(documentOf(thrown));
  const fields = { errorType: thrown.name, errorMessage: thrown.message };
  for (const key of Object.keys(thrown)) if (key !== "name" && key !== "message") fields[key] = thrown[key];
  fields.stack = String(thrown.stack).split("\n");
  try {
    return JSON.stringify(fields);
  } catch {
    return JSON.stringify(documentOf(thrown));
  }
}
