import { createHash } from "node:crypto";
import type { DocumentEdits } from "../edits/document-edits.ts";
import type { DeploymentDigest, TransformOrder } from "../edits/transform-order.ts";
import { DocumentReplay } from "./document-replay.ts";
import { dumped } from "./dump.ts";
import { printed, printedCopy } from "./print.ts";
import { tableAfter } from "./steps.ts";

const replays = new WeakMap<DocumentEdits, DocumentReplay>();

function replayOf(edits: DocumentEdits): DocumentReplay {
  const known = replays.get(edits);
  if (known !== undefined) return known;
  const replay = new DocumentReplay(edits);
  replays.set(edits, replay);
  return replay;
}

/** In templates with a REST API the real transform walks all maps as Python 2.7 does. */
export const PYTHON_ORDER: TransformOrder = {
  keysAfter: (steps) => tableAfter(steps).keys(),
  keysIn: (edits, map) => replayOf(edits).keys(map),
};

/** The SHA-1 of what Python 2.7 prints of a document: a part of the logical id of its deployment. */
export const deploymentDigest: DeploymentDigest = ({
  document,
  edits,
  openApiVersion,
  domain,
  functionNames,
}) => {
  const names = functionNames.map(printedCopy).join("");
  const replay = replayOf(edits);
  const hashed = [
    printed(document, (map) => replay.keys(map)),
    ...(openApiVersion === undefined ? [] : [openApiVersion]),
    ...(domain === undefined || Object.keys(domain).length === 0 ? [] : [dumped(domain)]),
    ...(functionNames.length === 0 ? [] : [names]),
  ];
  return createHash("sha1").update(hashed.join("||")).digest("hex");
};
