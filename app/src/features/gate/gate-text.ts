import type { ProblemKind } from "../../lib/api/api-problem";
import type { IconName } from "../../ui/icon";
import type { GateView, shownState } from "./gate-view";
import { ANSWER_WITHIN_SECONDS } from "./use-gate";

type Shown = ReturnType<typeof shownState>;

export const STATE_TEXT: Record<Shown, { readonly title: string; readonly icon: IconName }> = {
  opening: { title: "Opening", icon: "arrowUp" },
  open: { title: "Open", icon: "check" },
  closing: { title: "Closing", icon: "arrowDown" },
  closed: { title: "Closed", icon: "lock" },
  unknown: { title: "State unknown", icon: "question" },
  noAnswer: { title: "No answer from the gate", icon: "alert" },
};

/** The line below the state: how it is known, or why it is not. */
export function detailOf(view: GateView, now: Date): string {
  const { report, reporting, order } = view;
  if (order?.phase === "unanswered") {
    return `It was told to ${order.command} and said nothing for ${ANSWER_WITHIN_SECONDS} seconds. Look at the gate before you try again.`;
  }
  if (reporting === "asking") return "Asking the gate …";
  if (reporting === "silent") return "This gate takes commands and does not report its state.";
  if (reporting === "unreachable") return lastSeen(report.state, report.reportedAt, now);
  if (report.reportedAt === null) return "The gate has not reported yet.";
  return `Reported ${timeOf(report.reportedAt, now)}`;
}

function lastSeen(state: string, reportedAt: string | null, now: Date): string {
  if (reportedAt === null) return "The API cannot be reached just now. It is asked again.";
  return `The API cannot be reached just now. Last seen ${state}, ${timeOf(reportedAt, now)}.`;
}

function timeOf(iso: string, now: Date): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return date.toDateString() === now.toDateString()
    ? `at ${time}`
    : `on ${date.toLocaleDateString()} at ${time}`;
}

/** What became of the command, in the order's own words. */
export function orderText({ order, reporting }: GateView): string | undefined {
  switch (order?.phase) {
    case "sending":
      return `Sending “${order.command}” …`;
    case "sent":
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
  lacksScope: "The API refused: your token does not allow it. Opening and closing is for administrators.",
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
