import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startTestCloud } from "portcullis/testing";

let cloud;
before(async () => {
  cloud = await startTestCloud({ stacks: [join(import.meta.dirname, "..", "orders")] });
});
after(() => cloud?.close());

function placeOrder(token, item = "tea") {
  return fetch(cloud.outputs().OrdersUrl, {
    method: "POST",
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ item }),
  });
}

test("an order of a signed-in person is placed and told", async () => {
  const eve = await cloud.signIn({ username: "eve@example.com" });

  const reply = await placeOrder(eve.idToken);
  const told = await cloud.nextPublish("orders/+");
  const call = await cloud.nextCall("PlaceOrder");

  assert.equal(reply.status, 201);
  assert.deepEqual(JSON.parse(told.text), await reply.json());
  assert.equal(call.event.requestContext.authorizer.claims.email, eve.username);
  assert.equal(call.result.statusCode, 201);
});

test("nobody orders without a token", async () => {
  const reply = await placeOrder(undefined);

  assert.equal(reply.status, 401);
});

test("a token that is over is refused", async () => {
  const { idToken, expiresIn } = await cloud.signIn();

  cloud.clock.advance(expiresIn + 1);
  const reply = await placeOrder(idToken);
  const refusal = await cloud.nextRefusal({ reason: "api-token-expired" });

  assert.equal(reply.status, 401);
  assert.equal(refusal.operation, "POST /orders");
});
