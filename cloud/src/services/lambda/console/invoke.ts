import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsoleForm,
  ConsoleReply,
  ConsoleSession,
} from "../../../wire/console-area.ts";
import { functionAddress } from "./addresses.ts";
import { LONGEST_EVENT_NAME, removeEvent, savedEvents, saveEvent } from "./events.ts";

/** What an invocation gave back, kept with the browser's session. */
export interface Invoked {
  readonly requestId: string;
  readonly functionName: string;
  readonly event: string;
  readonly isAsync: boolean;
  readonly status: number;
  /** `Unhandled` where the function threw. */
  readonly functionError: string | undefined;
  /** Up to 64 KiB. */
  readonly payload: string;
  readonly bytes: number;
  /** The end of its log, as Lambda hands it out. */
  readonly log: string;
}

const KEPT_CHARACTERS = 65_536;

/** Invokes with the event of the form, or saves it, or takes a saved one away. */
export async function actOnEvent(
  console: ConsoleContext,
  functionName: string,
  form: ConsoleForm,
): Promise<ConsoleAnswer> {
  const address = functionAddress(functionName);
  const event = form.text("event").replaceAll("\r\n", "\n");
  const name = form.text("name").trim();
  if (form.text("do") === "remove") return remove(console, functionName, name);
  if (form.text("do") === "save") {
    if (name === "" || name.length > LONGEST_EVENT_NAME) {
      keepEvent(console.session, functionName, event);
      const text = `Give the event a name of at most ${LONGEST_EVENT_NAME} characters to save it.`;
      return { redirect: address, notice: { verdict: "no", text } };
    }
    saveEvent(console, functionName, { name, text: event });
    return {
      redirect: `${address}?event=${encodeURIComponent(name)}`,
      notice: { verdict: "yes", text: `The event ${name} is saved.` },
    };
  }
  return invoke(console, functionName, { event, isAsync: form.text("type") === "Event" });
}

function remove(console: ConsoleContext, functionName: string, name: string): ConsoleAnswer {
  const removed = savedEvents(console, functionName).find((event) => event.name === name);
  const redirect = functionAddress(functionName);
  if (removed === undefined) {
    return { redirect, notice: { verdict: "no", text: `There is no saved event ${name}.` } };
  }
  removeEvent(console, functionName, name);
  const undo = {
    action: `${functionAddress(functionName)}/invoke`,
    fields: { do: "save", name, event: removed.text },
  };
  return { redirect, notice: { verdict: "yes", text: `The event ${name} is gone.`, undo } };
}

async function invoke(
  console: ConsoleContext,
  functionName: string,
  { event, isAsync }: Pick<Invoked, "event" | "isAsync">,
): Promise<ConsoleAnswer> {
  const reply = await console.send({
    service: "lambda",
    method: "POST",
    path: `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
    headers: {
      "x-amz-invocation-type": isAsync ? "Event" : "RequestResponse",
      ...(isAsync ? {} : { "x-amz-log-type": "Tail" }),
    },
    body: event,
  });
  const invoked = invokedOf(reply, { functionName, event, isAsync });
  console.session.set(invokedKey(functionName), invoked);
  keepEvent(console.session, functionName, event);
  return { redirect: `${functionAddress(functionName)}?invoked=${invoked.requestId}#invoke` };
}

function invokedOf(
  { status, headers, body }: ConsoleReply,
  asked: Pick<Invoked, "functionName" | "event" | "isAsync">,
): Invoked {
  const error = headers["x-amz-function-error"];
  return {
    ...asked,
    requestId: String(headers["x-amzn-requestid"] ?? ""),
    status,
    functionError: error === undefined ? undefined : String(error),
    payload: body.toString("utf8").slice(0, KEPT_CHARACTERS),
    bytes: body.length,
    log: Buffer.from(String(headers["x-amz-log-result"] ?? ""), "base64").toString("utf8"),
  };
}

export function lastInvoked(session: ConsoleSession, functionName: string): Invoked | undefined {
  return session.get<Invoked>(invokedKey(functionName));
}

/** The event last written into the form. */
export function keptEvent(session: ConsoleSession, functionName: string): string | undefined {
  return session.get<string>(eventKey(functionName));
}

function keepEvent(session: ConsoleSession, functionName: string, event: string): void {
  session.set(eventKey(functionName), event);
}

function invokedKey(functionName: string): string {
  return `invoked ${functionName}`;
}

function eventKey(functionName: string): string {
  return `event ${functionName}`;
}
