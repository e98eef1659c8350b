import type { Facts } from "../../../../../core/why.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

const MOST_ROUTES = 500;

/** The route of the stage that has most in common with the call, for the trace. */
export function nearestRoute({ stage, method, pathInStage }: ApiInvocation): Facts {
  let best: { readonly route: string; readonly score: number } | undefined;
  for (const { path, methods } of stage.api.resources.slice(0, MOST_ROUTES)) {
    for (const name of Object.keys(methods)) {
      const score = likeness(path, pathInStage) * 2 + (name === method ? 1 : 0);
      if (score > (best?.score ?? 1)) best = { route: `${name} ${path}`, score };
    }
  }
  return best === undefined ? {} : { route: best.route };
}

/** Segments in common, the last one almost right counts half; fewer for paths of another length. */
function likeness(routePath: string, path: string): number {
  const wanted = routePath.split("/").filter(Boolean);
  const sent = path
    .split("/")
    .filter(Boolean)
    .slice(0, wanted.length + 1);
  let common = 0;
  for (const [index, part] of wanted.entries()) {
    const other = sent[index] ?? "";
    if (part === other || part.startsWith("{")) common += 1;
    else if (other !== "" && isAlmost(part.toLowerCase(), other.toLowerCase())) common += 0.5;
    else break;
  }
  return common - Math.abs(wanted.length - sent.length) / 2;
}

/** The same beginning and about the same length: `orders` and `order`. */
function isAlmost(a: string, b: string): boolean {
  const start = Math.ceil(Math.min(a.length, b.length) * 0.75);
  return Math.abs(a.length - b.length) <= 2 && a.slice(0, start) === b.slice(0, start);
}
