import { THING } from "./chain.ts";

/** Properties and attributes of one resource. */
type Thing = Readonly<Record<string, unknown>>;

/** Resources in a row, each of which needs the one before it; `Value` is "1" unless told otherwise. */
export function row(things: Readonly<Record<string, Thing>>): object {
  const names = Object.keys(things);
  const resources = Object.entries(things).map(([name, { Properties, ...attributes }], index) => [
    name,
    {
      Type: THING,
      Properties: { Value: "1", ...(Properties as object | undefined) },
      ...(index === 0 ? {} : { DependsOn: names[index - 1] }),
      ...attributes,
    },
  ]);
  return { Resources: Object.fromEntries(resources) };
}

export interface FailurePoint {
  readonly what: string;
  readonly operation: "create" | "update" | "delete";
  /** What is there before; three in a row when left out. */
  readonly before?: object;
  readonly template?: object;
  readonly onFailure?: "DELETE" | "DO_NOTHING" | "ROLLBACK";
  /** Calls of the provider that fail, each the first time it comes after the one before it failed. */
  readonly fails?: readonly string[];
  /** How the stack ends; `none` when it is gone. */
  readonly status: string;
  readonly reason?: string;
  /** Calls that worked since the operation began. */
  readonly calls: readonly string[];
  /** Physical ids and values of what is there at the end. */
  readonly world: Readonly<Record<string, string>>;
}

export const THREE = row({ A: {}, B: {}, C: {} });
const two = { Properties: { Value: "2" } };
const fixed = { Properties: { Fixed: "x" } };
const ALL = { "A-1": "1", "B-2": "1", "C-3": "1" } as const;
const KEPT = "Update successful. One or more resources could not be deleted.";

const create: readonly Omit<FailurePoint, "operation">[] = [
  { what: "nothing", status: "CREATE_COMPLETE", calls: ["create A", "create B", "create C"], world: ALL },
  { what: "the first", fails: ["create A"], status: "ROLLBACK_COMPLETE", calls: [], world: {} },
  {
    what: "the second",
    fails: ["create B"],
    status: "ROLLBACK_COMPLETE",
    calls: ["create A", "delete A"],
    world: {},
  },
  {
    what: "the last",
    fails: ["create C"],
    status: "ROLLBACK_COMPLETE",
    calls: ["create A", "create B", "delete B", "delete A"],
    world: {},
  },
  {
    what: "the last, and the rollback at its end",
    fails: ["create C", "delete A"],
    status: "ROLLBACK_FAILED",
    reason: "The following resource(s) failed to delete: [A]. ",
    calls: ["create A", "create B", "delete B"],
    world: { "A-1": "1" },
  },
  {
    what: "the last, and the rollback at its begin: what is needed stays",
    fails: ["create C", "delete B"],
    status: "ROLLBACK_FAILED",
    reason: "The following resource(s) failed to delete: [B]. ",
    calls: ["create A", "create B"],
    world: { "A-1": "1", "B-2": "1" },
  },
  {
    what: "the second, with a first that is retained",
    template: row({ A: { DeletionPolicy: "Retain" }, B: {} }),
    fails: ["create B"],
    status: "ROLLBACK_COMPLETE",
    calls: ["create A"],
    world: { "A-1": "1" },
  },
  {
    what: "the second, with a first that is retained except on creation",
    template: row({ A: { DeletionPolicy: "RetainExceptOnCreate" }, B: {} }),
    fails: ["create B"],
    status: "ROLLBACK_COMPLETE",
    calls: ["create A", "delete A"],
    world: {},
  },
  {
    what: "the second, with OnFailure DELETE",
    onFailure: "DELETE",
    fails: ["create B"],
    status: "none",
    calls: ["create A", "delete A"],
    world: {},
  },
  {
    what: "the last, and the deletion, with OnFailure DELETE",
    onFailure: "DELETE",
    fails: ["create C", "delete B"],
    status: "DELETE_FAILED",
    reason: "The following resource(s) failed to delete: [B]. ",
    calls: ["create A", "create B"],
    world: { "A-1": "1", "B-2": "1" },
  },
  {
    what: "the second, with OnFailure DO_NOTHING",
    onFailure: "DO_NOTHING",
    fails: ["create B"],
    status: "CREATE_FAILED",
    reason: "The following resource(s) failed to create: [B]. ",
    calls: ["create A"],
    world: { "A-1": "1" },
  },
];

