import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askedActions, resourceArns } from "../../testing/action-keys.ts";
import { type ExampleCall, exampleCalls } from "../../testing/calls.ts";
import { type Reply, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { makeWorld, ROLE_ARN, type World } from "../../testing/world.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string;
  readonly Resource: string;
}

let policy: readonly Statement[] = [];
const rolePolicies = () => [{ Version: "2012-10-17", Statement: policy }];
const allow = (Action: string, Resource: string): Statement => ({ Effect: "Allow", Action, Resource });

/** Refusals change nothing: one world serves them all. */
let shared: OpenS3;
let world: World;
let calls: readonly ExampleCall[] = [];
beforeAll(async () => {
  shared = openS3({ rolePolicies });
  world = await makeWorld(shared.service);
  calls = exampleCalls(world);
});
afterAll(() => shared.close());

// The calls name ids of a world; the titles need none.
const titles = exampleCalls({ versionId: "v".repeat(32), uploadId: "u" }).map(
  ({ operation, call, headers = {} }, index) =>
    [`${operation}: ${call} ${Object.keys(headers).join(" ")}`.trim(), index] as const,
);
const exampleAt = (index: number): ExampleCall => {
  const found = calls[index];
  if (found === undefined) throw new Error(`no example ${index}`);
  return found;
};

const asRole = (call: ExampleCall, granted: readonly Statement[], open = shared): Promise<Reply> => {
  policy = granted;
  return send(open.service, call, { as: "role" });
};

/** HEAD has no document: its status is all there is. */
function expectRefused(call: ExampleCall, reply: Reply, sentence: string): void {
  expect(reply.status).toBe(403);
  if (!call.call.startsWith("HEAD")) expect([reply.code, reply.message]).toEqual(["AccessDenied", sentence]);
}

const denial = (action: string, arn: string, why: string): string =>
  `User: arn:aws:sts::123456789012:assumed-role/reader/session is not authorized to perform: ${action} on resource: "${arn}" ${why}`;
const nothingAllows = (action: string, arn: string): string =>
  denial(action, arn, `because no identity-based policy allows the ${action} action`);

/** `arn:…` of a resource type with its variables as the ARNs that fit it. */
function resourcePattern(pattern: string): RegExp {
  const parts = pattern.replace(/\$\{(\w+)\}/g, (_, name: string) =>
    name === "ObjectName" ? ".+" : "[^/*]+",
  );
  return new RegExp(`^${parts}$`);
}

describe("every operation", () => {
  test("S3-3 stands in the table", () => {
    const unsigned = new Set(["OptionsObject"]);
    const served = shared.service.http.operations.map(({ name }) => name);

    expect(new Set(calls.map(({ operation }) => operation).concat("DeleteObjects"))).toEqual(
      new Set(served.filter((name) => !unsigned.has(name))),
    );
    expect(
      shared.service.http.operations.filter(({ auth }) => auth === "public").map(({ name }) => name),
    ).toEqual(["OptionsObject", "OptionsObject"]);
  });

  test("S3-3 every action that stands in the code is asked by a call of the table", () => {
    const asked = new Set(calls.flatMap(({ asks }) => asks.map(({ action }) => action)));

    // DeleteObjects has tests of its own; s3:ListBucket for a missing key too.
    expect([...askedActions()].filter((action) => !asked.has(action))).toEqual([]);
  });

  test("S3-3 every action has the kind of resource that the reference gives it", async () => {
    for (const { asks } of calls) {
      for (const { action, arn } of asks) {
        const patterns = await resourceArns(action);
        const known = patterns.map(resourcePattern);
        const fits = patterns.length === 0 ? arn === "arn:aws:s3:::*" : known.some((each) => each.test(arn));
        expect({ action, arn, fits }).toEqual({ action, arn, fits: true });
      }
    }
  });
});

