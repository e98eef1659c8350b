import { describe, expect, test } from "vitest";
import { chain, THING } from "../testing/chain.ts";
import type { FakeWorld } from "../testing/fake-provider.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";

/** Holds the engine at `call` for ever and returns the same state after a restart. */
async function killedAt(
  cloud: Harness,
  moment: { readonly hook: "before" | "after"; readonly call: string },
  operation: Promise<unknown> | (() => Promise<unknown>),
): Promise<Harness> {
  const { world } = cloud;
  await new Promise<void>((reached) => {
    world[moment.hook] = (made: string) => {
      if (made !== moment.call) return;
      reached();
      return new Promise<void>(() => undefined);
    };
    void (typeof operation === "function" ? operation() : operation);
  });
  release(world);
  const next = cloud.restarted();
  await next.engine.recover();
  return next;
}

function release(world: FakeWorld): void {
  world.before = () => undefined;
  world.after = () => undefined;
}

const replaced = structuredClone(chain);
replaced.Resources.A.Properties = { Value: "2", Fixed: "x" } as never;

describe("recover, killed while something is created", () => {
  const named = {
    Resources: {
      A: { Type: THING, Properties: { Name: "generated" } },
      B: { Type: THING, Properties: { Value: { Ref: "A" } } },
    },
  };

  test.each(["before", "after"] as const)("%s it is there: nothing stays behind", async (hook) => {
    for (const call of ["create A", "create B"]) {
      const cloud = harness();
      const next = await killedAt(cloud, { hook, call }, () => cloud.engine.deploy(deployment(named)));
      expect(next.engine.describe("test")?.status).toBe("ROLLBACK_COMPLETE");
      expect(next.world.resources.size).toBe(0);
      expect((await next.engine.deploy(deployment(named))).status).toBe("CREATE_COMPLETE");
      expect(next.world.resources.size).toBe(2);
    }
  });

  test("OnFailure DELETE is kept: the stack goes", async () => {
    const cloud = harness();
    const next = await killedAt(cloud, { hook: "after", call: "create B" }, () =>
      cloud.engine.deploy(deployment(named, { onFailure: "DELETE" })),
    );
    expect(next.engine.list()).toEqual([]);
    expect(next.world.resources.size).toBe(0);
  });

  test("what another caller created under the same name is left alone", async () => {
    const cloud = harness();
    const next = await killedAt(cloud, { hook: "before", call: "create A" }, () =>
      cloud.engine.deploy(deployment({ Resources: { A: { Type: THING } } })),
    );
    expect(next.world.calls).toEqual([]);
  });
});

describe("recover, killed in the middle of an update", () => {
  async function updated(hook: "before" | "after", call: string): Promise<Harness> {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    return killedAt(cloud, { hook, call }, () => cloud.engine.deploy(deployment(replaced)));
  }

  test.each([
    ["before", "create A"],
    ["after", "create A"],
    ["before", "update B"],
    ["before", "update C"],
  ] as const)("%s %s: rolled back", async (hook, call) => {
    const next = await updated(hook, call);
    expect(next.engine.describe("test")?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect([...next.world.resources.keys()].sort()).toEqual(["A-1", "B-2", "C-3"]);
    expect(next.world.resources.get("B-2")?.properties).toEqual({ Value: "A-1" });
    expect((await next.engine.deploy(deployment(replaced))).status).toBe("UPDATE_COMPLETE");
  });

  test("the clean-up goes on", async () => {
    const next = await updated("before", "delete A");
    expect(next.engine.describe("test")?.status).toBe("UPDATE_COMPLETE");
    expect([...next.world.resources.keys()].sort()).toEqual(["A-4", "B-2", "C-3"]);
  });

  test("a rollback goes on, again and again", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    let next = await killedAt(cloud, { hook: "before", call: "update C" }, () =>
      cloud.engine.deploy(deployment(replaced)),
    );
    expect(next.engine.describe("test")?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    const recovering = cloud.restarted();
    next = await killedAt(recovering, { hook: "before", call: "update C" }, () =>
      recovering.engine.deploy(deployment(replaced)),
    );
    expect([...next.world.resources.keys()].sort()).toEqual(["A-1", "B-2", "C-3"]);
  });
});

test("recover, killed in the middle of a deletion: it goes on", async () => {
  const cloud = harness();
  await cloud.engine.deploy(deployment(chain));
  const next = await killedAt(cloud, { hook: "before", call: "delete B" }, () => cloud.engine.remove("test"));
  expect(next.engine.describe("test")).toBeUndefined();
  expect(next.world.resources.size).toBe(0);
});
