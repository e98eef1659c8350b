import type { UserPoolClient } from "../../domain/clients/client.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash } from "../../domain/sign-in/client-context.ts";
import type { ClientContext } from "../../domain/sign-in/parts/sign-in.ts";
import { invalidParameter, missingParameter } from "../../shared/errors.ts";
import { describeStep, describeTokens } from "./auth-outcome.ts";

type Parameters = Readonly<Record<string, string>>;

interface FlowCall {
  readonly clientContext: ClientContext;
  readonly parameters: Parameters;
}

interface AuthFlow {
  /** The ExplicitAuthFlows entries that open the flow; any one of them does. */
  readonly openedBy: readonly string[];
  readonly whenClosed: string;
  run(dependencies: AuthDependencies, call: FlowCall): Promise<Record<string, unknown>>;
}

const SRP: AuthFlow = {
  openedBy: ["ALLOW_USER_SRP_AUTH"],
  whenClosed: "USER_SRP_AUTH is not enabled for the client.",
  run: async ({ signIn, ...dependencies }, { clientContext, parameters }) => {
    const login = required(parameters, "USERNAME");
    const srpA = required(parameters, "SRP_A");
    assertSecretHash(clientContext.client, [login], parameters["SECRET_HASH"]);
    return describeStep(dependencies, clientContext, await signIn.startSrp(clientContext, login, srpA));
  },
};

const withPassword: AuthFlow["run"] = async ({ signIn, ...dependencies }, { clientContext, parameters }) => {
  const login = required(parameters, "USERNAME");
  const password = required(parameters, "PASSWORD");
  assertSecretHash(clientContext.client, [login], parameters["SECRET_HASH"]);
  const step = await signIn.withPassword(clientContext, login, password);
  // ClientMetadata of this call reaches no trigger after pre-authentication.
  return describeStep(dependencies, { pool: clientContext.pool, client: clientContext.client }, step);
};

const REFRESH: AuthFlow = {
  openedBy: ["ALLOW_REFRESH_TOKEN_AUTH"],
  whenClosed: "REFRESH_TOKEN_AUTH is not enabled for the client.",
  run: async ({ tokens }, { clientContext, parameters }) => {
    const { client } = clientContext;
    const refreshToken = required(parameters, "REFRESH_TOKEN");
    if (client.refreshTokenRotation?.feature === "ENABLED") {
      throw invalidParameter("REFRESH_TOKEN_AUTH is not supported for clients with refresh token rotation.");
    }
    // The hash is made over the stored user name, which in e-mail pools is the sub.
    const owner = client.secret === undefined ? undefined : tokens.usernameOf(client, refreshToken);
    const hash = parameters["SECRET_HASH"];
    const isForeign = client.secret !== undefined && owner === undefined && hash !== undefined;
    if (!isForeign) assertSecretHash(client, owner === undefined ? [] : [owner], hash);
    const issued = await tokens.refresh(client, refreshToken);
    return { AuthenticationResult: describeTokens(issued), ChallengeParameters: {} };
  },
};

const ADMIN_PASSWORD: AuthFlow = {
  openedBy: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  whenClosed: "Auth flow not enabled for this client",
  run: withPassword,
};

const CUSTOM: AuthFlow = {
  openedBy: ["ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY"],
  whenClosed: "CUSTOM_AUTH is not enabled for the client.",
  run: async ({ signIn, ...dependencies }, { clientContext, parameters }) => {
    const login = required(parameters, "USERNAME");
    const first = parameters["CHALLENGE_NAME"] ?? "CUSTOM_CHALLENGE";
    if (first !== "CUSTOM_CHALLENGE" && first !== "SRP_A") {
      throw invalidParameter(
        `CHALLENGE_NAME of CUSTOM_AUTH must be SRP_A or CUSTOM_CHALLENGE, not ${first}.`,
      );
    }
    const srpA = first === "SRP_A" ? required(parameters, "SRP_A") : undefined;
    assertSecretHash(clientContext.client, [login], parameters["SECRET_HASH"]);
    const step = await signIn.startCustom(clientContext, login, srpA);
    // ClientMetadata of this call reaches no trigger after pre-authentication.
    return describeStep(dependencies, { pool: clientContext.pool, client: clientContext.client }, step);
  },
};

