import {
  NOTHING_TRIED,
  type Rehearsal,
  type RehearsalFailure,
} from "../../../cloudformation/engine/rehearse.ts";
import type { StackEngine } from "../../../cloudformation/index.ts";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { type Finding, type FindingKind, findingOf } from "../unsupported/finding.ts";
import type { Inspection } from "../unsupported/unsupported-parts.ts";
import { pretendedLayer, standInFor } from "./stand-in.ts";

/** Kinds in whose place something else is tried, so that what depends on it is looked at, too. */
const STOOD_IN_FOR: ReadonlySet<FindingKind> = new Set([
  "attribute",
  "build",
  "event",
  "managed-policy",
  "property",
  "runtime",
]);

export interface RehearsalOptions {
  /** Of a cloud that is thrown away afterwards. */
  readonly engine: Pick<StackEngine, "rehearse">;
  readonly stackName: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly allowsRetired: boolean;
  /** Values of exports by name; those of this stack are added. */
  readonly exports: Map<string, string>;
}

/** Makes every resource of a template once, as far as it is supported. */
export async function rehearseProject(
  { findings, expanded, incomplete }: Inspection,
  options: RehearsalOptions,
): Promise<Rehearsal> {
  // Without its transform, or with functions that are not here, nothing can be said of the rest.
  const isReadable = !findings.some(({ kind }) => UNREADABLE.has(kind));
  if (incomplete === undefined || !isReadable) return NOTHING_TRIED;
  const unsupported = findings.filter(({ kind }) => !STOOD_IN_FOR.has(kind));
  const without = [...unsupported.map(({ logicalId }) => logicalId), ...documentsInS3(expanded)];
  const rehearsal = await options.engine.rehearse({
    stackName: options.stackName,
    template: expanded,
    parameters: options.parameters,
    without: new Set(without),
    standIn: standInFor(findings, options),
    pretended: pretendedLayer,
    exports: options.exports,
  });
  const partly = new Set(findings.flatMap((one) => (isOfPart(one) ? [one.logicalId] : [])));
  const isMistake = ({ logicalId = "", isTried }: RehearsalFailure) => !(isTried && partly.has(logicalId));
  return { ...rehearsal, failures: rehearsal.failures.filter(isOfWhole(incomplete)).filter(isMistake) };
}

/** Below a property: without it the rest may be no whole. */
function isOfPart({ kind, path }: Finding): boolean {
  return kind === "property" && path.length > 4;
}

/** What is refused for the lack of something that the transform has not made is no mistake of its own. */
function isOfWhole(incomplete: ReadonlySet<string>) {
  const made = [...incomplete, "ServerlessRestApi", "ServerlessHttpApi"];
  const isMade = (name: string) => made.some((id) => id !== "" && name.startsWith(id));
  return ({ logicalId, reason }: RehearsalFailure): boolean => {
    if (incomplete.size === 0) return true;
    return logicalId === undefined ? !reason.split(/[^A-Za-z0-9]/).some(isMade) : !isMade(logicalId);
  };
}

const UNREADABLE: ReadonlySet<FindingKind> = new Set([
  "function",
  "left-out",
  "parameter",
  "section",
  "transform",
]);

/** APIs whose document the deployment reads out of S3: a cloud that is thrown away has no objects. */
function documentsInS3({ Resources: given }: ValueMap): string[] {
  return Object.entries(isValueMap(given ?? null) ? (given as ValueMap) : {}).flatMap(
    ([logicalId, resource]) => {
      const properties = isValueMap(resource) ? resource["Properties"] : undefined;
      const isThere =
        isValueMap(properties ?? null) && (properties as ValueMap)["BodyS3Location"] !== undefined;
      return isThere ? [logicalId] : [];
    },
  );
}

/** The findings, and what only the trial told. */
export function withFailures(findings: readonly Finding[], failures: readonly RehearsalFailure[]): Finding[] {
  const told = failures.filter(({ unsupported }) => unsupported);
  return [
    ...findings,
    ...told.map(({ logicalId = "", reason }) =>
      findingOf(logicalId, { kind: "value", what: whatOf(reason) }),
    ),
  ];
}

/** What a refusal says is not supported. */
export function whatOf(reason: string): string {
  return reason.replace(/ is not supported by Portcullis\..*$/s, "").replace(/^The /, "the ");
}
