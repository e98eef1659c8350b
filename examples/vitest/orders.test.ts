import { join } from "node:path";
import { startTestCloud, type TestCloud } from "portcullis/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ stacks: [join(import.meta.dirname, "..", "orders")] });
});
afterAll(() => cloud?.close());

function placeOrder(token: string | undefined, order: object): Promise<Response> {
  return fetch(cloud.outputs()["OrdersUrl"] ?? "", {
    method: "POST",
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    body: JSON.stringify(order),
  });
}

test("an order of a signed-in person is placed and told", async () => {
  const eve = await cloud.signIn({ username: "eve@example.com" });

  const reply = await placeOrder(eve.idToken, { item: "tea" });
  const told = await cloud.nextPublish("orders/+", { signal: AbortSignal.timeout(10_000) });
  const call = await cloud.nextCall("PlaceOrder");

  expect(reply.status).toBe(201);
  expect(JSON.parse(told.text)).toEqual(await reply.json());
  expect(call).toMatchObject({ failed: false, result: { statusCode: 201 } });
});

test("an order without an item is refused, and nothing is told", async () => {
  const { idToken } = await cloud.signIn();

  const reply = await placeOrder(idToken, {});
  const call = await cloud.nextCall("PlaceOrder");
  const refusal = await cloud.nextRefusal();

  expect(reply.status).toBe(400);
  expect(refusal.reason).toBe("function-answered");
  expect(call).toMatchObject({ failed: false, result: { statusCode: 400 } });
  await expect(cloud.nextPublish("orders/+", { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
});

test("nobody orders without a token, nor with one that is over", async () => {
  const { idToken, expiresIn } = await cloud.signIn();

  const without = await placeOrder(undefined, { item: "tea" });
  cloud.clock.advance(expiresIn + 1);
  const over = await placeOrder(idToken, { item: "tea" });
  const reasons = [await cloud.nextRefusal(), await cloud.nextRefusal()].map(({ reason }) => reason);

  expect([without.status, over.status]).toEqual([401, 401]);
  expect(reasons).toEqual(["api-token-missing", "api-token-expired"]);
});
