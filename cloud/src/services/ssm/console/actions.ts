import { refused, settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest, Notice } from "../../../wire/console-area.ts";
import { PARAMETERS_PATH, parameterPath } from "./addresses.ts";
import { readParameter, readValue } from "./read.ts";

/** Gives a parameter another value, as a new version; a value that was in clear can be given back. */
export async function put(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = form.text("name");
  return settled(parameterPath(name), async () => {
    const { Type } = await readParameter(console, name);
    // CON-21: of a SecureString no page carries the value before.
    const before = Type === "SecureString" ? undefined : await readValue(console, name);
    const { Version } = await console.call<{ Version: number }>("ssm", "PutParameter", {
      Name: name,
      Value: form.text("value"),
      Type,
      Overwrite: true,
    });
    const text = `${name} is version ${Version}.`;
    if (before === undefined) return { verdict: "yes", text };
    return { verdict: "yes", text, undo: undoWith({ name, value: before }) };
  });
}

function undoWith(fields: Readonly<Record<string, string>>): NonNullable<Notice["undo"]> {
  return { action: `${PARAMETERS_PATH}/put`, fields };
}

/** CON-8: deletes a parameter whose name was typed. */
export async function deleteParameter(
  console: ConsoleContext,
  { form }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const name = form.text("name");
  if (form.text("typed") !== name) {
    return refused(parameterPath(name), "The name that was typed is another one. Nothing was deleted.");
  }
  const answer = await settled(PARAMETERS_PATH, async () => {
    await console.call("ssm", "DeleteParameter", { Name: name });
    return { verdict: "yes", text: `${name} is deleted.` };
  });
  return answer;
}
