import { refused, settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest } from "../../../wire/console-area.ts";
import { KEYS_PATH, keyPath } from "./addresses.ts";
import { deletionWord } from "./changes.tsx";
import { readAliases, readKey, readRotation } from "./read.ts";

/** Lets a key be used, or not; can be taken back. */
export function setState(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const id = form.text("id");
  const isOn = form.text("to") === "on";
  return settled(keyPath(id), async () => {
    await console.call("kms", isOn ? "EnableKey" : "DisableKey", { KeyId: id });
    return {
      verdict: "yes",
      text: isOn ? "The key is enabled." : "The key is disabled: nobody can use it.",
      undo: { action: `${KEYS_PATH}/state`, fields: { id, to: isOn ? "off" : "on" } },
    };
  });
}

/** Turns rotation on or off; can be taken back, with the days between two rotations. */
export function setRotation(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const id = form.text("id");
  const isOn = form.text("to") === "on";
  const days = form.text("days");
  return settled(keyPath(id), async () => {
    const was = await readRotation(console, id);
    if (isOn) {
      await console.call("kms", "EnableKeyRotation", {
        KeyId: id,
        ...(days === "" ? {} : { RotationPeriodInDays: Number(days) }),
      });
    } else await console.call("kms", "DisableKeyRotation", { KeyId: id });
    const before = String(was?.RotationPeriodInDays ?? days);
    return {
      verdict: "yes",
      text: isOn ? "The key is rotated." : "The key is no longer rotated.",
      undo: { action: `${KEYS_PATH}/rotation`, fields: { id, to: isOn ? "off" : "on", days: before } },
    };
  });
}

/** CON-8: plans the deletion of a key whose name was typed; until its day it can be taken back. */
export async function scheduleDeletion(
  console: ConsoleContext,
  { form }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const id = form.text("id");
  return settled(keyPath(id), async () => {
    const key = await readKey(console, id);
    const aliases = (await readAliases(console, key.KeyId)).get(key.KeyId) ?? [];
    if (form.text("typed") !== deletionWord({ ...key, aliases })) {
      return { verdict: "no", text: "The name that was typed is another one. Nothing was deleted." };
    }
    const days = Number(form.text("days"));
    await console.call("kms", "ScheduleKeyDeletion", { KeyId: key.KeyId, PendingWindowInDays: days });
    return {
      verdict: "yes",
      text: `The key is to be deleted in ${days} days; nobody can use it.`,
      undo: {
        action: `${KEYS_PATH}/cancel`,
        fields: { id: key.KeyId, ...(key.KeyState === "Enabled" ? { enable: "yes" } : {}) },
      },
    };
  });
}

/** A key that is kept after all comes back disabled; taken back, as it was. */
export function cancelDeletion(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const id = form.text("id");
  if (id === "") return Promise.resolve(refused(KEYS_PATH, "No key was named."));
  return settled(keyPath(id), async () => {
    await console.call("kms", "CancelKeyDeletion", { KeyId: id });
    if (form.text("enable") !== "yes") {
      return { verdict: "yes", text: "The key is kept. It is disabled until somebody enables it." };
    }
    await console.call("kms", "EnableKey", { KeyId: id });
    return { verdict: "yes", text: "The key is kept, and enabled." };
  });
}
