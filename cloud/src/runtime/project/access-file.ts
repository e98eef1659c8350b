import { UserError } from "../../core/errors.ts";
import { assertKnownMembers, listOf, objectOf, quoted, stringsOf } from "./members.ts";

/** The member `access` of `portcullis.json`: what a project means to be so. */
export interface AccessFile {
  /** Routes and URLs of functions that are open on purpose: `GET /health`, `URL of Webhook`. */
  readonly public: readonly string[];
  /** Routes that may be called with a good token: nothing changes by it. */
  readonly safe: readonly string[];
  /** App clients whose tokens the APIs take, by id or logical name; undefined where nothing is promised. */
  readonly audience: readonly string[] | undefined;
  /** Whether everybody may make an account. */
  readonly openSignUp: boolean;
  readonly profile: "development" | "production";
  /** What functions decide by themselves, by route: `GET /orders` → `only your own`. Said, never proved. */
  readonly said: Readonly<Record<string, string>>;
}

const MEMBERS = new Set(["public", "safe", "audience", "openSignUp", "profile", "said"]);
const ROUTE = /^(?:[A-Z]+) \/\S*$|^\$default$/;
const FUNCTION_URL = /^URL of \S+$/;

/** @param what names the member in messages. @throws UserError when it has another shape */
export function parseAccess(value: unknown, what: string): AccessFile {
  const members = objectOf(value ?? {}, what);
  assertKnownMembers(members, MEMBERS, `${what}:`);
  const { audience, openSignUp = false, profile = "development" } = members;
  if (typeof openSignUp !== "boolean") throw new UserError(`${what}: "openSignUp" must be true or false.`);
  if (profile !== "development" && profile !== "production") {
    throw new UserError(`${what}: "profile" must be "development" or "production".`);
  }
  return {
    public: routesOf(members["public"], `${what}: "public"`, FUNCTION_URL),
    safe: routesOf(members["safe"], `${what}: "safe"`),
    audience: audience === undefined ? undefined : listOf(audience, `${what}: "audience"`, "app clients"),
    openSignUp,
    profile,
    said: stringsOf(members["said"] ?? {}, `${what}: "said"`),
  };
}

/** @param orElse what may stand there beside routes */
function routesOf(value: unknown, what: string, orElse?: RegExp): readonly string[] {
  const routes = value === undefined ? [] : listOf(value, what, "routes");
  const wrong = routes.find((route) => !ROUTE.test(route) && orElse?.test(route) !== true);
  if (wrong === undefined) return routes;
  throw new UserError(`${what}: ${quoted(wrong)} is no route such as "GET /orders".`);
}
