import type { TestProject } from "vitest/node";
import { type Consumer, createConsumer } from "./consumer.ts";

declare module "vitest" {
  export interface ProvidedContext {
    consumer: Omit<Consumer, "remove">;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const { remove, ...consumer } = await createConsumer();
  project.provide("consumer", consumer);
  return remove;
}
