import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ListeningService } from "../../wire/testing/listen.ts";
import { create } from "./testing/functions.ts";
import { serveLambda, type TestLambda, zipOf } from "./testing/service.ts";
import { giveUrl, listenForUrls, openToAll } from "./testing/urls.ts";

let lambda: TestLambda;
let server: ListeningService;
beforeAll(async () => {
  lambda = await serveLambda();
  server = await listenForUrls(lambda);
});
afterAll(async () => {
  await server.close();
  await lambda.close();
});

const SOURCE = "exports.handler = async () => ({ statusCode: 200, headers: { 'X-Ran': 'yes' } });";
const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

describe("LAM-24 calls of pages of other origins", () => {
  const ORIGIN = "https://app.example";
  let path = "";
  let plain = "";
  beforeAll(async () => {
    await create(lambda, "shared", { Code: { ZipFile: zipOf({ "index.js": SOURCE }) } });
    path = await giveUrl(lambda, "shared", {
      Cors: {
        AllowOrigins: [ORIGIN],
        AllowMethods: ["GET", "PUT"],
        AllowHeaders: ["x-own"],
        ExposeHeaders: ["x-ran"],
        MaxAge: 60,
        AllowCredentials: true,
      },
    });
    await openToAll(lambda, "shared");
    await create(lambda, "unshared");
    plain = await giveUrl(lambda, "unshared", { Cors: { AllowOrigins: ["*"] } });
  });
  const from = (origin: string) => ({ origin, "access-control-request-method": "PUT" });
  const granted = (reply: Response) =>
    Object.fromEntries([...reply.headers].filter(([name]) => name.startsWith("access-control-")));

  test("a preflight is answered without the function, also where nobody may call it", async () => {
    const reply = await call(path, { method: "OPTIONS", headers: from(ORIGIN) });
    expect([reply.status, reply.headers.get("x-ran"), granted(reply)]).toEqual([
      200,
      null,
      {
        "access-control-allow-credentials": "true",
        "access-control-allow-headers": "x-own",
        "access-control-allow-methods": "GET,PUT",
        "access-control-allow-origin": ORIGIN,
        "access-control-max-age": "60",
      },
    ]);
    const closed = await call(plain, { method: "OPTIONS", headers: from("https://any.example") });
    expect([closed.status, granted(closed)]).toEqual([200, { "access-control-allow-origin": "*" }]);
    expect((await call(plain, { headers: { origin: "https://any.example" } })).status).toBe(403);
  });

  test("an origin that is not named gets no permission, on a preflight and on a call", async () => {
    const preflight = await call(path, { method: "OPTIONS", headers: from("https://other.example") });
    const reply = await call(path, { headers: { origin: "https://other.example" } });
    expect([granted(preflight), granted(reply)]).toEqual([{}, {}]);
  });

  test("a call of a named origin gets what it may read", async () => {
    const reply = await call(path, { headers: { origin: ORIGIN } });
    expect(granted(reply)).toEqual({
      "access-control-allow-credentials": "true",
      "access-control-allow-origin": ORIGIN,
      "access-control-expose-headers": "x-ran",
    });
  });
});
