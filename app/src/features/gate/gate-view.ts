import type { ProblemKind } from "../../lib/api/api-problem";

export type GateState = "opening" | "open" | "closing" | "closed" | "unknown";
export type Command = "open" | "close";

export type Connection = "online" | "offline" | "unknown";

/** What the gate said last. */
export interface Report {
  readonly state: GateState;
  /** ISO date; null before it ever said anything. */
  readonly reportedAt: string | null;
  /** Whether the broker holds its connection; unknown of a gate that leaves no last will. */
  readonly connection: Connection;
  readonly connectionSince: string | null;
}

export type Reporting =
  /** Not known yet. */
  | "asking"
  | "reports"
  /** This gate takes commands and reports nothing. */
  | "silent"
  | "unreachable";

/** A command and what became of it. It is never done because it was sent: only a report says so [HOME-3]. */
export interface Order {
  readonly command: Command;
  readonly phase: "sending" | "sent" | "answered" | "unanswered" | "refused";
  readonly problem?: ProblemKind;
  /** The newest report before the command: only a later one can be its answer. */
  readonly heardBefore: string | null;
}

export interface GateView {
  readonly reporting: Reporting;
  readonly report: Report;
  readonly order?: Order;
  /** A command that the gate owes an answer, until it reports anew: no later command or error ends that. */
  readonly silence?: Pick<Order, "command" | "heardBefore"> | undefined;
}

export const NOTHING_HEARD: GateView = {
  reporting: "asking",
  report: { state: "unknown", reportedAt: null, connection: "unknown", connectionSince: null },
};

export type GateEvent =
  | { readonly type: "reportReceived"; readonly report: Report }
  | { readonly type: "reportsNotOffered" }
  | { readonly type: "reportFailed" }
  | { readonly type: "commandGiven"; readonly command: Command }
  | { readonly type: "commandTaken" }
  | { readonly type: "commandRefused"; readonly problem: ProblemKind }
  | { readonly type: "answerOverdue" };

export function gateReducer(view: GateView, event: GateEvent): GateView {
  switch (event.type) {
    case "reportReceived":
      return withReport(view, event.report);
    case "reportsNotOffered":
      return { ...view, reporting: "silent", report: NOTHING_HEARD.report, silence: undefined };
    case "reportFailed":
      return { ...view, reporting: "unreachable" };
    case "commandGiven":
      return {
        ...view,
        order: { command: event.command, phase: "sending", heardBefore: view.report.reportedAt },
      };
    case "commandTaken":
      return withOrder(view, "sending", { phase: "sent" });
    case "commandRefused":
      return withOrder(view, "sending", { phase: "refused", problem: event.problem });
    case "answerOverdue":
      return withSilence(withOrder(view, "sent", { phase: "unanswered" }));
  }
}

/** Changes the order if it is in the phase that the event is about. */
function withOrder(view: GateView, phase: Order["phase"], change: Partial<Order>): GateView {
  if (view.order?.phase !== phase) return view;
  return { ...view, order: { ...view.order, ...change } };
}

function withSilence(view: GateView): GateView {
  if (view.order?.phase !== "unanswered") return view;
  const { command, heardBefore } = view.order;
  return { ...view, silence: { command, heardBefore } };
}

function withReport(view: GateView, report: Report): GateView {
  const { order } = view;
  const silence = view.silence !== undefined && isNews(report, view.silence) ? undefined : view.silence;
  const next: GateView = { ...view, reporting: "reports", report, silence };
  if (order === undefined || !isAnswer(order, report)) return next;
  return { ...next, order: { ...order, phase: "answered" } };
}

const ANSWERS: Record<Command, readonly GateState[]> = {
  open: ["opening", "open"],
  close: ["closing", "closed"],
};

function isAnswer(order: Order, report: Report): boolean {
  if (order.phase !== "sent" && order.phase !== "unanswered") return false;
  return ANSWERS[order.command].includes(report.state) && isNews(report, order);
}

/** Whether the gate said it after that, instead of before. */
function isNews({ reportedAt }: Report, { heardBefore }: Pick<Order, "heardBefore">): boolean {
  if (reportedAt === null) return false;
  return heardBefore === null || Date.parse(reportedAt) > Date.parse(heardBefore);
}

/** What is drawn and said: the report, unless the gate owes an answer or cannot be there to give one [HOME-11]. */
export function shownState(view: GateView): GateState | "noAnswer" | "offline" {
  if (isOffline(view)) return "offline";
  if (view.silence !== undefined) return "noAnswer";
  return view.reporting === "reports" ? view.report.state : "unknown";
}

export function isOffline({ reporting, report }: GateView): boolean {
  return reporting === "reports" && report.connection === "offline";
}

/** Whether a command cannot be given now: one is on its way, or the same is waiting for its answer. */
export function isBusy({ order, reporting }: GateView, command: Command): boolean {
  if (order?.phase === "sending") return true;
  return order?.phase === "sent" && order.command === command && reporting !== "silent";
}

/** Whether news is expected soon. */
export function isMoving(view: GateView): boolean {
  const { order, report } = view;
  if (order?.phase === "sent") return true;
  return !isOffline(view) && (report.state === "opening" || report.state === "closing");
}
