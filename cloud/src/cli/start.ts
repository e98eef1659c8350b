import { parseArgs } from "node:util";
import { UserError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { nearestName } from "../runtime/project/check/nearest-name.ts";
import type { ImportModule } from "../runtime/project/load-module.ts";
import { endWithReader } from "./closed-pipe.ts";
import { runUp } from "./run-up.ts";

/** Flags of `up`; parsed without the CLI library, which a start does not need to load. */
const FLAGS = {
  host: { type: "string" },
  port: { type: "string" },
  "mqtt-port": { type: "string" },
  "mqtt-tls-port": { type: "string" },
  "app-port": { type: "string" },
  account: { type: "string" },
  region: { type: "string" },
  state: { type: "string" },
  issuer: { type: "string" },
  "public-url": { type: "string" },
  "clock-offset": { type: "string" },
  "log-level": { type: "string" },
  parameter: { type: "string", multiple: true },
  python: { type: "string" },
  java: { type: "string" },
  ruby: { type: "string" },
  "allow-retired-runtimes": { type: "boolean" },
  built: { type: "boolean" },
  "leave-out": { type: "string", multiple: true },
  smtp: { type: "string" },
  "smtp-from": { type: "string" },
  "no-watch": { type: "boolean" },
  "no-app": { type: "boolean" },
} as const;

/** What `npm start` runs: `up` with the folders of this project. */
export async function start(argv: readonly string[], importModule: ImportModule): Promise<void> {
  endWithReader(process);
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
    await runUp(
      positionals,
      {
        ...definedOnly({
          host: values.host,
          port: values.port,
          mqttPort: values["mqtt-port"],
          mqttTlsPort: values["mqtt-tls-port"],
          appPort: values["app-port"],
          account: values.account,
          region: values.region,
          state: values.state,
          issuer: values.issuer,
          publicUrl: values["public-url"],
          clockOffset: values["clock-offset"],
          python: values.python,
          java: values.java,
          ruby: values.ruby,
          smtp: values.smtp,
          smtpFrom: values["smtp-from"],
        }),
        watch: values["no-watch"] !== true,
        app: values["no-app"] !== true,
        allowRetiredRuntimes: values["allow-retired-runtimes"] === true,
        built: values.built === true,
        leaveOut: values["leave-out"] ?? [],
        logLevel: values["log-level"],
        parameters: values.parameter ?? [],
      },
      { environment: process.env, importModule },
    );
    process.exit(0);
  } catch (error) {
    report(error);
    process.exit(1);
  }
}

function definedOnly(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** With the option that was probably meant, as the other commands say it. */
function optionMistake(text: string): string {
  const [sentence = text] = text.split(/(?<=\.) /s, 1);
  const given = /^Unknown option '--([\w-]{1,64})'/.exec(sentence)?.[1];
  const meant = given === undefined ? undefined : nearestName(given, [...Object.keys(FLAGS), "help"]);
  return meant === undefined ? sentence : `${sentence}\n(Did you mean --${meant}?)`;
}

function report(thrown: unknown): void {
  const isOption = (thrown as NodeJS.ErrnoException)?.code?.startsWith("ERR_PARSE_ARGS") === true;
  // Behind its first sentence Node explains how options are told from folders.
  const error = isOption
    ? new UserError(optionMistake((thrown as Error).message), "npm start -- --help")
    : thrown;
  const known = error instanceof UserError;
  const text =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${printable(text)}\n`);
  if (error instanceof UserError && error.nextCommand !== undefined)
    process.stderr.write(`Try: ${printable(error.nextCommand)}\n`);
}
