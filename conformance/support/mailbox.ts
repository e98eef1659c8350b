import type { ProductFacts } from "./product.ts";

/** The newest code that was sent to an address: a temporary password counts as one. */
export async function codeFor(facts: ProductFacts, email: string): Promise<string> {
  const reply = await fetch(`${facts.endpoint}/_portcullis/mailbox`);
  const { messages } = (await reply.json()) as { messages: { destination: string; code: string }[] };
  return messages.find(({ destination }) => destination === email)?.code ?? "";
}
