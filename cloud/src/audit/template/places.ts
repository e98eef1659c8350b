import type { DeployedResource, Route } from "../deployment/deployment.ts";
import type { Place } from "../model.ts";
import { changeHere } from "./change-here.ts";
import type { SourceMap } from "./source-map.ts";

/** AUDIT-8: finds what a person wrote for what runs, through the expansion of SAM. */
export interface Places {
  /**
   * @param member path below `Properties`, by the names of the resource that was deployed
   */
  ofResource(resource: DeployedResource, ...member: readonly (string | number)[]): Place;
  ofRoute(route: Route, ...member: readonly string[]): Place;
  /** Logical id of what the person wrote. */
  writtenId(resource: DeployedResource): string;
  writtenIdOfRoute(route: Route): string;
  /** Names of parameters that set this member. */
  parametersOf(resource: DeployedResource, ...member: readonly string[]): readonly string[];
  /** Whether the person wrote a member of this name, for the resource or for all; true where that is not known. */
  mentions(resource: DeployedResource, member: string): boolean;
  /** A change of the resource's properties, by what the person wrote of them. */
  change(resource: DeployedResource, change: string): string;
  /** `Metadata: Portcullis: Accept` of a resource. */
  accepted(stack: string, logicalId: string): unknown;
}

/** @param sources by stack name; a stack without its source is placed at line 1 of its name */
export function createPlaces(sources: ReadonlyMap<string, SourceMap>): Places {
  const writtenId = ({ stack, logicalId }: DeployedResource): string =>
    longestPrefix(sources.get(stack)?.logicalIds ?? [], logicalId) ?? logicalId;
  const eventOf = (route: Route): { readonly id: string; readonly path: readonly string[] } | undefined => {
    const source = sources.get(route.resource.stack);
    return source === undefined ? undefined : findEvent(source, route);
  };
  return {
    writtenId,
    ofResource: (resource, ...member) => {
      const source = sources.get(resource.stack);
      if (source === undefined) return nowhere(resource.stack);
      const id = writtenId(resource);
      const path = ["Resources", id, "Properties", ...member];
      const line = source.lineOf(path);
      const isThere = source.lineOf(["Resources", id]) !== undefined && source.logicalIds.includes(id);
      return isThere && line !== undefined
        ? { file: source.file, line, exact: true }
        : { file: source.file, line: 1, exact: false };
    },
    ofRoute: (route, ...member) => {
      const source = sources.get(route.resource.stack);
      if (source === undefined) return nowhere(route.resource.stack);
      const event = eventOf(route);
      const path = event === undefined ? [] : [...event.path, "Properties", ...member];
      const line = path.length === 0 ? undefined : source.lineOf(path);
      if (line !== undefined) return { file: source.file, line, exact: true };
      const api = longestPrefix(source.logicalIds, route.api.resource.logicalId);
      const apiLine = api === undefined ? undefined : source.lineOf(["Resources", api]);
      return { file: source.file, line: apiLine ?? 1, exact: apiLine !== undefined };
    },
    writtenIdOfRoute: (route) => eventOf(route)?.id ?? writtenId(route.resource),
    parametersOf: (resource, ...member) => {
      const source = sources.get(resource.stack);
      const text = source?.textOf(["Resources", writtenId(resource), "Properties", ...member]) ?? "";
      const parameters = source?.valueOf(["Parameters"]);
      const names = typeof parameters === "object" && parameters !== null ? Object.keys(parameters) : [];
      return names.filter((name) => text.split(/[^A-Za-z0-9]+/).includes(name));
    },
    mentions: (resource, member) => {
      const source = sources.get(resource.stack);
      const own = source?.textOf(["Resources", writtenId(resource)]) ?? "";
      if (source === undefined || own === "") return true;
      return `${own}\n${source.textOf(["Globals"])}`.includes(member);
    },
    change: (resource, change) => {
      const source = sources.get(resource.stack);
      const id = writtenId(resource);
      if (source?.logicalIds.includes(id) !== true) return change;
      const own = changeHere(change, source, ["Resources", id, "Properties"]);
      if (own !== change) return own;
      const section =
        /^AWS::Serverless::(\w+)$/.exec(String(source.valueOf(["Resources", id, "Type"])))?.[1] ?? "";
      const ofAll = changeHere(change, source, ["Globals", section]);
      return ofAll === change ? change : `in Globals, ${section}:\n${ofAll}`;
    },
    accepted: (stack, logicalId) =>
      sources.get(stack)?.valueOf(["Resources", logicalId, "Metadata", "Portcullis", "Accept"]),
  };
}

/** What SAM makes of a resource bears that resource's name and something behind it. */
function longestPrefix(ids: readonly string[], logicalId: string): string | undefined {
  return ids
    .filter((id) => logicalId.startsWith(id))
    .reduce<string | undefined>(
      (best, id) => (best === undefined || id.length > best.length ? id : best),
      undefined,
    );
}

function nowhere(stack: string): Place {
  return { file: `${stack} (template not at hand)`, line: 1, exact: false };
}

/** The event of a function that asks for this route. */
function findEvent(
  source: SourceMap,
  route: Route,
): { readonly id: string; readonly path: readonly string[] } | undefined {
  for (const id of source.logicalIds) {
    const events = source.valueOf(["Resources", id, "Properties", "Events"]);
    if (typeof events !== "object" || events === null) continue;
    for (const [name, event] of Object.entries(events as Record<string, EventSource | null>)) {
      const { Path, Method } = event?.Properties ?? {};
      if (Path === route.path && String(Method).toUpperCase() === route.method.toUpperCase()) {
        return { id, path: ["Resources", id, "Properties", "Events", name] };
      }
    }
  }
  return undefined;
}

interface EventSource {
  readonly Properties?: { readonly Path?: unknown; readonly Method?: unknown };
}
