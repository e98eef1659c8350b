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
      return first.startsWith(BUS) ? busPage(first.slice(BUS.length)) : undefined;
    default:
      return undefined;
  }
}

const BUS = "event-bus/";

function page(area: string, name: string) {
  return name === "" ? undefined : { name, path: `${CONSOLE_PATH}${area}/${pathPart(name)}` };
}

function busPage(name: string) {
  return { name, path: `${CONSOLE_PATH}rules?bus=${encodeURIComponent(name)}` };
}
