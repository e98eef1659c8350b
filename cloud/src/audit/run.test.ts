import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { AwsError } from "../core/errors.ts";
import { parseAccess } from "../runtime/project/access-file.ts";
import { type Check, check } from "./check.ts";
import type { UserPool } from "./deployment/deployment.ts";
import { runAudit } from "./run.ts";
import type { AuditTarget } from "./target.ts";
import { resource } from "./testing/fake-deployment.ts";

const POOL: UserPool = {
  id: "eu-west-1_Pool",
  arn: "",
  resource: resource("Pool", "AWS::Cognito::UserPool"),
  settings: { UsernameAttributes: ["email"] },
  clients: [],
  groups: [],
  domain: undefined,
};

/** A user pool that only counts who is in it. */
function targetWith(people: Set<string>, kind: AuditTarget["kind"] = "local", mayDelete = true): AuditTarget {
  return {
    kind,
    title: "a pool",
    region: "eu-west-1",
    accountId: "123456789012",
    credentials: { accessKeyId: "", secretAccessKey: "" },
    stacks: async () => [],
    exports: async () => new Map(),
    cognito: async <Output>(operation: string, { Username = "" }: { Username?: string }) => {
      if (operation === "AdminCreateUser") people.add(Username);
      if (operation === "AdminDeleteUser" && !mayDelete) throw new AwsError("AccessDeniedException", "no");
      if (operation === "AdminDeleteUser") people.delete(Username);
      return {} as Output;
    },
    get: async () => ({}) as never,
    userPoolUrl: "http://127.0.0.1:9",
    restApi: () => "http://127.0.0.1:9",
    authDomain: () => "http://127.0.0.1:9",
    keysUrl: () => "http://127.0.0.1:9",
  };
}

const facts = { title: "t", severity: "high", references: "A1", change: "c" } as const;
const tries = (run: Check["run"], mode: Check["mode"] = "u"): Check =>
  check("tokens", { id: "TOK-01", mode, ...facts }, run);
const audit = (target: AuditTarget, checks: readonly Check[], signal?: AbortSignal) =>
  runAudit({
    target,
    checks,
    declared: parseAccess({}, "access"),
    sources: new Map(),
    baseline: { accepted: [] },
    failOn: "high",
    strict: false,
    clock: { now: () => 1_000 },
    runId: "1a2b",
    tool: "portcullis 0",
    signal,
  });

describe("runAudit", () => {
  test("AUDIT-4 removes whom it made, after a check that is refused as well", async () => {
    const people = new Set<string>();
    const report = await audit(targetWith(people), [
      tries(async (context) => {
        await context.people.make(POOL);
        expect([...people]).toEqual(["portcullis-audit-1a2b-1@example.com"]);
        throw new AwsError("TooManyRequestsException", "slow down");
      }),
    ]);

    expect([...people]).toEqual([]);
    expect(report.people).toEqual({ made: 1, left: [] });
    expect(report.results[0]?.verdict).toBe("not checked");
    expect(report.results[0]?.reasons).toEqual(["TooManyRequestsException: slow down"]);
  });

  test("AUDIT-12 takes away what was sent to its people after it began, and says what it could not", async () => {
    const removed: string[] = [];
    const mail = {
      newest: async () => "41",
      remove: async (address: string, after: string) => {
        removed.push(`${address} after ${after}`);
        if (address.includes("-2@")) throw new AwsError("HTTP 500", "no");
      },
    };
    const report = await audit({ ...targetWith(new Set()), mail }, [
      tries(async (context) => {
        await context.people.make(POOL);
        await context.people.make(POOL);
        context.people.adopt({ ...POOL, settings: {} }, "a-stranger");
      }),
    ]);

    expect(removed).toEqual([
      "portcullis-audit-1a2b-1@example.com after 41",
      "portcullis-audit-1a2b-2@example.com after 41",
      "a-stranger@example.com after 41",
    ]);
    expect(report.people.left).toEqual(["messages to portcullis-audit-1a2b-2@example.com"]);
  });

  test("AUDIT-4 removes whom it made when it is interrupted, and when it is broken itself", async () => {
    const people = new Set<string>();
    const stop = new AbortController();
    const interrupted = audit(
      targetWith(people),
      [
        tries(async (context) => {
          await context.people.make(POOL);
          stop.abort(new Error("Ctrl-C"));
        }),
        tries(() => {
          throw new Error("is not reached");
        }),
      ],
      stop.signal,
    );
    await expect(interrupted).rejects.toThrow("Ctrl-C");
    const broken = audit(targetWith(people), [
      tries(async (context) => {
        await context.people.make(POOL);
        throw new TypeError("a mistake");
      }),
    ]);
    await expect(broken).rejects.toThrow("a mistake");

    expect([...people]).toEqual([]);
  });

  test("AUDIT-4 says whom it could not remove, and fails", async () => {
    const report = await audit(targetWith(new Set(), "local", false), [
      tries(async (context, { held }) => {
        await context.people.make(POOL);
        held();
      }),
    ]);

    expect(report.people.left).toEqual(["portcullis-audit-1a2b-1@example.com in eu-west-1_Pool"]);
    expect(report.exitCode).toBe(3);
  });

  test.each([
    ["local", 1],
    ["aws", 0],
  ] as const)("TRACE-8 a call to the %s target bears a proof: %i", async (kind, proofs) => {
    const headers: string[] = [];
    const server = createServer((request, reply) => {
      headers.push(...request.rawHeaders.map((name) => name.toLowerCase()));
      reply.end();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await audit(targetWith(new Set(), kind), [
      tries(async (context) => {
        await context.send({ method: "GET", origin, path: "/", headers: [] });
      }),
    ]);
    expect(headers.filter((name) => name === "x-portcullis-probe")).toHaveLength(proofs);
    server.close();
  });

  test("AUDIT-5 what is for the local cloud alone is not run on AWS, and not said to hold", async () => {
    const run = tries(() => {
      throw new Error("is not run");
    }, "L");

    const { results, isOnAws } = await audit(targetWith(new Set(), "aws"), [run]);

    expect(results[0]).toMatchObject({ verdict: "not checked", held: 0 });
    expect(isOnAws).toBe(true);
  });
});
