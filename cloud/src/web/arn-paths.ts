import { withQuery } from "./parts/paging.tsx";
import { CONSOLE_PATH, pathPart } from "./paths.ts";

/** What an ARN is called on pages, and where its page is; undefined for what has none. */
export function arnPage(arn: string): { readonly name: string; readonly path: string } | undefined {
  const [, , service = "", , , ...rest] = arn.split(":");
  const [first = "", second = ""] = rest;
  switch (service) {
    case "lambda":
      return first === "function" ? page("functions", second) : undefined;
    case "sqs":
      return page("queues", first);
    case "sns":
      return page("topics", first);
    case "events":
      return first.startsWith(BUS) ? busPage(first.slice(BUS.length)) : rulePage(first);
    case "scheduler":
      return schedulePage(first);
    default:
      return undefined;
  }
}

const BUS = "event-bus/";
const RULE = "rule/";
const SCHEDULE = "schedule/";

function page(area: string, name: string) {
  return name === "" ? undefined : { name, path: `${CONSOLE_PATH}${area}/${pathPart(name)}` };
}

function busPage(name: string) {
  return { name, path: `${CONSOLE_PATH}rules?bus=${encodeURIComponent(name)}` };
}

/** Rules of the default bus are named without it; names of buses have slashes. */
function rulePage(resource: string) {
  if (!resource.startsWith(RULE)) return undefined;
  const parts = resource.slice(RULE.length).split("/");
  const name = parts.at(-1) ?? "";
  const bus = parts.slice(0, -1).join("/");
  return pageWithQuery("rules/rule", { bus, name });
}

function schedulePage(resource: string) {
  if (!resource.startsWith(SCHEDULE)) return undefined;
  const [group = "", name = ""] = resource.slice(SCHEDULE.length).split("/");
  return pageWithQuery("schedules/schedule", { group: group === "default" ? "" : group, name });
}

function pageWithQuery(place: string, query: { readonly name: string } & Readonly<Record<string, string>>) {
  return query.name === ""
    ? undefined
    : { name: query.name, path: withQuery(`${CONSOLE_PATH}${place}`, query) };
}
