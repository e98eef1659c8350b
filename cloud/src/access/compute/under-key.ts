import { tellsKeyNoSource } from "../../core/key-user.ts";
import type { ConditionContext } from "../../core/ports/authorization.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell } from "../matrix.ts";
import { both } from "./cells.ts";
import { type AskedPolicy, cellOf, policyCell } from "./policy-cell.ts";
import { decide } from "./policy-question.ts";
import type { Principal } from "./principals.ts";
import { serviceCell } from "./service-cell.ts";

/** What an action on something under a key of KMS takes besides. */
export interface KeyNeed {
  /** Of the key; empty where it opens nothing for anybody. */
  readonly asked: readonly AskedPolicy[];
  /** Why the key opens nothing for anybody. */
  readonly broken: string | undefined;
  /** How the action does without the key. */
  readonly without: string | undefined;
  /** What only one form of the action takes of the key. */
  readonly ofForm: FormNeed | undefined;
  readonly key: string;
  /** One that AWS keeps: it lets in whoever may use the service. */
  readonly isOfAws: boolean;
}

interface FormNeed {
  readonly asked: AskedPolicy;
  /** The form that does without it. */
  readonly otherwise: string;
}

/** Why a cell says less than the policies of the thing and the role do. */
export const KEY_DECIDES = "key";

interface Use {
  readonly actions: readonly string[];
  readonly without?: string;
  readonly ofForm?: { readonly action: string; readonly otherwise: string };
}

const SENDING: Use = { actions: ["kms:GenerateDataKey", "kms:Decrypt"] };
const READING: Use = { actions: ["kms:Decrypt"] };
const UNLESS_ENCRYPTED: Use = { ...READING, without: "without decryption" };
/** Each object stays under the key that it was put under. */
const OF_BUCKET: Use = { ...READING, without: "of what lies under another key than the bucket's" };

/**
 * By action in lower case. A parameter is written under the key that the call names, a secret under its own.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
const USES: ReadonlyMap<string, Use> = new Map([
  ["sqs:sendmessage", SENDING],
  ["sqs:receivemessage", READING],
  ["sns:publish", SENDING],
  ["secretsmanager:getsecretvalue", READING],
  ["secretsmanager:putsecretvalue", { actions: ["kms:GenerateDataKey"] }],
  ["secretsmanager:updatesecret", { actions: ["kms:GenerateDataKey"], without: "without a new value" }],
  ["ssm:getparameter", UNLESS_ENCRYPTED],
  ["ssm:getparameters", UNLESS_ENCRYPTED],
  ["ssm:getparametersbypath", UNLESS_ENCRYPTED],
  ["ssm:getparameterhistory", UNLESS_ENCRYPTED],
  ["s3:getobject", OF_BUCKET],
  ["s3:getobjectversion", OF_BUCKET],
  ["s3:listmultipartuploadparts", OF_BUCKET],
  [
    "s3:putobject",
    {
      actions: ["kms:GenerateDataKey"],
      without: "with another encryption than the bucket's",
      // Parts are read again when they are put together.
      ofForm: { action: "kms:Decrypt", otherwise: "at once, not in parts" },
    },
  ],
]);

/** Something that lies under a key. */
export interface KeyedThing {
  readonly arn: string;
  /** Id, ARN or alias; undefined for what lies under none. */
  readonly keyId: string | undefined;
  /** Names of what the encryption is bound to; the first is the ARN. */
  readonly boundTo: readonly string[];
}