describe.each(titles)("%s", (_title, index) => {
  test("S3-3 is refused for a role without policies", async () => {
    const call = exampleAt(index);
    const [first] = call.asks;

    const reply = await asRole(call, []);

    expectRefused(call, reply, nothingAllows(first?.action ?? "", first?.arn ?? ""));
  });

  test("S3-1 is refused for strangers, without a reason", async () => {
    const call = exampleAt(index);

    const reply = await send(shared.service, call, { as: "anonymous" });

    expectRefused(call, reply, "Access Denied");
  });

  test("S3-3 is refused on another ARN", async () => {
    const call = exampleAt(index);
    const [first] = call.asks;

    const reply = await asRole(
      call,
      call.asks.map(({ action, arn }) => allow(action, `${arn.replace("*", "x")}-other`)),
    );

    expectRefused(call, reply, nothingAllows(first?.action ?? "", first?.arn ?? ""));
  });

  test("S3-16 S3-17 S3-3 is refused when one of its actions is missing, or denied", async () => {
    const call = exampleAt(index);
    for (const left of call.asks) {
      const others = call.asks.filter((each) => each !== left).map(({ action, arn }) => allow(action, arn));

      const missing = await asRole(call, others);
      const denied = await asRole(call, [
        allow("*", "*"),
        { Effect: "Deny", Action: left.action, Resource: left.arn },
      ]);

      expectRefused(call, missing, nothingAllows(left.action, left.arn));
      expectRefused(
        call,
        denied,
        denial(left.action, left.arn, "with an explicit deny in an identity-based policy"),
      );
    }
  });

  test("S3-3 is served with exactly its actions on exactly its ARNs", async () => {
    const open = openS3({ rolePolicies });
    const call = exampleCalls(await makeWorld(open.service))[index] as ExampleCall;
    open.questions.length = 0;

    const reply = await asRole(
      call,
      call.asks.map(({ action, arn }) => allow(action, arn)),
      open,
    );

    expect([reply.status, reply.text].slice(0, reply.status === call.status ? 1 : 2)).toEqual([call.status]);
    expect(open.questions.map(({ action, resource }) => [action, resource])).toEqual(
      call.asks.map(({ action, arn }) => [action, arn]),
    );
    await open.close();
  });

  test("S3-3 is served when the bucket's policy lets the role in", async () => {
    const open = openS3({ rolePolicies });
    const call = exampleCalls(await makeWorld(open.service))[index] as ExampleCall;
    const buckets = new Set(call.asks.map(({ arn }) => arn.replace("arn:aws:s3:::", "").split("/")[0] ?? ""));
    const policies = [...buckets].filter((bucket) => ["own", "source", "empty"].includes(bucket));
    for (const bucket of policies) {
      const Statement = call.asks
        .filter(({ arn }) => arn.startsWith(`arn:aws:s3:::${bucket}`))
        .map(({ action, arn }) => ({ ...allow(action, arn), Principal: { AWS: ROLE_ARN } }));
      await send(open.service, {
        call: `PUT /${bucket}?policy`,
        body: JSON.stringify({ Version: "2012-10-17", Statement }),
      });
    }

    const reply = await asRole(call, [], open);

    // Where no bucket is there yet, no policy can let in.
    expect(reply.status).toBe(policies.length === 0 ? 403 : call.status);
    await open.close();
  });
});

describe("DeleteObjects", () => {
  const list = (versionId?: string): ExampleCall => ({
    operation: "DeleteObjects",
    call: "POST /own?delete",
    body: `<Delete><Object><Key>a</Key></Object><Object><Key>k</Key>${versionId === undefined ? "" : `<VersionId>${versionId}</VersionId>`}</Object></Delete>`,
    asks: [],
    status: 200,
  });
  const errors = ({ text }: Reply) =>
    [...text.matchAll(/<Error><Key>(\w+)<.*?<Code>(\w+)</g)].map(([, ...found]) => found);

  test("S3-8 answers for each entry", async () => {
    const all = await asRole(list(), []);
    const one = await asRole(list(), [allow("s3:DeleteObject", "arn:aws:s3:::own/a")]);
    const stranger = await send(shared.service, list(), { as: "anonymous" });

    expect([all.status, errors(all)]).toEqual([
      200,
      [
        ["a", "AccessDenied"],
        ["k", "AccessDenied"],
      ],
    ]);
    expect(all.message).toBe(nothingAllows("s3:DeleteObject", "arn:aws:s3:::own/a"));
    expect(errors(one)).toEqual([["k", "AccessDenied"]]);
    expect([stranger.message, errors(stranger).length]).toEqual(["Access Denied", 2]);
  });

  test("S3-16 needs the action on versions for an entry that names one", async () => {
    const call = list(world.versionId);
    const latest = await asRole(call, [allow("s3:DeleteObject", "arn:aws:s3:::own/*")]);
    const version = await asRole(call, [allow("s3:DeleteObjectVersion", "arn:aws:s3:::own/k")]);

    expect(errors(latest)).toEqual([["k", "AccessDenied"]]);
    expect(latest.message).toBe(nothingAllows("s3:DeleteObjectVersion", "arn:aws:s3:::own/k"));
    expect(errors(version)).toEqual([["a", "AccessDenied"]]);
  });
});

describe("S3-4 a missing key", () => {
  test.each([
    ["GET /own/none", "s3:GetObject", "own/none", {}],
    ["GET /own/none?tagging", "s3:GetObjectTagging", "own/none", {}],
    ["DELETE /own/none?tagging", "s3:DeleteObjectTagging", "own/none", {}],
    ["PUT /own/copy", "s3:*Object", "*", { "x-amz-copy-source": "/own/none" }],
  ])("%s is told to who may list", async (call, action, path, headers) => {
    const draft = { operation: "", call, headers, asks: [], status: 404 };
    const granted = allow(action, `arn:aws:s3:::${path}`);

    const hidden = await asRole(draft, [granted]);
    const told = await asRole(draft, [granted, allow("s3:ListBucket", "arn:aws:s3:::own")]);

    expect([hidden.status, hidden.message]).toEqual([
      403,
      nothingAllows("s3:ListBucket", "arn:aws:s3:::own"),
    ]);
    expect([told.status, told.code]).toEqual([404, "NoSuchKey"]);
  });
});
