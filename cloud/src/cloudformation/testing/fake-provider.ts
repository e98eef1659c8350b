import { AwsError } from "../../core/errors.ts";
import type {
  Properties,
  PropertySchema,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../core/ports/resource-provider.ts";

export interface FakeResource {
  readonly type: string;
  readonly properties: Properties;
  readonly tags: Readonly<Record<string, string>>;
}

/** A world of pretended resources, with a log of every call. */
export class FakeWorld {
  readonly resources = new Map<string, FakeResource>();
  /** `create Thing-1`, `update …`, `delete …` in order. */
  readonly calls: string[] = [];
  #next = 1;
  /** Runs before every call; throw to make it fail, return a promise to hold it. */
  before: (call: string) => void | Promise<void> = () => undefined;

  take(): number {
    return this.#next++;
  }

  /** Runs when a creation is committed and before the engine hears of it; return a promise to hold it. */
  after: (call: string) => void | Promise<void> = () => undefined;

  /** Fails the next call of this name, e.g. `create B`. */
  failOn(call: string, error = new AwsError("InvalidParameterException", "No.")): void {
    this.before = (made) => {
      if (made !== call) return;
      this.before = () => undefined;
      throw error;
    };
  }
}

export interface FakeOptions {
  readonly type?: string;
  readonly properties?: { readonly [name: string]: PropertySchema };
  readonly required?: readonly string[];
  readonly replaceOn?: readonly string[];
}

/** Takes any property unless told otherwise; `Fixed` replaces; `Arn` and `Nested.Value` are attributes. */
export function fakeProvider(world: FakeWorld, options: FakeOptions = {}): ResourceProvider {
  const type = options.type ?? "Test::Fake::Thing";
  const call = async (verb: string, { logicalId }: ResourceContext) => {
    await world.before(`${verb} ${logicalId}`);
    world.calls.push(`${verb} ${logicalId}`);
  };
  const provisioned = (physicalId: string, properties: Properties): ProvisionedResource => ({
    physicalId,
    attributes: {
      Arn: `arn:fake:${physicalId}`,
      "Nested.Value": `nested-${physicalId}`,
      Value: properties["Value"] ?? "",
    },
  });
  return {
    type,
    properties: options.properties ?? {
      Fixed: true,
      List: true,
      Map: { Known: true, Free: { "*": true } },
      Name: true,
      Value: true,
    },
    required: options.required ?? [],
    replaceOn: options.replaceOn ?? ["Fixed"],
    calls: () => [],
    create: async (context, properties) => {
      const named = properties["Name"];
      const physicalId =
        named === "generated"
          ? context.generateName({ maxLength: 64 })
          : `${context.logicalId}-${world.take()}`;
      await call("create", context);
      const made = context.commit(() => {
        world.resources.set(physicalId, { type, properties, tags: context.tags });
        return provisioned(physicalId, properties);
      });
      await world.after(`create ${context.logicalId}`);
      return made;
    },
    update: async (context, physicalId, _before, after) => {
      await call("update", context);
      world.resources.set(physicalId, { type, properties: after, tags: context.tags });
      return provisioned(physicalId, after);
    },
    delete: async (context, physicalId) => {
      await call("delete", context);
      world.resources.delete(physicalId);
    },
  };
}