/** What a client may prefer; of those that a user does not have, none is refused. */
const FIRST_CHALLENGES: ReadonlySet<string> = new Set([
  "PASSWORD",
  "PASSWORD_SRP",
  "EMAIL_OTP",
  "SMS_OTP",
  "WEB_AUTHN",
]);

const CHOICE: AuthFlow = {
  openedBy: ["ALLOW_USER_AUTH"],
  whenClosed: "USER_AUTH is not enabled for the client.",
  run: async ({ signIn, ...dependencies }, { clientContext, parameters }) => {
    const login = required(parameters, "USERNAME");
    const preferred = parameters["PREFERRED_CHALLENGE"];
    if (preferred !== undefined && !FIRST_CHALLENGES.has(preferred)) {
      throw invalidParameter(`Invalid PREFERRED_CHALLENGE: ${preferred}.`);
    }
    assertSecretHash(clientContext.client, [login], parameters["SECRET_HASH"]);
    const { PASSWORD: password, SRP_A: srpA } = parameters;
    const step = await signIn.startChoice(clientContext, { login, preferred, password, srpA });
    // ClientMetadata of this call reaches no trigger after pre-authentication.
    return describeStep(dependencies, { pool: clientContext.pool, client: clientContext.client }, step);
  },
};

const SHARED: readonly [string, AuthFlow][] = [
  ["USER_SRP_AUTH", SRP],
  ["REFRESH_TOKEN_AUTH", REFRESH],
  ["REFRESH_TOKEN", REFRESH],
  ["CUSTOM_AUTH", CUSTOM],
  ["USER_AUTH", CHOICE],
];

const PUBLIC_FLOWS: ReadonlyMap<string, AuthFlow> = new Map([
  ...SHARED,
  [
    "USER_PASSWORD_AUTH",
    {
      openedBy: ["ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"],
      whenClosed: "USER_PASSWORD_AUTH flow not enabled for this client",
      run: withPassword,
    },
  ],
]);

const ADMIN_FLOWS: ReadonlyMap<string, AuthFlow> = new Map([
  ...SHARED,
  ["ADMIN_USER_PASSWORD_AUTH", ADMIN_PASSWORD],
  ["ADMIN_NO_SRP_AUTH", ADMIN_PASSWORD],
]);

/** COG-FLW-1: a client signs in by the flows it was given, through the operation they belong to. */
export async function runAuthFlow(
  dependencies: AuthDependencies,
  call: FlowCall & { readonly flow: string; readonly admin: boolean },
): Promise<Record<string, unknown>> {
  const flow = (call.admin ? ADMIN_FLOWS : PUBLIC_FLOWS).get(call.flow);
  if (flow === undefined) throw invalidParameter("Initiate Auth method not supported");
  const open = effectiveFlows(call.clientContext.client);
  if (!flow.openedBy.some((name) => open.has(name))) {
    throw invalidParameter(flow.whenClosed).because({
      rule: "COG-FLW-1",
      reason: "flow-not-enabled",
      asked: { flow: call.flow },
      had: { client: call.clientContext.client.id },
      by: { flows: [...open] },
    });
  }
  return flow.run(dependencies, call);
}

const BY_DEFAULT = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

/** Old names narrow nothing but what they say: SRP and refresh stay open beside them. */
function effectiveFlows({ explicitAuthFlows }: UserPoolClient): ReadonlySet<string> {
  if (explicitAuthFlows === undefined || explicitAuthFlows.length === 0) return new Set(BY_DEFAULT);
  if (explicitAuthFlows.every((name) => name.startsWith("ALLOW_"))) return new Set(explicitAuthFlows);
  if (explicitAuthFlows.includes("CUSTOM_AUTH_FLOW_ONLY")) {
    return new Set(["CUSTOM_AUTH_FLOW_ONLY", "ALLOW_REFRESH_TOKEN_AUTH"]);
  }
  return new Set([...explicitAuthFlows, ...BY_DEFAULT]);
}

export function required(parameters: Parameters, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}
