import type { Shape } from "../../../../wire/constraints.ts";
import type { Control } from "./control.ts";

/** One management call, decoded. */
export interface ManagementCall {
  /** Path parameters by the name in the operation's path template; every one is present. */
  readonly path: (name: string) => string;
  readonly query: URLSearchParams;
  readonly input: Readonly<Record<string, unknown>>;
  /** The body as sent, for imports. */
  readonly body: Buffer;
}

/** One operation of the management API: its HTTP binding as data and the code that runs it. */
export interface ManagementOperation {
  /** AWS name, e.g. `CreateResource`. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `/restapis/{restApiId}/resources` */
  readonly path: string;
  /** Value of the query parameter `mode` that tells it from another operation of the same path. */
  readonly mode?: string;
  /** Status of success. */
  readonly status: number;
  /** Members of the body; others are refused by name. `raw` takes any body. */
  readonly body: Shape | "none" | "raw";
  run(control: Control, call: ManagementCall): object | undefined;
}
