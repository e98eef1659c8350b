import { sizeText } from "../../../web/parts/bytes.ts";
import { printable } from "../../../web/parts/printable.ts";
import { refused, settled } from "../../../web/settled.ts";
import { operationAnswer } from "../../../wire/client/operation-answer.ts";
import type {
  ConsoleAnswer,
  ConsoleCall,
  ConsoleContext,
  ConsoleReply,
  ConsoleRequest,
} from "../../../wire/console-area.ts";
import { bucketPath, folderOf, type ObjectAddress, objectPath } from "./addresses.ts";
import { objectCall } from "./object-facts.ts";

/** Stores a file; what has its key already is replaced only where somebody said so. */
export async function upload(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const { form } = request;
  const bucket = request.parameters["bucket"] ?? "";
  const file = form.file("file");
  const asked = form.text("key");
  if (file === undefined) {
    return refused(
      bucketPath(bucket, { prefix: folderOf(asked) }),
      "No file was chosen. Nothing was uploaded.",
    );
  }
  const address = { bucket, key: asked === "" || asked.endsWith("/") ? `${asked}${file.name}` : asked };
  const call = objectCall("PutObject", address, {
    ContentType: file.type,
    ...(form.text("replace") === "" ? { IfNoneMatch: "*" } : {}),
  });
  return settled(
    objectPath(address),
    async () => {
      await ask(console, { ...call, body: file.bytes });
      return {
        verdict: "yes",
        text: `Uploaded ${sizeText(file.bytes.length)} as ${printable(address.key)}.`,
      };
    },
    REFUSALS,
  );
}

/** Deletes an object; where versions are kept, that can be taken back. */
export async function deleteObject(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const address = addressOf(request);
  if (request.form.text("typed") !== address.key) return notTyped(address);
  return settled(objectPath(address), async () => {
    const { headers } = await ask(console, objectCall("DeleteObject", address));
    const marker = headers["x-amz-version-id"];
    const text = `${printable(address.key)} is deleted.`;
    if (headers["x-amz-delete-marker"] !== "true" || typeof marker !== "string")
      return { verdict: "yes", text };
    const undo = {
      action: `${bucketPath(address.bucket)}/bring-back`,
      fields: { key: address.key, version: marker },
    };
    return { verdict: "yes", text, undo };
  });
}

/** Deletes one version for good. */
export async function deleteVersion(
  console: ConsoleContext,
  request: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const address = addressOf(request);
  if (request.form.text("typed") !== address.key) return notTyped(address);
  const version = request.form.text("version");
  return settled(objectPath(address), async () => {
    await ask(console, objectCall("DeleteObject", { ...address, version }));
    return { verdict: "yes", text: `Version ${version} of ${printable(address.key)} is gone for good.` };
  });
}

/** Takes a deletion away: the version behind it is the object again. */
export async function bringBack(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const address = addressOf(request);
  const version = request.form.text("version");
  return settled(objectPath(address), async () => {
    const head = await console.send(objectCall("HeadObject", { ...address, version }));
    if (head.headers["x-amz-delete-marker"] !== "true") {
      return { verdict: "no", text: "That is no deletion any more. Nothing was changed." };
    }
    await ask(console, objectCall("DeleteObject", { ...address, version }));
    return { verdict: "yes", text: `${printable(address.key)} is back.` };
  });
}

function addressOf({ parameters, form }: ConsoleRequest): ObjectAddress {
  return { bucket: parameters["bucket"] ?? "", key: form.text("key") };
}

function notTyped(address: ObjectAddress): ConsoleAnswer {
  return refused(objectPath(address), "The key that was typed is another one. Nothing was deleted.");
}

/** Throws AwsError for a refusal. */
async function ask({ send }: ConsoleContext, call: ConsoleCall): Promise<ConsoleReply> {
  const reply = await send(call);
  if (reply.status >= 300) operationAnswer(reply);
  return reply;
}

const REFUSALS: Readonly<Record<string, string>> = {
  PreconditionFailed:
    "An object has that key already, and nothing said that it may be replaced. Nothing was uploaded.",
};
