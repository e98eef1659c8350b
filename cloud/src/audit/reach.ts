import { onOneLine } from "../core/printable.ts";
import { shellQuoted, withState } from "../core/shown-commands.ts";
import type { AuditReport, Finding } from "./model.ts";

/** How the commands of a report reach what was attacked. */
export interface Reach {
  readonly state: string | undefined;
  /** The stacks, where they are on AWS. */
  readonly onAws: readonly string[] | undefined;
}

/** @param state `--state` as it was given: the commands that are named have it too */
export function reachOf({ isOnAws, stacks }: AuditReport, state: string | undefined): Reach {
  return { state, onAws: isOnAws === true ? stacks : undefined };
}

/** What makes the same attempts again. */
export function againCommand({ check, route }: Finding, { onAws, state }: Reach): string {
  const target = onAws === undefined ? [] : ["--aws", ...onAws.map((name) => `--stack ${shellQuoted(name)}`)];
  const command = withState(["npx portcullis audit", ...target, `--only ${check}`].join(" "), state);
  // A route may have what ends a command for `withState`: it comes behind.
  return route === "" ? command : `${command} --route ${shellQuoted(route)}`;
}

/** What tells why a request was answered so; of one that AWS answered there is no trace. */
export function explainCommand(trace: string | undefined, { onAws, state }: Reach): string | undefined {
  if (trace === undefined || onAws !== undefined) return undefined;
  return `${withState("npx portcullis explain", state)} ${onOneLine(trace)}`;
}
