import type { Value } from "../../core/ports/resource-provider.ts";
import type { ValueMap } from "../template/value.ts";
import type { DocumentEdits } from "./document-edits.ts";
import type { KeyStep } from "./key-steps.ts";

/**
 * The order in which AWS's transform walks maps. Lists that it writes and the order of its errors
 * depend on it.
 */
export interface TransformOrder {
  keysAfter(steps: readonly KeyStep[]): readonly string[];
  /** The keys of a map of a document after all edits so far. */
  keysIn(edits: DocumentEdits, map: ValueMap): readonly string[];
}

/** What a deployment of a REST API shows. */
export interface DeploymentContent {
  /** The document, or where it is stored. */
  readonly document: ValueMap;
  readonly edits: DocumentEdits;
  readonly openApiVersion: string | undefined;
  /** What is said of its custom domain. */
  readonly domain: ValueMap | undefined;
  /** Given names of the functions behind the API, once for every route. */
  readonly functionNames: readonly Value[];
}

/** 40 hex digits that change with the content. */
export type DeploymentDigest = (content: DeploymentContent) => string;

/** The order of writing: that of the transform where no REST API is in the template. */
export const WRITTEN_ORDER: TransformOrder = {
  keysAfter: writtenKeys,
  keysIn: (_edits, map) => Object.keys(map),
};

function writtenKeys(steps: readonly KeyStep[]): string[] {
  const names = new Set<string>();
  for (const step of steps) {
    if (step.kind === "remove") for (const name of step.names) names.delete(name);
    else for (const name of addedBy(step)) names.add(name);
  }
  return [...names];
}

function addedBy(step: KeyStep): readonly string[] {
  if (step.kind === "walk") return writtenKeys(step.steps);
  return step.kind === "copy" ? [] : step.names;
}
