import { refused, settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest } from "../../../wire/console-area.ts";
import { groupPath, LOGS_PATH } from "./addresses.ts";
import { readGroup } from "./read.ts";
import { retentionText } from "./retention.tsx";

/** Says how long lines are kept; can be taken back. */
export function setRetention(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = form.text("name");
  const days = form.text("days");
  return settled(groupPath(name), async () => {
    const { retentionInDays: was } = await readGroup(console, name);
    if (days === "") await console.call("logs", "DeleteRetentionPolicy", { logGroupName: name });
    else
      await console.call("logs", "PutRetentionPolicy", { logGroupName: name, retentionInDays: Number(days) });
    return {
      verdict: "yes",
      text: `Lines are kept ${days === "" ? "" : "for "}${retentionText(days === "" ? undefined : Number(days))}.`,
      undo: {
        action: `${LOGS_PATH}/retention`,
        fields: { name, days: was === undefined ? "" : String(was) },
      },
    };
  });
}

/** CON-8: deletes a group, with all that was logged to it, when its name was typed. */
export async function deleteGroup(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = form.text("name");
  if (form.text("typed") !== name) {
    return refused(groupPath(name), "The name that was typed is another one. Nothing was deleted.");
  }
  return settled(LOGS_PATH, async () => {
    await console.call("logs", "DeleteLogGroup", { logGroupName: name });
    return { verdict: "yes", text: `${name} is deleted.` };
  });
}