const allTwo = row({ A: two, B: two, C: two });
const inPlace: readonly Omit<FailurePoint, "operation">[] = [
  {
    what: "nothing, in place",
    template: allTwo,
    status: "UPDATE_COMPLETE",
    calls: ["update A", "update B", "update C"],
    world: { "A-1": "2", "B-2": "2", "C-3": "2" },
  },
  {
    what: "the first, in place: what may be half changed is written again",
    template: allTwo,
    fails: ["update A"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["update A"],
    world: ALL,
  },
  {
    what: "the second, in place",
    template: allTwo,
    fails: ["update B"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["update A", "update A", "update B"],
    world: ALL,
  },
  {
    what: "the last, in place",
    template: allTwo,
    fails: ["update C"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["update A", "update B", "update A", "update B", "update C"],
    world: ALL,
  },
  {
    what: "the last, and the rollback in its middle: it goes on with the others",
    template: allTwo,
    fails: ["update C", "update B"],
    status: "UPDATE_ROLLBACK_FAILED",
    reason: "The following resource(s) failed to update: [B]. ",
    calls: ["update A", "update B", "update A", "update C"],
    world: { "A-1": "1", "B-2": "2", "C-3": "1" },
  },
  {
    what: "the second, with OnFailure DO_NOTHING",
    template: allTwo,
    onFailure: "DO_NOTHING",
    fails: ["update B"],
    status: "UPDATE_FAILED",
    reason: "The following resource(s) failed to update: [B]. ",
    calls: ["update A"],
    world: { "A-1": "2", "B-2": "1", "C-3": "1" },
  },
];

const replacing = row({ A: fixed, B: {}, C: two });
const replacement: readonly Omit<FailurePoint, "operation">[] = [
  {
    what: "nothing, with a replacement: the old one goes last",
    template: replacing,
    status: "UPDATE_COMPLETE",
    calls: ["create A", "update C", "delete A"],
    world: { "A-4": "1", "B-2": "1", "C-3": "2" },
  },
  {
    what: "the replacement",
    template: replacing,
    fails: ["create A"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: [],
    world: ALL,
  },
  {
    what: "what comes after a replacement",
    template: replacing,
    fails: ["update C"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["create A", "update C", "delete A"],
    world: ALL,
  },
  {
    what: "what comes after a replacement, and the deletion of the new one",
    template: replacing,
    fails: ["update C", "delete A"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["create A", "update C"],
    world: { ...ALL, "A-4": "1" },
  },
  {
    what: "the deletion of the old one: the update counts",
    template: replacing,
    fails: ["delete A"],
    status: "UPDATE_COMPLETE",
    reason: KEPT,
    calls: ["create A", "update C"],
    world: { "A-1": "1", "A-4": "1", "B-2": "1", "C-3": "2" },
  },
  {
    what: "nothing, with a replacement that retains the old one",
    template: row({ A: { ...fixed, UpdateReplacePolicy: "Retain" }, B: {}, C: {} }),
    status: "UPDATE_COMPLETE",
    calls: ["create A"],
    world: { ...ALL, "A-4": "1" },
  },
  {
    what: "what comes after a replacement of what DeletionPolicy retains: the new one goes",
    before: row({ A: { DeletionPolicy: "Retain" }, B: {}, C: {} }),
    template: row({ A: { ...fixed, DeletionPolicy: "Retain" }, B: {}, C: two }),
    fails: ["update C"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["create A", "update C", "delete A"],
    world: ALL,
  },
];

const additions: readonly Omit<FailurePoint, "operation">[] = [
  {
    what: "an addition",
    template: row({ A: {}, B: {}, C: {}, D: {} }),
    fails: ["create D"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: [],
    world: ALL,
  },
  {
    what: "the second addition",
    template: row({ A: {}, B: {}, C: {}, D: {}, E: {} }),
    fails: ["create E"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["create D", "delete D"],
    world: ALL,
  },
  {
    what: "the second addition, and the deletion of the first: it is left behind",
    template: row({ A: {}, B: {}, C: {}, D: {}, E: {} }),
    fails: ["create E", "delete D"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["create D"],
    world: { ...ALL, "D-4": "1" },
  },
  {
    what: "the second addition, with a first that is retained",
    template: row({ A: {}, B: {}, C: {}, D: { DeletionPolicy: "Retain" }, E: {} }),
    fails: ["create E"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["create D"],
    world: { ...ALL, "D-4": "1" },
  },
];

const removals: readonly Omit<FailurePoint, "operation">[] = [
  {
    what: "nothing, with a removal",
    template: row({ A: {}, B: {} }),
    status: "UPDATE_COMPLETE",
    calls: ["delete C"],
    world: { "A-1": "1", "B-2": "1" },
  },
  {
    what: "a removal: the update counts",
    template: row({ A: {}, B: {} }),
    fails: ["delete C"],
    status: "UPDATE_COMPLETE",
    reason: KEPT,
    calls: [],
    world: ALL,
  },
  {
    what: "the first of two removals: what it needs stays",
    template: row({ A: {} }),
    fails: ["delete C"],
    status: "UPDATE_COMPLETE",
    reason: KEPT,
    calls: [],
    world: ALL,
  },
  {
    what: "nothing, with two removals: dependents first",
    template: row({ A: {} }),
    status: "UPDATE_COMPLETE",
    calls: ["delete C", "delete B"],
    world: { "A-1": "1" },
  },
  {
    what: "nothing, with the removal of what is retained",
    before: row({ A: {}, B: {}, C: { DeletionPolicy: "Retain" } }),
    template: row({ A: {}, B: {} }),
    status: "UPDATE_COMPLETE",
    calls: [],
    world: ALL,
  },
  {
    what: "a change before a removal: nothing is removed",
    template: row({ A: two, B: {} }),
    fails: ["update A"],
    status: "UPDATE_ROLLBACK_COMPLETE",
    calls: ["update A"],
    world: ALL,
  },
];

const deletions: readonly Omit<FailurePoint, "operation">[] = [
  { what: "nothing", status: "none", calls: ["delete C", "delete B", "delete A"], world: {} },
  {
    what: "the first: what it needs stays",
    fails: ["delete C"],
    status: "DELETE_FAILED",
    reason: "The following resource(s) failed to delete: [C]. ",
    calls: [],
    world: ALL,
  },
  {
    what: "the second",
    fails: ["delete B"],
    status: "DELETE_FAILED",
    reason: "The following resource(s) failed to delete: [B]. ",
    calls: ["delete C"],
    world: { "A-1": "1", "B-2": "1" },
  },
  {
    what: "the last",
    fails: ["delete A"],
    status: "DELETE_FAILED",
    reason: "The following resource(s) failed to delete: [A]. ",
    calls: ["delete C", "delete B"],
    world: { "A-1": "1" },
  },
  {
    what: "nothing, with one that is retained",
    before: row({ A: {}, B: { DeletionPolicy: "Retain" }, C: { DeletionPolicy: "RetainExceptOnCreate" } }),
    status: "none",
    calls: ["delete A"],
    world: { "B-2": "1", "C-3": "1" },
  },
];

const of =
  (operation: FailurePoint["operation"]) =>
  (point: Omit<FailurePoint, "operation">): FailurePoint => ({ ...point, operation });

export const FAILURE_POINTS: readonly FailurePoint[] = [
  ...create.map(of("create")),
  ...[...inPlace, ...replacement, ...additions, ...removals].map(of("update")),
  ...deletions.map(of("delete")),
];
