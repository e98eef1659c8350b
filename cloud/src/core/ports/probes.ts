/**
 * Tools of this cloud that are refused on purpose: `portcullis access --prove` and `portcullis audit` try
 * who is let in, and a deployment asks whether a package is there already.
 */
export type Probe = "access" | "audit" | "deployment";

/** Which requests that are being answered are probes: summaries of refusals count them apart [TRACE-8]. */
export interface Probes {
  begin(request: string, probe: Probe): void;
  end(request: string): void;
  of(request: string): Probe | undefined;
}
