import type { RunCall, ScheduledRun } from "../core/ports/scheduled-runs.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest, Notice } from "../wire/console-area.ts";
import { arnPage } from "./arn-paths.ts";
import { printable } from "./parts/printable.ts";
import { CONSOLE_PATH } from "./paths.ts";
import { settled } from "./settled.ts";

/** A run's story in the trace. */
export function runPath({ request }: Pick<ScheduledRun, "request">): string {
  return `${CONSOLE_PATH}trace/${encodeURIComponent(request)}`;
}

/** The worst of what became of its calls; undefined where there were none. */
export function outcomeOf({ calls }: Pick<ScheduledRun, "calls">): RunCall["outcome"] | undefined {
  return (["refused", "retried", "delivered"] as const).find((each) =>
    calls.some(({ outcome }) => outcome === each),
  );
}

/**
 * Runs the schedule of the form once, now, and goes back with what became of it.
 * @param otherwise where it goes back to, unless the form's page says it
 */
export function runNow(
  console: ConsoleContext,
  { form }: ConsoleRequest,
  otherwise: string,
): Promise<ConsoleAnswer> {
  const back = form.text("back");
  return settled(back.startsWith(CONSOLE_PATH) ? back : otherwise, () =>
    once(console, form.text("once"), async () =>
      noticeOf(form.text("name"), await console.schedules.runNow(form.text("arn"))),
    ),
  );
}

const REMEMBERED = 100;

/** CON-23: a form that is sent twice, by a second click or a page loaded anew, runs nothing twice. */
function once(
  { session }: Pick<ConsoleContext, "session">,
  token: string,
  run: () => Promise<Notice>,
): Promise<Notice> {
  const known = session.get<Map<string, Promise<Notice>>>("runs") ?? new Map<string, Promise<Notice>>();
  session.set("runs", known);
  const before = known.get(token);
  if (before !== undefined) return before;
  const running = run();
  known.set(token, running);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return running;
}

function noticeOf(name: string, run: ScheduledRun): Notice {
  const href = runPath(run);
  const failed = run.calls.filter(({ outcome }) => outcome !== "delivered");
  if (run.calls.length === 0) {
    return { verdict: "if", text: printable(`${name} ran. It has no target: nothing was called.`) };
  }
  if (failed.length === 0) {
    const targets = run.calls.map(({ targetArn }) => targetName(targetArn)).join(", ");
    const text = printable(`${name} ran: delivered to ${targets}.`);
    return { verdict: "yes", text, more: { href, text: "In the trace" } };
  }
  return {
    verdict: outcomeOf(run) === "refused" ? "no" : "if",
    text: printable(`${name} ran, but not all was delivered. ${failed.map(failureText).join(" ")}`),
    more: { href, text: "Why?" },
  };
}

function targetName(arn: string): string {
  return arnPage(arn)?.name ?? arn;
}

/** Why a call was not delivered, in the words of who refused it. */
export function failureText({ targetArn, outcome, error }: RunCall): string {
  const why = error === undefined ? "" : `: ${error.code}: ${error.message}`;
  return outcome === "retried"
    ? `${targetName(targetArn)} failed and is tried again${why}`
    : `${targetName(targetArn)} refused it${why}`;
}
