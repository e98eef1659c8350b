import { randomUUID } from "node:crypto";
import { IoTDataPlaneClient, PublishCommand } from "@aws-sdk/client-iot-data-plane";

const iot = new IoTDataPlaneClient({});

interface Request {
  readonly body: string | null;
  readonly requestContext: { readonly authorizer: { readonly claims: { readonly sub: string } } };
}

/** Places an order of the person whose token the authorizer accepted. */
export async function handler({ body, requestContext }: Request) {
  const item = itemOf(body);
  if (item === undefined) return reply(400, { message: "An order has an item." });
  const order = { id: randomUUID(), item };
  const topic = `orders/${requestContext.authorizer.claims.sub}`;
  await iot.send(new PublishCommand({ topic, qos: 1, payload: Buffer.from(JSON.stringify(order)) }));
  return reply(201, order);
}

function itemOf(body: string | null): string | undefined {
  try {
    const { item } = JSON.parse(body ?? "") as { item?: unknown };
    return typeof item === "string" && item !== "" ? item : undefined;
  } catch {
    return undefined;
  }
}

function reply(statusCode: number, value: object) {
  return { statusCode, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}
