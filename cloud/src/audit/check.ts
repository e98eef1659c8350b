import type { AuditContext } from "./context.ts";
import type { DeployedResource, Route } from "./deployment/deployment.ts";
import type { CheckFacts, Confidence, Evidence, Severity } from "./model.ts";

/** What a check says of something that does not hold. */
export interface FoundParts {
  readonly confidence: Confidence;
  readonly resource: DeployedResource;
  readonly route?: Route | undefined;
  /** Path of the property that says so, by the names of the deployed resource. */
  readonly member?: readonly (string | number)[];
  /** Path below `Properties` of the event of a route. */
  readonly event?: readonly string[];
  readonly what: string;
  readonly evidence?: readonly Evidence[];
  /** More exact than the catalogue's. */
  readonly change?: string;
  /** Where it is less, or more, than the catalogue says. */
  readonly severity?: Severity;
}

/** Where a check puts what it sees. */
export interface CheckReport {
  /** One attempt was held. */
  held(evidence?: Evidence): void;
  found(finding: FoundParts): void;
  /** Something could not be tried: never counted as held. */
  notChecked(reason: string): void;
  note(text: string): void;
}

/** An entry of the catalogue: what it is, and what it does. Throwing counts as not checked. */
export interface Check extends CheckFacts {
  run(context: AuditContext, report: CheckReport): void | Promise<void>;
}

type Columns = Omit<CheckFacts, "group" | "references"> & { readonly references: string };

/** A row of the catalogue; references are separated by blanks, as in the table. */
export function check(
  group: CheckFacts["group"],
  { references, ...facts }: Columns,
  run: Check["run"],
): Check {
  return { ...facts, group, references: references.split(" "), run };
}
