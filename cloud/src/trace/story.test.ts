import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_PEOPLE } from "../core/ports/people.ts";
import { sharedAsText } from "./share.ts";
import { shortId, shortIdsOf } from "./short-ids.ts";
import { tellStories } from "./story.ts";
import { aDenial, aLog, anEvent } from "./testing/events.ts";

describe("stories", () => {
  it("TRACE-6 joins a request with what it caused; the last no gives the headline", () => {
    const { log, causes } = aLog();
    log.record(anEvent({ request: "api" }));
    causes.set("ASIA", "run");
    log.record(
      anEvent({
        request: "s3",
        key: "ASIA",
        service: "s3",
        operation: "GetObject",
        step: "authorize",
        verdict: "deny",
        who: "arn:aws:sts::1:assumed-role/Reader/fn",
        why: {
          rule: "IAM-3",
          reason: "no-allow",
          asked: { action: "s3:GetObject", resource: "arn:aws:s3:::photos/a" },
          by: { kind: "identity", policies: [] },
        },
        wire: { status: 403, code: "AccessDenied", message: "Access Denied" },
      }),
    );
    log.record(
      anEvent({ request: "run", parent: "api", service: "lambda", operation: "fn", verdict: "error" }),
    );
    log.record(
      anEvent({
        request: "api",
        step: "integrate",
        verdict: "error",
        why: {
          reason: "function-threw",
          had: { type: "AccessDenied", message: "x" },
          by: { function: "fn" },
        },
        wire: { status: 502, code: "InternalServerErrorException", message: "Internal server error" },
      }),
    );

    const { all, find } = tellStories(log.events(), NO_PEOPLE);

    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      request: "api",
      status: 502,
      headline: "Failed with 502: GetObject was refused",
      sentence:
        "role Reader asked for s3:GetObject on photos/a; it has no policy at all; allow s3:GetObject on photos/a.",
    });
    expect(all[0]?.calls[0]?.calls[0]?.request).toBe("s3");
    expect(find("s3").map(({ request }) => request)).toEqual(["api"]);
    expect(find("nothing")).toEqual([]);
  });

  it("a cause that made room, or that points to itself, hides nothing", () => {
    const { log } = aLog();
    log.record(anEvent({ request: "a", parent: "gone" }));
    log.record(anEvent({ request: "b", parent: "b" }));

    expect(tellStories(log.events(), NO_PEOPLE).all.map(({ request }) => request)).toEqual(["b", "a"]);
  });

  it("an id is found as S3 shows it", () => {
    const { log } = aLog();
    log.record(anEvent({ request: "54ff332a-86cf-4bfc-8000-000000000000" }));

    const { find } = tellStories(log.events(), NO_PEOPLE);

    expect(find("54FF332A86CF4BFC")).toHaveLength(1);
    expect(find("54ff332a-86c")).toHaveLength(1);
  });

  it("short ids of many at once are those that each has among the others", () => {
    const hex = fc.stringMatching(/^[0-9a-f]{1,10}$/).map((end) => `1a2b${end}`.slice(0, 9));
    fc.assert(
      fc.property(fc.uniqueArray(hex, { minLength: 1, maxLength: 40 }), (ids) => {
        const short = shortIdsOf(ids);
        for (const id of ids) expect(short(id)).toBe(shortId(id, ids));
      }),
    );
    expect(shortIdsOf(["1a2bffff"])("1a2b3333")).toBe("1a2b3");
  });

  it("short ids grow until they are the only ones", () => {
    expect(shortId("1a2b3c4d-0000", ["1a2b3c4d-0000", "ffff0000-0000"])).toBe("1a2b");
    expect(shortId("1a2b3c4d-0000", ["1a2bffff-0000"])).toBe("1a2b3");
    expect(shortId("1a2b3c4d-0000", ["1a2b3c4d-ffff"])).toBe("1a2b3c4d-0000");
  });
});

describe("TRACE-5 what may be shared", () => {
  it("a concealed cause stays hidden, addresses are masked, control characters cannot write on the screen", () => {
    const { log } = aLog();
    log.record(
      aDenial({
        operation: "GET /\u001b[2Jx",
        who: "eve@example.com",
        why: { reason: "password-wrong", concealed: true, had: { username: "eve@example.com", attempt: 2 } },
        wire: { status: 400, code: "NotAuthorizedException", message: "Incorrect username or password." },
      }),
    );

    const [story] = tellStories(log.events(), NO_PEOPLE).all;
    const text = story === undefined ? "" : sharedAsText(story);

    expect(story?.sentence).toContain("the password of eve@example.com was wrong (try 2)");
    expect(text).toContain("NotAuthorizedException: Incorrect username or password.");
    expect(text).toContain("more is known on the machine where it happened");
    expect(text).not.toMatch(/eve|wrong|try 2/);
    expect(text).not.toContain("\u001b");
  });

  it("an open cause is told, with mail addresses masked", () => {
    const { log } = aLog();
    log.record(aDenial({ who: "eve@example.com" }));

    const [story] = tellStories(log.events(), NO_PEOPLE).all;

    expect(story === undefined ? "" : sharedAsText(story)).toContain(
      "e***@e*** asked for GET /x; it needs a token",
    );
  });
});
