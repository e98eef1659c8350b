import { Readable } from "node:stream";
import { createEndpoints } from "../../../core/endpoints.ts";
import { AwsError } from "../../../core/errors.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { AuthorizationRequest } from "../../../core/ports/authorization.ts";
import type { FunctionInvocation, InvocationOutcome } from "../../../core/ports/function-invoker.ts";
import type { TokenVerdict } from "../../../core/ports/token-verifier.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import type { Why } from "../../../core/why.ts";
import { isSigned } from "../../../wire/authentication.ts";
import type { HttpRequest } from "../../../wire/http.ts";
import type { ExecuteContext } from "../rest/execute/invocation/context.ts";

export const SCOPE = { accountId: "123456789012", region: "eu-west-1" };
export const POOL_ARN = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI";
export const FUNCTION_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:hello";
export const FUNCTION_URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

/** Everything around the gateway, recorded and settable. */
export interface Fakes {
  readonly context: ExecuteContext;
  readonly clock: ManualClock;
  /** Every invocation of a function: empty proves that none ran. */
  readonly invocations: FunctionInvocation[];
  readonly decisions: AuthorizationRequest[];
  readonly logLines: { readonly destination: string; readonly line: string }[];
  readonly verifications: string[];
  outcome: InvocationOutcome;
  readonly tokens: Map<string, TokenVerdict>;
  allowed: boolean;
  /** Why the service may not act in a role, by its ARN; undefined for one that trusts it. */
  readonly trust: Map<string, Why | undefined>;
}

export function createFakes(): Fakes {
  const clock = new ManualClock();
  const fakes: Omit<Fakes, "context"> = {
    clock,
    invocations: [],
    decisions: [],
    logLines: [],
    verifications: [],
    outcome: succeeded({ statusCode: 200, body: "{}" }),
    tokens: new Map(),
    allowed: true,
    trust: new Map(),
  };
  const context: ExecuteContext = {
    scope: SCOPE,
    clock,
    randomness: systemRandomness,
    endpoints: createEndpoints({ port: 4566, region: SCOPE.region, issuerStyle: "local" }),
    logger: silentLogger,
    functionInvoker: {
      invoke: async (invocation) => {
        fakes.invocations.push(invocation);
        return fakes.outcome;
      },
    },
    roleAssumer: {
      whyNot: (roleArn) =>
        fakes.trust.has(roleArn)
          ? fakes.trust.get(roleArn)
          : { reason: "role-missing", had: { role: roleArn } },
    },
    roles: {
      roleOf: (arn) =>
        fakes.trust.has(arn) ? { name: arn.split("/").at(-1) ?? "", id: "AROAEXAMPLE", arn } : undefined,
    },
    tokenVerifier: {
      verify: (token, accepted) => {
        fakes.verifications.push(token);
        if (!("userPoolArns" in accepted && accepted.userPoolArns.includes(POOL_ARN)))
          return { kind: "invalid", reason: "other pool" };
        return fakes.tokens.get(token) ?? { kind: "invalid", reason: "unknown" };
      },
    },
    authentication: { authenticate: ({ request }) => authenticate(request) },
    authorization: {
      decide: (request) => {
        fakes.decisions.push(request);
        const message = `User: x is not authorized to perform: ${request.action} on resource: ${request.resource}`;
        return { allowed: fakes.allowed, message: fakes.allowed ? "" : message, explanation: "" };
      },
    },
    accessLog: (destination, line) => void fakes.logLines.push({ destination, line }),
  };
  return Object.assign(fakes, { context });
}

/** A function that answered `value`. */
export function succeeded(value: unknown): InvocationOutcome {
  return { kind: "success", payload: Buffer.from(JSON.stringify(value)) };
}

const BAD_SIGNATURE =
  "The request signature we calculated does not match the signature you provided. InvocationCheck your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/** Takes `Signature=good` for a right signature. */
function authenticate(request: HttpRequest) {
  if (!isSigned(request)) {
    throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
  }
  if (request.headers["authorization"]?.includes("Signature=good") !== true) {
    throw new AwsError("InvalidSignatureException", BAD_SIGNATURE, 403);
  }
  return {
    caller: {
      kind: "administrator",
      arn: "arn:aws:iam::123456789012:user/administrator",
      accountId: SCOPE.accountId,
      accessKeyId: "AKIAEXAMPLEEXAMPLE00",
      userId: "AIDAEXAMPLE",
    },
    signature: "",
    scope: "",
    date: "",
    signingKey: Buffer.alloc(0),
  } as const;
}

export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** In the client's casing; a list repeats the header. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  readonly sourceIp?: string;
}

/** A request as the HTTP adapter makes it. */
export function requestOf(parts: RequestParts): HttpRequest {
  const body = parts.body === undefined ? undefined : Buffer.from(parts.body);
  const rawHeaders: string[] = [];
  for (const [name, values] of Object.entries(parts.headers ?? {})) {
    for (const value of typeof values === "string" ? [values] : values) rawHeaders.push(name, value);
  }
  if (body !== undefined && !rawHeaders.some((it) => /^(content-length|transfer-encoding)$/i.test(it))) {
    rawHeaders.push("Content-Length", String(body.length));
  }
  return {
    method: parts.method ?? "GET",
    path: parts.path ?? "/v1/",
    query: parts.query ?? "",
    headers: joined(rawHeaders),
    rawHeaders,
    stream: Readable.from(body === undefined ? [] : [body]),
    sourceIp: parts.sourceIp ?? "127.0.0.1",
    requestId: "11111111-2222-4333-8444-555555555555",
  };
}

function joined(rawHeaders: readonly string[]): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    const value = rawHeaders[index + 1] ?? "";
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}
