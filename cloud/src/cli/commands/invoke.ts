import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { namesMeant } from "../../core/part-of-name.ts";
import { printableLines } from "../../core/printable.ts";
import { shellQuoted, withState } from "../../core/shown-commands.ts";
import type { CloudClient, RawReply } from "../../runtime/client/cloud-client.ts";
import { type Command, type CommandContext, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

/** `portcullis invoke`: calls a function once, signed as the administrator of the cloud. */
export const invoke: Command = {
  name: "invoke",
  summary: "Invoke a function with an event and print its answer.",
  args: [{ syntax: "<function>", description: "its name or logical id, or a part that no other has" }],
  options: [
    {
      flags: "--event <file>",
      description: "the event as JSON in a file; - reads standard input (default: {})",
    },
    { flags: "--async", description: "queue the event and do not wait for the answer" },
    { flags: "--quiet", description: "leave out what the function printed" },
    STATE_OPTION,
  ],
  examples: [
    "npx portcullis invoke Hello",
    "npx portcullis invoke Hello --event event.json",
    "echo '{\"n\":1}' | npx portcullis invoke Hello --event - | jq .",
  ],
  run: async ([word = ""], options, context) => {
    const event = readEvent(textOption(options, "event"), context);
    const { client } = connect(options, context);
    const functionName = await findFunction(client, word);
    const isAsync = options["async"] === true;
    const reply = await client.send({
      service: "lambda",
      method: "POST",
      path: `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
      headers: isAsync ? { "x-amz-invocation-type": "Event" } : { "x-amz-log-type": "Tail" },
      body: event,
    });
    if (options["quiet"] !== true) hintLog(reply, context);
    assertTaken(reply);
    const state = textOption(options, "state");
    if (isAsync) {
      const logs = withState(`npx portcullis logs ${shellQuoted(functionName)}`, state);
      context.hint(`${functionName} has the event; what it does: ${logs}`);
    } else context.print(reply.body.toString("utf8"));
    assertAnswered(functionName, reply, state);
  },
};

function readEvent(file: string | undefined, { workingFolder }: CommandContext): string | Buffer {
  if (file === undefined) return "{}";
  const path = file === "-" ? 0 : resolve(workingFolder, file);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UserError(`The event cannot be read from ${file}: ${(error as Error).message}.`);
  }
}

async function findFunction(client: CloudClient, word: string): Promise<string> {
  const names = await functionNames(client);
  const meant = namesMeant(names, word);
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const choice = (meant.length === 0 ? names : meant).join(", ");
  const found = meant.length === 0 ? "No function has" : "Several functions have";
  throw new UserError(`${found} ${JSON.stringify(word)} in the name. There are: ${choice || "none"}.`);
}

async function functionNames(client: CloudClient): Promise<string[]> {
  const names: string[] = [];
  let marker: string | undefined;
  do {
    const query = marker === undefined ? "" : `?Marker=${encodeURIComponent(marker)}`;
    const page: {
      readonly Functions: readonly { readonly FunctionName: string }[];
      readonly NextMarker?: string | null;
    } = await client.get("lambda", `/2015-03-31/functions/${query}`);
    names.push(...page.Functions.map(({ FunctionName }) => FunctionName));
    marker = page.NextMarker ?? undefined;
  } while (marker !== undefined);
  return names;
}

/** What was printed is for people: it does not stand between a pipe and the answer. */
function hintLog({ headers }: RawReply, context: CommandContext): void {
  const log = Buffer.from(String(headers["x-amz-log-result"] ?? ""), "base64").toString("utf8");
  for (const line of printableLines(log.replace(/\r?\n$/, ""))) context.hint(line);
}

function assertTaken({ status, body }: RawReply): void {
  if (status < 300) return;
  const text = body.toString("utf8");
  let message = text;
  try {
    const answer = JSON.parse(text) as { readonly Message?: string; readonly message?: string };
    message = answer.Message ?? answer.message ?? text;
  } catch {
    // The text as it is.
  }
  throw new UserError(`Lambda refused it with ${status}: ${message}`);
}

function assertAnswered(functionName: string, { headers }: RawReply, state: string | undefined): void {
  if (headers["x-amz-function-error"] === undefined) return;
  const id = String(headers["x-amzn-requestid"] ?? "");
  throw new UserError(`${functionName} failed.`, withState(`npx portcullis explain ${id}`, state));
}
