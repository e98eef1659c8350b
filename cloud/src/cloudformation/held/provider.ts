import type { Scope } from "../../core/arns.ts";
import type {
  Properties,
  ProvisionedResource,
  ResourceChange,
  ResourceContext,
  ResourceProvider,
} from "../../core/ports/resource-provider.ts";
import { filled, filledText, MAX_NAME_LENGTH } from "./forms.ts";
import type { HeldDefinition } from "./held-type.ts";
import { HELD_TYPES } from "./table.ts";

/** CFN-HELD: providers that keep a definition and serve nothing, for every type of the table that no service keeps. */
export function heldProviders(scope: Scope): ResourceProvider[] {
  return Object.entries(HELD_TYPES).flatMap(([type, { made }]) =>
    made === undefined ? [] : [heldProvider(type, made, scope)],
  );
}

function heldProvider(type: string, made: HeldDefinition, scope: Scope): ResourceProvider {
  return {
    type,
    // The schema of the type says which there are.
    properties: { "*": true },
    required: [],
    replaceOn: made.replaceOn ?? [],
    calls: (_context, change) => {
      const action = actionOf(made, change);
      return action === undefined ? [] : [{ action, resource: "*" }];
    },
    create: async (context, properties) => {
      const generateName = (maxLength: number) => context.generateName({ maxLength });
      const seed = [context.stackId, context.logicalId, generateName(MAX_NAME_LENGTH)].join("\n");
      const ref = filledText(made.ref, { scope, properties, seed, generateName });
      return context.commit(() => provisioned(made, scope, { context, properties, ref }));
    },
    update: async (context, ref, _before, properties) =>
      provisioned(made, scope, { context, properties, ref }),
    delete: async () => undefined,
  };
}

function actionOf({ actions }: HeldDefinition, { kind }: ResourceChange): string | undefined {
  if (actions === undefined) return undefined;
  const [create, update, remove] = actions;
  return { create, update, delete: remove }[kind];
}

interface Kept {
  readonly context: ResourceContext;
  readonly properties: Properties;
  readonly ref: string;
}

function provisioned(
  made: HeldDefinition,
  scope: Scope,
  { context, properties, ref }: Kept,
): ProvisionedResource {
  const generateName = (maxLength: number) => context.generateName({ maxLength });
  // Two resources may have one name: the letters of their attributes are their own all the same.
  const seed = [context.stackId, context.logicalId, ref].join("\n");
  const attributes = Object.entries(made.attributes ?? {}).map(([name, form]) => [
    name,
    filled(form, { scope, properties, seed: `${seed}\n${name}`, ref, generateName }),
  ]);
  return { physicalId: ref, attributes: Object.fromEntries(attributes) };
}
