/**
 * Tools of this cloud, and what they ask: `portcullis access --prove` and `portcullis audit` try who is let
 * in, a deployment asks whether a package is there. Those are refused on purpose; commands, which are what a
 * start asks of its own stacks and the packages that it brings, too, are not.
 */
export type Probe = Provoked | "command";
export type Provoked = "access" | "audit" | "deployment";

/** Refused on purpose, if at all: told apart from what somebody asked. */
export function isProvoked(probe: Probe | undefined): probe is Provoked {
  return probe !== undefined && probe !== "command";
}

/** Which requests that are being answered are probes: summaries of refusals count them apart [TRACE-8]. */
export interface Probes {
  begin(request: string, probe: Probe): void;
  end(request: string): void;
  of(request: string): Probe | undefined;
}