/** Undefined where it takes no key. */
export function keyNeedOf(
  { keys, names, scope }: Deployment,
  thing: KeyedThing,
  action: string,
): KeyNeed | undefined {
  const use = USES.get(action.toLowerCase());
  if (use === undefined || thing.keyId === undefined) return undefined;
  const { without } = use;
  const key = keys.get(thing.keyId);
  const none = { asked: [], without, ofForm: undefined };
  if (key === undefined) {
    return { ...none, broken: "is not there", key: names.logical(thing.keyId), isOfAws: false };
  }
  const { isOfAws } = key;
  const name = logicalIdOf(key.place);
  if (key.state !== "Enabled") return { ...none, broken: `is ${key.state}`, key: name, isOfAws };
  const [service = ""] = action.split(":");
  const context = contextOf(thing, `${service}.${scope.region}.amazonaws.com`);
  const ask = (needed: string): AskedPolicy => ({
    action: needed,
    resource: key.arn,
    resourcePolicy: key.policy,
    trust: true,
    context,
    words: `${needed} on ${name}`,
    place: key.place,
  });
  const { ofForm } = use;
  return {
    asked: use.actions.map(ask),
    broken: undefined,
    without,
    ofForm: ofForm && { asked: ask(ofForm.action), otherwise: ofForm.otherwise },
    key: name,
    isOfAws,
  };
}

function contextOf({ arn, boundTo: names }: KeyedThing, service: string): ConditionContext {
  const [first] = names;
  return {
    "kms:ViaService": service,
    "aws:ViaAWSService": "true",
    "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    "kms:EncryptionContextKeys": names,
    ...(first === undefined ? {} : { [`kms:EncryptionContext:${first}`]: arn }),
  };
}

/** ACCESS-15: who may do it to the thing has to be let in by its key as well. */
export function underKey(
  deployment: Deployment,
  principal: Principal,
  { own, need }: { readonly own: Cell; readonly need: KeyNeed },
): Cell {
  const closed = cellsOfKey(need, (asked) => keyCell(deployment, principal, asked)).filter(
    ({ verdict }) => verdict !== "yes",
  );
  // Who may not use the key for the whole thing needs no word on its parts.
  const [first] = closed;
  const ofForm = first?.verdict === "no" ? undefined : formCell(deployment, principal, need);
  return [...closed.map((ofKey) => orWithout(need.without, ofKey)), ...(ofForm ?? [])].reduce(both, own);
}

function formCell(deployment: Deployment, principal: Principal, { ofForm }: KeyNeed): Cell[] {
  if (ofForm === undefined) return [];
  const cell = keyCell(deployment, principal, ofForm.asked);
  return cell.verdict === "yes" ? [] : [orWithout(ofForm.otherwise, cell)];
}

/** The key's own policy decides first; it takes nothing that is not signed. */
function keyCell(deployment: Deployment, principal: Principal, asked: AskedPolicy): Cell {
  if (principal.kind === "anonymous" || principal.kind === "token") {
    return policyCell(deployment, principal, { ...asked, resourcePolicy: undefined });
  }
  if (principal.kind !== "service") return policyCell(deployment, principal, asked);
  if (!tellsKeyNoSource(principal.service)) return serviceCell(deployment, { principal, asked });
  const verdict = decide(deployment, principal, asked, { arn: "", account: "" });
  return cellOf(deployment, { principal, asked, verdict });
}

function cellsOfKey({ asked, broken, key }: KeyNeed, cellFor: (asked: AskedPolicy) => Cell): Cell[] {
  if (broken !== undefined) {
    return [{ verdict: "no", reason: KEY_DECIDES, sentence: `its key ${key} ${broken}` }];
  }
  return asked.map(cellFor).map((cell) => {
    if (cell.verdict !== "no") return cell;
    return { ...cell, reason: KEY_DECIDES, sentence: `its key ${key}: ${cell.sentence}` };
  });
}

/** Where the action does without the key, what the key says keeps nobody out. */
function orWithout(without: string | undefined, ofKey: Cell): Cell {
  if (without === undefined) return ofKey;
  const sentence = ofKey.verdict === "no" ? without : `${without}, or ${ofKey.sentence}`;
  return { ...ofKey, verdict: "only-if", reason: KEY_DECIDES, sentence, conditions: [sentence] };
}
