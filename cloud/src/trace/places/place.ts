import type { TraceEvent } from "../../core/ports/trace.ts";

/** Where the statement or setting stands that decided, or that would let the request pass. */
export interface Place {
  readonly stack: string;
  /** Of the resource as the template has it: a function for the role that SAM makes of it. */
  readonly logicalId: string;
  /** Template from which the cloud deployed the stack, as a path from where the cloud was started. */
  readonly file?: string;
  /** From 1: of the statement or setting when it was found there, else of the resource. */
  readonly line?: number;
  readonly change: Change;
}

/** Something is missing there, or has to be another; or it is as it should be, and the request was not: `see`. */
export type Change = "add to" | "change" | "see";

/** Looks places up when a person looks; what no stack made has none. */
export interface Places {
  of(event: TraceEvent): Place | undefined;
}

/** Loads what reads templates; what it answers makes places for one look. */
export type LoadPlaces = () => Promise<() => Places>;

/** `add to Orders in shop/template.yaml:120`, `see Orders in stack shop` */
export function placeText({ change, logicalId, stack, file, line }: Place): string {
  return `${change} ${logicalId} in ${file === undefined ? `stack ${stack}` : `${file}:${line ?? 1}`}`;
}
