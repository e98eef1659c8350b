import { createHash } from "node:crypto";
import type { LogFile, LogFiles } from "../core/ports/log-files.ts";

/** Takes a line of the access log of an API stage behind the answer; nobody waits for it. */
export type AccessLog = (destinationArn: string, line: string) => void;

const FILE_LIMIT_BYTES = 16_777_216;
/** Between two writes to one file: a busy stage has its lines written together. */
const PAUSE_MS = 50;

/** Access logs of API stages, one file a log group: `<state>/logs/<log group name>.log`. */
export function createAccessLog(logs: LogFiles, limitBytes = FILE_LIMIT_BYTES): AccessLog {
  const files = new Map<string, LogFile>();
  return (destinationArn, line) => {
    let file = files.get(destinationArn);
    if (file === undefined) {
      const group = groupOf(destinationArn);
      file = logs.open({
        path: fileNameOf(group),
        group,
        stream: createHash("md5").update(group).digest("hex"),
        limitBytes,
        pauseMs: PAUSE_MS,
        keepsLineEnds: false,
      });
      files.set(destinationArn, file);
    }
    file.write(`${line}\n`);
  };
}

/** Longest name of a log group; the ARN comes from a call. */
const MAX_GROUP = 512;

function groupOf(destinationArn: string): string {
  const group = destinationArn.split(":log-group:").at(-1) ?? destinationArn;
  return group.replace(/:\*$/, "").slice(0, MAX_GROUP);
}

/** `/aws/api/x` → `aws-api-x`; nothing of the name leaves the folder. */
function fileNameOf(group: string): string {
  return (
    group
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 200) || "access"
  );
}
