import { refused, settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest } from "../../../wire/console-area.ts";
import { SECRETS_PATH, secretPath } from "./addresses.ts";

/** Gives a secret another value; the one before stays as AWSPREVIOUS. */
export function put(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = form.text("name");
  return settled(secretPath(name), async () => {
    await console.call("secretsmanager", "PutSecretValue", {
      SecretId: name,
      SecretString: form.text("value"),
    });
    return { verdict: "yes", text: `${name} has another value.` };
  });
}

/** CON-8: plans the deletion of a secret whose name was typed; it can be restored for 30 days. */
export async function deleteSecret(
  console: ConsoleContext,
  { form }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const name = form.text("name");
  if (form.text("typed") !== name) {
    return refused(secretPath(name), "The name that was typed is another one. Nothing was deleted.");
  }
  return settled(secretPath(name), async () => {
    await console.call("secretsmanager", "DeleteSecret", { SecretId: name, RecoveryWindowInDays: 30 });
    return {
      verdict: "yes",
      text: `${name} is to be deleted in 30 days.`,
      undo: { action: `${SECRETS_PATH}/restore`, fields: { name } },
    };
  });
}

export function restore(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = form.text("name");
  return settled(secretPath(name), async () => {
    await console.call("secretsmanager", "RestoreSecret", { SecretId: name });
    return { verdict: "yes", text: `${name} is kept.` };
  });
}
