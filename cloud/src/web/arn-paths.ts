import { parseArn } from "../core/arns.ts";
import { withQuery } from "./parts/paging.tsx";
import { CONSOLE_PATH, pathPart } from "./paths.ts";

export interface ArnPage {
  /** What kind of thing it is, e.g. `queue`. */
  readonly noun: string;
  /** What it is called on pages. */
  readonly name: string;
  readonly path: string;
  /** Where it may be as well: what the ARN says fits two names. */
  readonly otherPath?: string;
}

/** What an ARN is called on pages, and where its page is; undefined for what has none. */
export function arnPage(arn: string): ArnPage | undefined {
  const parsed = parseArn(arn);
  return parsed === undefined ? undefined : PAGES.get(parsed.service)?.(parsed.resource, arn);
}

type PageOf = (resource: string, arn: string) => ArnPage | undefined;

/** By the service that stands in the ARN. */
const PAGES: ReadonlyMap<string, PageOf> = new Map<string, PageOf>([
  ["lambda", (resource) => page("function", "functions", part(resource, "function:", ":"))],
  ["sqs", (resource) => page("queue", "queues", resource)],
  ["sns", (resource) => page("topic", "topics", part(resource, "", ":"))],
  ["events", (resource) => busPage(after(resource, "event-bus/")) ?? rulePage(after(resource, "rule/"))],
  ["scheduler", (resource) => schedulePage(after(resource, "schedule/"))],
  ["dynamodb", (resource) => page("table", "tables", part(resource, "table/", "/"))],
  ["s3", storagePage],
  ["cognito-idp", (resource) => page("user pool", "people", after(resource, "userpool/"))],
  ["ssm", (resource) => parameterPage(after(resource, "parameter/"))],
  ["secretsmanager", (resource, arn) => secretPage(after(resource, "secret:"), arn)],
  ["execute-api", (resource) => page("API", "apis", part(resource, "", "/"))],
  ["apigateway", (resource) => page("API", "apis", part(resource, "/restapis/", "/"))],
  ["iam", (resource) => rolePage(after(resource, "role/"))],
  ["sts", (resource) => page("role", "roles", part(resource, "assumed-role/", "/"))],
  ["kms", keyPage],
  ["logs", (resource) => groupPage(part(resource, "log-group:", ":"))],
  ["cloudformation", (resource) => page("stack", "stacks", part(resource, "stack/", "/"))],
]);

/** What follows the beginning; empty where it begins otherwise. */
function after(resource: string, beginning: string): string {
  return resource.startsWith(beginning) ? resource.slice(beginning.length) : "";
}

/** What follows the beginning, up to the next separator. */
function part(resource: string, beginning: string, separator: string): string {
  return after(resource, beginning).split(separator)[0] ?? "";
}

function page(noun: string, area: string, name: string): ArnPage | undefined {
  return name === "" ? undefined : { noun, name, path: `${CONSOLE_PATH}${area}/${pathPart(name)}` };
}

function busPage(name: string): ArnPage | undefined {
  if (name === "") return undefined;
  return { noun: "event bus", name, path: `${CONSOLE_PATH}rules?bus=${encodeURIComponent(name)}` };
}

/** Rules of the default bus are named without it; names of buses have slashes. */
function rulePage(resource: string): ArnPage | undefined {
  const parts = resource.split("/");
  const name = parts.at(-1) ?? "";
  const bus = parts.slice(0, -1).join("/");
  return pageWithQuery("rule", "rules/rule", { bus, name });
}

function schedulePage(resource: string): ArnPage | undefined {
  const [group = "", name = ""] = resource.split("/");
  return pageWithQuery("schedule", "schedules/schedule", { group: group === "default" ? "" : group, name });
}

/** An object, or a bucket: also of a pattern for its objects. */
function storagePage(resource: string): ArnPage | undefined {
  const [bucket = ""] = resource.split("/");
  const key = resource.slice(bucket.length + 1);
  const found = page("bucket", "storage", bucket);
  if (found === undefined || key === "" || /[*?]/.test(key)) return found;
  return { noun: "object", name: key, path: `${found.path}/object?${new URLSearchParams({ object: key })}` };
}

/** The slash before a name is not in its ARN, unless others follow it: `a` and `/a` have the same one. */
function parameterPage(name: string): ArnPage | undefined {
  if (name.includes("/")) return pageWithQuery("parameter", "parameters/parameter", { name: `/${name}` });
  const found = pageWithQuery("parameter", "parameters/parameter", { name });
  const other = pageWithQuery("parameter", "parameters/parameter", { name: `/${name}` });
  return found === undefined || other === undefined ? undefined : { ...found, otherPath: other.path };
}

/** The whole ARN finds it: what follows the name cannot be told from a name. */
function secretPage(name: string, arn: string): ArnPage | undefined {
  if (name === "") return undefined;
  const path = withQuery(`${CONSOLE_PATH}secrets/secret`, { name: arn });
  return { noun: "secret", name: name.replace(/-\w{6}$/, ""), path };
}

/** A path stands before the name. */
function rolePage(resource: string): ArnPage | undefined {
  return page("role", "roles", resource.split("/").at(-1) ?? "");
}

/** By its id, or by an alias. */
function keyPage(resource: string): ArnPage | undefined {
  const id = resource.startsWith("alias/") ? resource : after(resource, "key/");
  if (id === "" || id === "alias/") return undefined;
  return { noun: "key", name: id, path: withQuery(`${CONSOLE_PATH}keys/key`, { id }) };
}

function groupPage(name: string): ArnPage | undefined {
  return pageWithQuery("log group", "logs/group", { name });
}

function pageWithQuery(
  noun: string,
  place: string,
  query: { readonly name: string } & Readonly<Record<string, string>>,
): ArnPage | undefined {
  return query.name === ""
    ? undefined
    : { noun, name: query.name, path: withQuery(`${CONSOLE_PATH}${place}`, query) };
}
