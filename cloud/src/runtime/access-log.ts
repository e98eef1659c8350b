import { appendFile, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "../core/logger.ts";

/**
 * Access logs of API stages, one file a log group: `<state>/logs/<log group name>.log`.
 * Lines are appended behind the answer; a line that cannot be written is reported, never waited for.
 */
export function createAccessLog(
  stateDir: string,
  logger: Logger,
): (destinationArn: string, line: string) => void {
  const folder = join(stateDir, "logs");
  return (destinationArn, line) => {
    mkdirSync(folder, { recursive: true });
    appendFile(join(folder, `${fileNameOf(destinationArn)}.log`), `${line}\n`, { mode: 0o600 }, (error) => {
      if (error !== null) logger.warn({ err: error, destinationArn }, "An access log line was lost.");
    });
  };
}

/** `arn:…:log-group:/aws/api/x` → `aws-api-x`; nothing of the ARN leaves the folder. */
function fileNameOf(destinationArn: string): string {
  const group = destinationArn.split(":log-group:").at(-1) ?? destinationArn;
  return (
    group
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 200) || "access"
  );
}
