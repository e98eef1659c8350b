import type { Logger } from "../core/logger.ts";
import { withMaskedMail } from "./mail.ts";
import { explain } from "./sentences/index.ts";
import type { TraceLog } from "./trace-log.ts";

/** `--log-level debug` prints every event; mail addresses are masked there. */
export function logEvents(log: TraceLog, logger: Logger): void {
  log.listen((event) => {
    const isPlain = event.verdict === "allow" && event.why === undefined;
    const text = isPlain ? `${event.service} ${event.step}: allow` : explain(event).sentence;
    logger.debug(JSON.parse(withMaskedMail(JSON.stringify({ trace: event }))), withMaskedMail(text));
  });
}
