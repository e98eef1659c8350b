import { UserError } from "../core/errors.ts";
import { type CloudFlags, readSettings } from "../runtime/settings.ts";
import { up } from "../runtime/up.ts";
import { createLogger } from "./logger.ts";
import { terminalReporter } from "./up-terminal.ts";

export interface UpFlags extends CloudFlags {
  readonly watch: boolean;
  readonly logLevel: string | undefined;
  /** `Key=Value` */
  readonly parameters: readonly string[];
}

/** `portcullis up`: runs until Ctrl-C or SIGTERM. */
export async function runUp(
  folders: readonly string[],
  flags: UpFlags,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const workingFolder = process.cwd();
  const running = await up({
    settings: readSettings(flags, environment, workingFolder),
    workingFolder,
    folders,
    parameters: parametersOf(flags.parameters),
    watch: flags.watch,
    logger: createLogger(flags.logLevel ?? environment["PORTCULLIS_LOG"] ?? "warn", process.stderr),
    reporter: terminalReporter(process.stdout),
  });
  await new Promise<void>((resolve) => {
    let stopping = false;
    const stop = (): void => {
      // A second Ctrl-C does not wait for anything: whatever was acknowledged is on disk.
      if (stopping) process.exit(130);
      stopping = true;
      running.stop().then(resolve, resolve);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}

function parametersOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const match = /^([A-Za-z0-9]+)=(.*)$/s.exec(text);
      if (match?.[1] === undefined || match[2] === undefined) {
        throw new UserError(`--parameter must be Key=Value, not ${JSON.stringify(text)}.`);
      }
      return [match[1], match[2]];
    }),
  );
}
