import type { ApiReason } from "../../core/reasons.ts";
import type { EventView, Phrase, Phraser } from "./view.ts";
import { alternatives, argument, duration } from "./words.ts";

/** REST APIs: APIGW-1 to APIGW-15. */
export const API_PHRASES: Readonly<Record<ApiReason, Phraser>> = {
  "stage-unknown": (view) => ({
    decided:
      view.list("near", "stages").length > 0
        ? `API ${view.text("asked", "api")} has no stage ${view.text("asked", "stage")}; it has ${alternatives(view.list("near", "stages"))}`
        : `there is no API ${view.text("asked", "api")} with stage ${view.text("asked", "stage")}`,
    would: "use the address that the stack's outputs name",
    next: "npx portcullis stacks",
  }),
  "route-unknown": (view) => ({
    decided: `the API has no such route${nearestRoute(view)} (this is not about tokens)`,
    would: "correct it, or deploy the API again",
  }),
  "preflight-unknown": () => ({
    decided: "the browser's preflight found no OPTIONS here: the API has no Cors",
    would: "set Cors in the API, or add an OPTIONS route",
  }),
  "route-not-deployed": (view) => ({
    decided: `the API has the route, the deployment that stage ${view.text("by", "stage")} serves has not`,
    would: "deploy the API again",
  }),
  throttled: (view) => ({
    decided: `the route takes ${view.text("by", "rate")}/s, burst ${view.text("by", "burst")}; this was one more`,
    would: "wait a moment, or raise MethodSettings",
  }),
  "account-throttled": (view) => ({
    decided: `all APIs together take ${view.text("by", "rate")}/s, burst ${view.text("by", "burst")}`,
    would: "wait a moment",
  }),
  "headers-too-large": (view) => ({
    decided: `${view.text("had", "bytes")} bytes of headers or address came; ${view.text("asked", "bytes")} are allowed`,
    would: "send less",
  }),
  "body-too-large": (view) => ({
    decided: `the body is larger than ${megabytes(view.number("asked", "bytes"))} MB`,
    would: "upload by a presigned S3 address",
  }),
  "api-token-missing": (view) =>
    view.operation.startsWith("OPTIONS ")
      ? {
          decided: "the preflight itself is guarded, and browsers send no token with one",
          would: "AddDefaultAuthorizerToCorsPreflight: false",
        }
      : {
          decided: `it needs a token in ${view.text("asked", "header")}; none came`,
          would: "send one",
          next: SIGN_IN,
        },
  "api-token-malformed": (view) => ({
    decided: `what came in ${view.text("asked", "header") || "the header"} is no JWT${view.has("had", "form") ? `: ${view.text("had", "form")}` : ""}`,
    would: "send Bearer and the token, once",
    next: SIGN_IN,
  }),
  "api-token-expired": (view) => ({
    decided: `the token ended ${duration(view.number("had", "endedSeconds"))} ago${lived(view)}`,
    would: "refresh it, or sign in again",
    next: signInAgain(view),
  }),
  "api-token-of-other-pool": (view) => ({
    decided: `the token is of pool ${view.text("had", "pool") || "somewhere else"}; this route takes ${alternatives(view.list("asked", "pools"))}`,
    would: "compare the app's settings with the stack's outputs",
    next: "npx portcullis stacks",
  }),
  "api-token-not-genuine": (view) => ({
    decided: `the token is not genuine: ${view.text("had", "fault")}`,
    would: "take a fresh token and leave it as it is",
    next: SIGN_IN,
  }),
  "access-token-needed": (view) => ({
    decided: "the route has scopes, so it takes an access token; this is an ID token",
    would: "send the access token",
    next: `${signInAgain(view)} --raw access`,
  }),
  "id-token-needed": (view) => ({
    decided: "the route has no scopes, so it takes an ID token; this is an access token",
    would: "send the ID token, or add AuthorizationScopes",
    next: `${signInAgain(view)} --raw id`,
  }),
  "scope-missing": scopeMissing,
  "audience-mismatch": (view) => ({
    decided: `aud is ${view.text("had", "audience") || "not in the token (access tokens have none)"}, wanted is ${view.text("asked", "expression")}`,
    would: "change IdentityValidationExpression",
  }),
  "authorizer-misconfigured": (view) => ({
    decided: `the route's authorizer (${view.text("by", "type")}) is not there or makes no sense`,
    would: "correct it in the template",
  }),
  "authorizer-pool-absent": (view) => ({
    decided: `the route's authorizer names pool ${view.list("asked", "pools").join(", ")}, which does not exist here`,
    would: "deploy the stack of the pool first, or correct the ARN in the template",
    next: "npx portcullis stacks",
  }),
  "route-wants-signature": () => ({
    decided: "the route wants an AWS signature; the call has none (a token does not help here)",
    would: "sign it for execute-api",
  }),
  "parameters-missing": (view) => ({
    decided: `${alternatives(view.list("asked", "parameters"))} must be given`,
    would: "add it",
  }),
  "body-invalid": (view) => ({
    decided: `the body breaks model ${view.text("by", "model")}: ${view.text("had", "fault")}`,
    would: "send what the model describes",
  }),
  "media-type-unsupported": (view) => ({
    decided: `the integration has no template for ${view.text("had", "type")}`,
    would: "send application/json",
  }),
  "integration-misconfigured": () => ({
    decided: "the route's integration is missing or makes no sense",
    would: "correct it in the template",
  }),
  "mock-without-response": (view) => ({
    decided: `the mock has no answer for status ${view.text("had", "status") || "unknown"}`,
    would: "add an integration response",
  }),
  "served-by-open-greedy-route": (view) => ({
    decided: `${view.text("asked", "path")} was served by ${view.text("by", "route")}, which has no authorizer`,
  }),
};

