import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AnyOperation } from "../wire/operation.ts";
import { PUBLIC_OPERATIONS } from "../wire/public-operations.ts";
import type { ServiceInstance } from "../wire/service-module.ts";
import { SERVICES } from "./services.ts";
import { newFolder, openQuietCloud } from "./testing/killed-cloud.ts";

const SOURCES = join(import.meta.dirname, "..");
/** Where a service that is no folder of `services/` lives. */
const FOLDERS: Readonly<Record<string, string>> = { cloudformation: "cloudformation" };
const TABLE =
  /(?:^|\/)(?:authorization-table\.test|authorization\/table\.test|testing\/access-rows|testing\/calls)\.ts$/;

let cloud: ReturnType<typeof openQuietCloud>;
beforeAll(() => {
  cloud = openQuietCloud(newFolder());
});
afterAll(() => cloud.close());

function operationsOf({ http }: ServiceInstance): readonly AnyOperation[] {
  return http !== undefined && "operations" in http ? (http.operations as readonly AnyOperation[]) : [];
}

/** The text of the service's tables; each holds the names of its rows against the registry itself. */
function tablesOf(service: string): string {
  const folder = join(SOURCES, FOLDERS[service] ?? join("services", service));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => TABLE.test(name));
  return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

describe("WIRE-3 the whole cloud", () => {
  test.each(SERVICES.map(({ name }) => name))(
    "WIRE-3 every operation of %s is public by the list, or stands in its service's table",
    (name) => {
      const instance = cloud.services.instances.get(name) ?? {};
      const operations = operationsOf(instance);
      const table = tablesOf(name);
      const listed = new Set(Object.values(PUBLIC_OPERATIONS).flat());
      const missing = operations.filter((operation) => {
        if (operation.auth === "public") return !listed.has(operation.name);
        return !new RegExp(`\\b${operation.name}: |"${operation.name}"`).test(table);
      });

      expect(missing.map((operation) => operation.name)).toEqual([]);
      expect(operations.length > 0).toBe(instance.http !== undefined);
    },
  );

  test("WIRE-3 docs/rules.md tells how many operations there are", () => {
    const all = [...cloud.services.instances.values()].flatMap(operationsOf);
    const open = all.filter(({ auth }) => auth === "public");
    const services = [...cloud.services.instances.values()].filter(({ http }) => http !== undefined);
    const sentence = `${all.length} operations of ${services.length} services: ${all.length - open.length} signed, ${open.length} public`;

    expect(readFileSync(join(SOURCES, "../../docs/rules.md"), "utf8")).toContain(sentence);
  });
});
