import { fileURLToPath } from "node:url";
import { startTestCloud } from "portcullis/testing";

let cloud;
beforeAll(async () => {
  cloud = await startTestCloud({ stacks: [fileURLToPath(new URL("../orders", import.meta.url))] });
});
afterAll(() => cloud?.close());

const placeOrder = (token) =>
  fetch(cloud.outputs().OrdersUrl, {
    method: "POST",
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ item: "tea" }),
  });

test("an order of a signed-in person is placed and told", async () => {
  const eve = await cloud.signIn({ username: "eve@example.com" });

  const reply = await placeOrder(eve.idToken);
  const told = await cloud.nextPublish("orders/+");
  const call = await cloud.nextCall("PlaceOrder");

  expect(reply.status).toBe(201);
  expect(JSON.parse(told.text)).toEqual(await reply.json());
  expect(call).toMatchObject({ failed: false, result: { statusCode: 201 } });
});

test("nobody orders without a token, nor with one that is over", async () => {
  const { idToken, expiresIn } = await cloud.signIn();

  const without = await placeOrder(undefined);
  cloud.clock.advance(expiresIn + 1);
  const over = await placeOrder(idToken);
  const refusal = await cloud.nextRefusal({ reason: "api-token-expired" });

  expect(refusal.operation).toBe("POST /orders");
  expect([without.status, over.status]).toEqual([401, 401]);
});
