import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import type { Reply, StageCall, Weakness } from "./stand-in.ts";

/** What the function of an authorizer says of a token: the ARN pattern it allows, or nothing. */
export type AuthorizerFunction = (token: string) => Promise<string | undefined>;

type Claims = Readonly<Record<string, unknown>>;
const partOf = (token: string, index: number): Claims =>
  JSON.parse(Buffer.from(token.split(".")[index] ?? "", "base64url").toString("utf8")) as Claims;

/** Believes what it reads. */
export const DECODES: AuthorizerFunction = async (token) => {
  const { sub, exp } = partOf(token, 1);
  return sub !== undefined && Number(exp) * 1000 > Date.now() ? "*" : undefined;
};

export interface Verification {
  /** Address of the cloud whose pool it trusts. */
  readonly cloud: string;
  readonly pool: string;
  readonly looksAtExp: boolean;
}

/** An access token of the pool, under its keys; and, where asked, that it has not ended. */
export function verifies({ cloud, pool, looksAtExp }: Verification): AuthorizerFunction {
  return async (token) => {
    const { alg, kid } = partOf(token, 0);
    const { iss, exp, token_use: use } = partOf(token, 1);
    if (!String(iss).endsWith(`/${pool}`) || use !== "access") return undefined;
    const { keys } = (await (await fetch(`${cloud}/${pool}/.well-known/jwks.json`)).json()) as {
      readonly keys: readonly (JsonWebKey & { readonly kid: string })[];
    };
    const key = keys.find((one) => one.kid === kid);
    if (alg !== "RS256" || key === undefined) return undefined;
    const [header = "", payload = "", signature = ""] = token.split(".");
    const signed = Buffer.from(`${header}.${payload}`);
    const isGood = verify(
      "sha256",
      signed,
      createPublicKey({ key, format: "jwk" }),
      Buffer.from(signature, "base64url"),
    );
    if (!isGood || Buffer.from(signature, "base64url").toString("base64url") !== signature) return undefined;
    return looksAtExp && Number(exp) * 1000 <= Date.now() ? undefined : "*";
  };
}

const FUNCTION_SAYS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};
const refusal = (status: number, type: string, text: string): Reply => ({
  status,
  headers: { "x-amzn-errortype": type, "content-type": "application/json" },
  body: JSON.stringify({ message: text }),
});

export interface LambdaAuthorizer {
  readonly asks: AuthorizerFunction;
  readonly ttlSeconds: number;
}

/** A REST API whose guarded routes ask a Lambda authorizer, and keep its answer by `Authorization`. */
export function lambdaAuthorizer({ asks, ttlSeconds }: LambdaAuthorizer): Weakness {
  const kept = new Map<string, Promise<string | undefined>>();
  return {
    told: (path, answer) => {
      if (path.includes("/authorizers")) {
        return {
          item: {
            id: "asks01",
            name: "Asks",
            type: "REQUEST",
            identitySource: "method.request.header.Authorization",
            authorizerResultTtlInSeconds: ttlSeconds,
          },
        };
      }
      return path.includes("/resources") ? withMethods(answer, asked) : answer;
    },
    answers: async ({ path, headers: { authorization: token } }: StageCall) => {
      if (!GUARDED.has(path)) return undefined;
      if (token === undefined) return refusal(401, "UnauthorizedException", "Unauthorized");
      const says = (ttlSeconds > 0 ? kept.get(token) : undefined) ?? asks(token).catch(() => undefined);
      kept.set(token, says);
      if ((await says) === undefined) return refusal(401, "UnauthorizedException", "Unauthorized");
      return { status: 200, headers: FUNCTION_SAYS, body: "{}" };
    },
  };
}

/** Routes of the template that have an authorizer. */
const GUARDED: ReadonlySet<string> = new Set(["/orders", "/bills"]);

type Method = { readonly authorizationType: string };
type Resources = { readonly item: readonly { readonly resourceMethods?: Record<string, Method> }[] };

function asked(method: Method): object {
  if (method.authorizationType !== "COGNITO_USER_POOLS") return method;
  return { ...method, authorizationType: "CUSTOM", authorizerId: "asks01" };
}

/** What management tells of resources, with other methods. */
function withMethods(answer: Resources, change: (method: Method) => object): unknown {
  return {
    ...answer,
    item: answer.item.map(({ resourceMethods, ...item }) =>
      resourceMethods === undefined
        ? item
        : {
            ...item,
            resourceMethods: Object.fromEntries(
              Object.entries(resourceMethods).map(([name, method]) => [name, change(method)]),
            ),
          },
    ),
  };
}

/** A key of the API in place of its authorizer. */
export const API_KEY_ALONE: Weakness = {
  told: (path, answer) =>
    path.includes("/resources")
      ? withMethods(answer, (method) =>
          method.authorizationType === "COGNITO_USER_POOLS"
            ? { ...method, authorizationType: "NONE", authorizerId: undefined, apiKeyRequired: true }
            : method,
        )
      : answer,
  answers: ({ path, headers }) => {
    if (!GUARDED.has(path)) return undefined;
    if (headers["x-api-key"] !== "of-the-plan") return refusal(403, "ForbiddenException", "Forbidden");
    return { status: 200, headers: FUNCTION_SAYS, body: "{}" };
  },
};

/** A stage that keeps answers of GET by their path. The gateway behind it still refuses whom it refuses. */
export const CACHED_BY_PATH: Weakness = {
  told: (path, answer: { readonly item: readonly object[] | object }) => {
    if (!path.endsWith("/stages")) return answer;
    const settings = {
      "*/*": {
        cachingEnabled: true,
        cacheTtlInSeconds: 300,
        throttlingRateLimit: 5,
        throttlingBurstLimit: 50,
      },
    };
    return {
      item: [answer.item]
        .flat()
        .map((stage) => ({ ...stage, cacheClusterEnabled: true, methodSettings: settings })),
    };
  },
};
