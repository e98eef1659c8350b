/** Structured log of the cloud itself. Never receives secrets, tokens or codes. */
export interface Logger {
  /** False or left out: debug lines are dropped, so nothing need be made for them. */
  readonly isDebug?: boolean;
  /** The same of info lines. */
  readonly isInfo?: boolean;
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
