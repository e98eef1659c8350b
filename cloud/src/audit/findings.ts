import { createHash } from "node:crypto";
import type { FoundParts } from "./check.ts";
import { titleOf } from "./http/route-request.ts";
import type { CheckFacts, Finding, Place } from "./model.ts";
import type { Places } from "./template/places.ts";

/** A finding in full: with its place in the template, its change and its fingerprint. */
export function findingOf(check: CheckFacts, parts: FoundParts, places: Places): Finding {
  const { route, resource } = parts;
  const logicalId = route === undefined ? places.writtenId(resource) : places.writtenIdOfRoute(route);
  const title = route === undefined ? "" : titleOf(route);
  const member = (parts.member ?? []).map(String);
  const parameters = member.length === 0 ? [] : places.parametersOf(resource, ...member);
  const proposed = parts.change ?? changeFor(resource, check.change, places);
  // A route's change is one of its event, or of the function behind it.
  const change = route === undefined ? places.change(resource, proposed) : proposed;
  return {
    check: check.id,
    title: check.title,
    severity: parts.severity ?? check.severity,
    confidence: parts.confidence,
    resource: { stack: resource.stack, logicalId, physicalId: resource.physicalId, type: resource.type },
    route: title,
    what: parts.what,
    evidence: parts.evidence ?? [],
    change:
      parameters.length === 0 || change.includes("--parameter: ")
        ? change
        : `${change}\n(set by the ${parameters.length === 1 ? "parameter" : "parameters"} ${parameters.join(", ")})`,
    place: placeOf(parts, places),
    references: check.references,
    fingerprint: fingerprintOf(check.id, `${resource.stack}/${logicalId}`, title),
  };
}

/** What a line would take away has to be there: often it is what AWS takes where nothing is written. */
function changeFor(resource: FoundParts["resource"], change: string, places: Places): string {
  const isThere = (line: string): boolean => {
    const member = /^- {1,9}(\w{1,99}):/.exec(line)?.[1];
    return member === undefined || places.mentions(resource, member);
  };
  const lines = change.split("\n").filter(isThere);
  return lines.length === 0 ? change : lines.join("\n");
}

function placeOf({ route, event, member, resource }: FoundParts, places: Places): Place {
  if (route !== undefined && (member === undefined || member.length === 0))
    return places.ofRoute(route, ...(event ?? []));
  return places.ofResource(resource, ...(member ?? []));
}

/** Without lines and ids of a run: it stays when a template grows, and from one deployment to another. */
function fingerprintOf(check: string, logicalName: string, route: string): string {
  return createHash("sha256")
    .update(JSON.stringify([check, logicalName, route]))
    .digest("hex");
}
