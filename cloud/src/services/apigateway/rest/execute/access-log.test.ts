import { describe, expect, test } from "vitest";
import { api, method, serve } from "../../testing/stage.ts";

const FORMAT =
  '{"id":"$context.requestId","ip":"$context.identity.sourceIp","agent":"$context.identity.userAgent","path":"$context.path","status":$context.status,"length":$context.responseLength,"error":$context.error.messageString,"none":"$context.nothing"}';

function served() {
  const accessLogSettings = { destinationArn: "arn:log", format: FORMAT };
  return serve(api({ "/x": [method("GET")] }), { accessLogSettings });
}

describe("access log", () => {
  test("APIGW-14 one line a call, refused ones too; what a client sends cannot break it", async () => {
    const stage = served();
    const headers = { "User-Agent": 'a","status":200,"x":"\n\u2028' };

    await stage.call({ path: '/v1/"none"', headers });

    const lines = stage.fakes.logLines.map(({ line }) => line);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain("\n");
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      id: "11111111-2222-4333-8444-555555555555",
      ip: "127.0.0.1",
      agent: headers["User-Agent"],
      path: '/v1/"none"',
      status: 403,
      length: 42,
      error: "Missing Authentication Token",
      none: "-",
    });
  });

  test("APIGW-14 a stage without settings writes none", async () => {
    const stage = serve(api({ "/x": [method("GET")] }));

    await stage.call({ path: "/v1/x" });

    expect(stage.fakes.logLines).toEqual([]);
  });
});
