import type { ProblemKind } from "../../lib/api/api-problem";
import type { IconName } from "../../ui/icon";
import { type GateView, isOffline, shownState } from "./gate-view";
import { ANSWER_WITHIN_SECONDS } from "./use-gate";

type Shown = ReturnType<typeof shownState>;

export const STATE_TEXT: Record<Shown, { readonly title: string; readonly icon: IconName }> = {
  opening: { title: "Opening", icon: "arrowUp" },
  open: { title: "Open", icon: "check" },
  closing: { title: "Closing", icon: "arrowDown" },
  closed: { title: "Closed", icon: "lock" },
  unknown: { title: "State unknown", icon: "question" },
  noAnswer: { title: "No answer from the gate", icon: "alert" },
  offline: { title: "The gate is offline", icon: "offline" },
};

/** What is the matter, where something is: said at once to whoever does not look. */
export function matterOf(view: GateView): string | undefined {
  const { report, reporting, silence } = view;
  if (isOffline(view)) return "It lost its connection: commands may not reach it. Look at the gate.";
  if (silence !== undefined) {
    return `It was told to ${silence.command} and said nothing for ${ANSWER_WITHIN_SECONDS} seconds. Look at the gate before you try again.`;
  }
  if (reporting === "asking") return "Asking the gate …";
  if (reporting === "silent") return "This gate takes commands and does not report its state.";
  if (reporting === "unreachable") return "The API cannot be reached just now. It is asked again.";
  return report.reportedAt === null ? "The gate has not reported yet." : undefined;
}

/** How old the newest report is; it grows older by itself, so nobody is told each time. */
export function ageOf(view: GateView, now: Date): string | undefined {
  const { state, reportedAt } = view.report;
  if (reportedAt === null) return undefined;
  const age = `${agoOf(reportedAt, now)}, ${timeOf(reportedAt, now)}`;
  return shownState(view) === state ? `Reported ${age}` : `Last seen ${state} ${age}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A clock that is behind the service's makes no report of the future. */
function agoOf(iso: string, now: Date): string {
  const age = Math.max(0, now.getTime() - Date.parse(iso));
  if (age < MINUTE_MS) return "less than a minute ago";
  if (age < HOUR_MS) return ago(age / MINUTE_MS, "minute");
  return age < 2 * DAY_MS ? ago(age / HOUR_MS, "hour") : ago(age / DAY_MS, "day");
}

function ago(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}

function timeOf(iso: string, now: Date): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return date.toDateString() === now.toDateString()
    ? `at ${time}`
    : `on ${date.toLocaleDateString()} at ${time}`;
}

/** What became of the command, in the order's own words. */
export function orderText(view: GateView): string | undefined {
  const { order, reporting } = view;
  switch (order?.phase) {
    case "sending":
      return `Sending “${order.command}” …`;
    case "sent":
      if (isOffline(view)) return `“${order.command}” was sent. The gate may hear it late, or never.`;
      return reporting === "silent"
        ? `“${order.command}” was sent. Nobody confirms it: look whether the gate moves.`
        : `“${order.command}” was sent. Waiting for the gate to answer …`;
    case "answered":
      return `The gate answered to “${order.command}”.`;
    default:
      return undefined;
  }
}

const PROBLEMS: Record<ProblemKind, string> = {
  unreachable: "The API cannot be reached. Check your connection, then try again.",
  timeout: "The API took too long. Look at the gate before you try again.",
  sessionEnded: "Your session has ended. Sign in again.",
  lacksScope: "You may not do that: opening and closing is for administrators.",
  notOffered: "This API has no gate to command.",
  notFound: "This API has no gate to command.",
  tooLarge: "The API takes no command of that size.",
  throttled: "Too many commands in a short time. Wait a moment, then try again.",
  failed: "The API did not say that it passed the command on. Look at the gate before you try again.",
};

/** After these the gate may have been told all the same. */
const UNSURE: readonly ProblemKind[] = ["timeout", "failed"];

export function problemTitle(problem: ProblemKind): string {
  return UNSURE.includes(problem) ? "The command may not have arrived" : "The command was not taken";
}

export function problemText(problem: ProblemKind): string {
  return PROBLEMS[problem];
}
