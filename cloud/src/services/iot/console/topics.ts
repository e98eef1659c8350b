import { systemRandomness } from "../../../core/randomness.ts";
import { printable } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleForm } from "../../../wire/console-area.ts";
import { filterProblem } from "../broker/topics.ts";
import { Listening } from "./listening.ts";

export const MQTT_PATH = `${CONSOLE_PATH}mqtt`;

export const CLIENT_ID_PREFIX = "portcullis-console-";

/** Every topic but those of AWS itself. */
const FIRST_FILTER = "#";
/** The broker takes fifty of a connection, and two are this page's own. */
const MOST_FILTERS = 20;

/** What this browser's session hears; it begins at the first look. */
export function listeningOf(console: Pick<ConsoleContext, "session" | "now" | "openSocket">): Listening {
  const known = console.session.get<Listening>("mqtt");
  if (known !== undefined) return known;
  const clientId = `${CLIENT_ID_PREFIX}${systemRandomness.bytes(4).toString("hex")}`;
  const listening = new Listening(console, { clientId, filters: [FIRST_FILTER] });
  console.session.set("mqtt", listening);
  return listening;
}

/** Hears a topic filter from now on. */
export async function subscribe(console: ConsoleContext, form: ConsoleForm): Promise<ConsoleAnswer> {
  const filter = form.text("filter");
  const listening = listeningOf(console);
  const problem =
    filterProblem(filter) ??
    (listening.filters.size >= MOST_FILTERS
      ? `This page hears ${MOST_FILTERS} topic filters at most`
      : undefined);
  if (problem !== undefined) return told("no", `${problem}. Nothing was subscribed.`);
  const result = await listening.add(filter);
  return result === "heard"
    ? told("yes", `This page hears ${printable(filter)}.`)
    : told("no", `The broker refused the subscription to ${printable(filter)}.`);
}

/** Hears it no more; what came stays in the list. */
export async function unsubscribe(console: ConsoleContext, form: ConsoleForm): Promise<ConsoleAnswer> {
  const filter = form.text("filter");
  await listeningOf(console).remove(filter);
  return {
    redirect: MQTT_PATH,
    notice: {
      verdict: "yes",
      text: `This page no longer hears ${printable(filter)}.`,
      undo: { action: `${MQTT_PATH}/subscribe`, fields: { filter } },
    },
  };
}

export function clearMessages(console: ConsoleContext): ConsoleAnswer {
  listeningOf(console).clear();
  return { redirect: MQTT_PATH };
}

export function told(verdict: "yes" | "no", text: string): ConsoleAnswer {
  return { redirect: MQTT_PATH, notice: { verdict, text } };
}