function scopeMissing(view: EventView): Phrase {
  const wanted = view.list("asked", "scopes");
  const has = view.list("had", "scopes").join(" ");
  const group = view.people.groups().find((name) => wanted.some((scope) => isNamedAfter(scope, name)));
  const decided = `the token lacks ${alternatives(wanted)} (has ${has === "" ? "no scope" : has})`;
  return group === undefined || isMachine(view)
    ? { decided, would: "ask for it at sign-in, or let a trigger add it" }
    : {
        decided,
        would: `group ${group} may bring it, then a new token`,
        next: `npx portcullis user groups ${argument(personOf(view), "e-mail")} --add ${argument(group)}`,
      };
}

/** For a token of somebody whom the refused one does not name, or names without proof. */
const SIGN_IN = "npx portcullis token <e-mail>";

function signInAgain(view: EventView): string {
  return isMachine(view)
    ? `npx portcullis token --client ${argument(view.who)} --client-credentials`
    : `npx portcullis token ${argument(personOf(view), "e-mail")}`;
}

/** Roles and what nobody signed are no people of a pool. */
function personOf({ who, event }: EventView): string {
  return who === "nobody" || event.who?.startsWith("arn:") === true ? "" : who;
}

/** A token by `client_credentials` names its app client alone. */
function isMachine(view: EventView): boolean {
  return view.has("had", "client") && view.who === view.text("had", "client");
}

/** `Editors`, `Editors-web`, `Editors/read`: only a hint, a trigger decides. */
function isNamedAfter(scope: string, group: string): boolean {
  return scope.startsWith(group) && !/[A-Za-z0-9]/.test(scope.charAt(group.length));
}

function lived(view: EventView): string {
  return view.has("had", "lifeSeconds")
    ? `; it was made for ${duration(view.number("had", "lifeSeconds"))}`
    : "";
}

function nearestRoute(view: EventView): string {
  return view.has("near", "route") ? `, nearest is ${view.text("near", "route")}` : "";
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 1_048_576) * 10) / 10;
}
