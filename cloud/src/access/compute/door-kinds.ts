import type { DoorKind } from "../deployment/deployment.ts";

/** What doors of one kind have in common. */
export interface KindOfDoor {
  /** Prefix of its actions. */
  readonly service: string;
  /** As people call it, in the middle of a sentence. */
  readonly name: string;
  /** Said of one without a policy of its own. */
  readonly about: string;
  /** Operations that have a row whoever may. */
  readonly actions: readonly string[];
  /** On AWS a policy for everybody lets in calls without a signature, too. */
  readonly takesUnsigned: boolean;
  /** Its own policy has to let the account in before policies of roles count. */
  readonly ownFirst: boolean;
  /** Which of the service's actions are on it; all unless given. */
  readonly takes?: RegExp;
  /** What whoever is let in may do. */
  readonly risk: (name: string) => string;
}

const usual = { takesUnsigned: false, ownFirst: false };

export const KINDS: Readonly<Record<DoorKind, KindOfDoor>> = {
  queue: {
    ...usual,
    service: "sqs",
    name: "queue",
    about: "without a policy of its own",
    actions: ["ReceiveMessage", "SendMessage"],
    takesUnsigned: true,
    risk: (name) => `send to ${name} what they like`,
  },
  topic: {
    ...usual,
    service: "sns",
    name: "topic",
    about: "with the policy that AWS gives to every topic: roles decide",
    actions: ["Publish", "Subscribe"],
    takesUnsigned: true,
    risk: (name) => `tell ${name} what they like`,
  },
  bus: {
    ...usual,
    service: "events",
    name: "bus",
    about: "without a policy of its own",
    actions: ["PutEvents"],
    risk: (name) => `put on ${name} what they like`,
  },
  key: {
    ...usual,
    service: "kms",
    name: "key",
    about: "",
    actions: ["Decrypt", "Encrypt", "GenerateDataKey", "PutKeyPolicy"],
    ownFirst: true,
    risk: (name) => `use ${name} for what they like`,
  },
  secret: {
    ...usual,
    service: "secretsmanager",
    name: "secret",
    about: "",
    actions: ["GetSecretValue", "PutSecretValue"],
    risk: (name) => `read ${name}`,
  },
  parameter: {
    ...usual,
    service: "ssm",
    name: "parameter",
    about: "",
    actions: ["GetParameter", "PutParameter"],
    risk: (name) => `read ${name}`,
  },
  table: {
    ...usual,
    service: "dynamodb",
    name: "table",
    about: "",
    actions: ["GetItem", "PutItem", "Query", "Scan"],
    risk: (name) => `read ${name}`,
  },
  layer: {
    ...usual,
    service: "lambda",
    name: "layer",
    about: "without a policy of its own: roles of this account decide",
    actions: ["GetLayerVersion"],
    takes: /LayerVersion(?:Policy|Permission)?$/i,
    risk: (name) => `run ${name} in functions of theirs, and read its code`,
  },
};

/** Prefixes of actions whose rows are those of doors. */
export const DOOR_SERVICES: ReadonlySet<string> = new Set(Object.values(KINDS).map(({ service }) => service));
