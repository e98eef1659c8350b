import { printable } from "../../../web/parts/printable.ts";
import { runNow } from "../../../web/run-now.ts";
import { settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest, Notice } from "../../../wire/console-area.ts";
import { groupIn, SCHEDULES_PATH, schedulePath } from "./addresses.ts";
import { describeSchedule } from "./read.ts";

export function run(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  return runNow(console, request, SCHEDULES_PATH);
}

export function enable(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  return switchTo(console, request, { State: "ENABLED", word: "on", back: "disable" });
}

export function disable(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  return switchTo(console, request, { State: "DISABLED", word: "off", back: "enable" });
}

interface Switch {
  readonly State: string;
  readonly word: string;
  /** The page that takes it back. */
  readonly back: string;
}

/** An update says everything of a schedule: what stands there is read, and said again with another state. */
function switchTo(
  console: ConsoleContext,
  { form }: ConsoleRequest,
  { State, word, back }: Switch,
): Promise<ConsoleAnswer> {
  const key = { group: groupIn(form.text("group")), name: form.text("name") };
  return settled(schedulePath(key), async (): Promise<Notice> => {
    const { Arn, CreationDate, LastModificationDate, ...settings } = await describeSchedule(console, key);
    await console.call("scheduler", "UpdateSchedule", { ...settings, State });
    return {
      verdict: "yes",
      text: `${printable(key.name)} is ${word}.`,
      undo: { action: `${SCHEDULES_PATH}/${back}`, fields: key },
    };
  });
}
