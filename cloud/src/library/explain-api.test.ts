import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bearer, EVE, ExplainedCloud } from "./testing/explained-cloud.ts";

let explained: ExplainedCloud;

beforeAll(async () => {
  explained = await ExplainedCloud.open();
});
afterAll(() => explained?.close());

describe("TRACE-4 calls of an API", () => {
  it("no token", async () => {
    expect(await explained.whyOf(() => explained.call("/id"))).toBe(
      "nobody asked for GET /id; it needs a token in Authorization; none came; send one.",
    );
  });

  it("what is no token", async () => {
    const sayOf = (token: string) => explained.whyOf(() => explained.call("/id", bearer(token)));

    expect(await sayOf("a b c")).toContain("what came in Authorization is no JWT: there is a blank in it");
    expect(await sayOf("Bearer a.b.c")).toContain("is no JWT: Bearer stands there twice");
    expect(await sayOf("abc")).toContain("is no JWT: it has 1 of 3 parts");
    expect(await sayOf("a.b.c")).toContain("is no JWT: its parts cannot be read");
  });

  it("a preflight that is guarded itself", async () => {
    expect(await explained.whyOf(() => explained.call("/open/door", { method: "OPTIONS" }))).toBe(
      "nobody asked for OPTIONS /open/door; the preflight itself is guarded, and browsers send no token with one; AddDefaultAuthorizerToCorsPreflight: false.",
    );
  });

  it("a yes that surprises: an open greedy route beside the guarded one", async () => {
    const answer = await explained.call("/open/door", { method: "PATCH" });

    expect(answer.status).toBe(200);
    expect(explained.storyOf(answer.headers.get("x-amzn-requestid") ?? "")).toMatchObject({
      headline: "Passed with 200",
      sentence:
        "nobody asked for PATCH /open/{rest+}; PATCH /open/door was served by PATCH /open/{rest+}, which has no authorizer.",
    });
  });

  it("expired", async () => {
    const { id } = await explained.signIn();
    explained.clock.advanceSeconds(3_700);

    const why = await explained.whyOf(() => explained.call("/id", bearer(id)));

    expect(why).toMatch(
      /^eve@example.com asked for GET \/id; the token ended 10\d s ago; it was made for 60 min; refresh it, or sign in again\.$/,
    );
  });

  it("wrong pool", async () => {
    const { id } = await explained.signIn(EVE, explained.out["OtherClientId"]);

    const why = await explained.whyOf(() => explained.call("/id", bearer(id)));

    expect(why).toContain(
      `the token is of pool ${explained.out["OtherPoolId"]}; this route takes ${explained.out["PoolId"]}`,
    );
  });

  it("a pool that does not exist", async () => {
    const { id } = await explained.signIn();

    const why = await explained.whyOf(() => explained.call("/gone", bearer(id)));

    expect(why).toMatch(
      /the route's authorizer names pool [a-z0-9-]+_GoneAway1, which does not exist here; deploy the stack/,
    );
  });

  it("changed on its way", async () => {
    const [header, , signature] = (await explained.signIn()).id.split(".");
    const claims = {
      iss: `http://localhost/${explained.out["PoolId"]}`,
      sub: "x",
      token_use: "id",
      exp: 9_999_999_999,
    };
    const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;

    expect(await explained.whyOf(() => explained.call("/id", bearer(forged)))).toContain(
      "the token is not genuine: no key of the pool signed it as it is",
    );
  });

  it("ID token where an access token is due, and the other way round", async () => {
    const { access, id } = await explained.signIn();

    expect(await explained.whyOf(() => explained.call("/scoped", bearer(id)))).toContain(
      "the route has scopes, so it takes an access token; this is an ID token",
    );
    expect(await explained.whyOf(() => explained.call("/id", bearer(access)))).toContain(
      "the route has no scopes, so it takes an ID token; this is an access token",
    );
  });

  it("missing scope, and the group that is named like it", async () => {
    const { access } = await explained.signIn();

    const why = await explained.whyOf(() => explained.call("/scoped", bearer(access)));

    expect(why).toContain("eve@example.com asked for GET /scoped; the token lacks Admins-web (has ");
    expect(explained.newestRefusal().next).toBe("npx portcullis user groups eve@example.com --add Admins");
  });

  it("route unknown, whatever the text says; a preflight is told apart", async () => {
    expect(await explained.whyOf(() => explained.call("/ids"))).toContain(
      "nobody asked for GET /ids; the API has no such route",
    );
    expect(explained.newestRefusal().decided).toContain("nearest is GET /id");
    expect(await explained.whyOf(() => explained.call("/id", { method: "OPTIONS" }))).toContain(
      "the API has no Cors",
    );
    expect(await explained.whyOf(() => explained.call("/x", {}, "nothing000"))).toContain(
      "there is no API nothing000 with stage v1",
    );
  });

  it("body invalid: names the model and the fault, never a value", async () => {
    const body = JSON.stringify({ message: 1, other: "private" });

    const why = await explained.whyOf(() =>
      explained.call("/body", { method: "POST", body, headers: { "content-type": "application/json" } }),
    );

    expect(why).toContain("the body breaks model command: message: the value must be of type string");
    expect(JSON.stringify(explained.newestRefusal())).not.toContain("private");
  });

  it("throttled", async () => {
    expect(await explained.whyOf(() => explained.call("/slow"))).toContain(
      "the route takes 0/s, burst 0; this was one more",
    );
  });

  it("resource policy: the statement and the condition", async () => {
    expect(await explained.whyOf(() => explained.call("/x", {}, explained.out["ClosedApiId"]))).toContain(
      "the resource's policy[NotFromHere] denies it because aws:SourceIp is 127.0.0.1",
    );
  });

  it("a function's own call is the headline: no permission, and an explicit deny", async () => {
    const publish = await explained.whyOf(() => explained.call("/publish"));
    const published = explained.newestRefusal();
    const functions = await explained.whyOf(() => explained.call("/functions"));

    const picture = await explained.whyOf(() => explained.call("/picture"));

    expect(picture).toMatch(
      /asked for s3:GetObject on \S+\/a; no statement of its \d policies has the action/,
    );
    expect(publish).toMatch(
      /^role app-Handler\S* asked for iot:Publish on topic\/gate; .*\[OwnTopic] has it for topic\/own only/,
    );
    expect(published).toMatchObject({ status: 502, headline: "Failed with 502: Publish was refused" });
    expect(published.calls[0]?.calls[0]?.operation).toBe("Publish");
    expect(functions).toMatch(
      /asked for lambda:ListFunctions on \*; \S+\[NoLists] denies it; no Allow can undo that/,
    );
  });

  it("an answer that is no proxy response", async () => {
    expect(await explained.whyOf(() => explained.call("/odd"))).toContain(
      "answered what is no proxy response: it is no object",
    );
  });
});
