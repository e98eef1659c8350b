/**
 * Which request is behind the calls made with an access key: an execution environment of a function
 * has a key of its own and runs one invocation at a time. Nothing that a client sends is read for it
 * [TRACE-6].
 */
export interface Causes {
  /** Calls signed with the key are caused by `request` from now on; undefined: by none. */
  set(accessKeyId: string, request: string | undefined, above?: string): void;
  of(accessKeyId: string): string | undefined;
  /** What caused the request that is behind the key: `above`. */
  above(accessKeyId: string): string | undefined;
}

/** Stands for the console as the cause of what it asks of the cloud [CON-5]. */
export const CONSOLE_CAUSE = "console";
