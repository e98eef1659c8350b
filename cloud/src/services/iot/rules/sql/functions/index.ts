import { unsupported } from "../../../../../core/errors.ts";
import type { Expression } from "../ast.ts";
import type { SqlValue } from "../convert.ts";
import { sqlError } from "../sql-error.ts";
import { COLLECTION_FUNCTIONS } from "./collections.ts";
import { MESSAGE_FUNCTIONS, type MessageFacts } from "./message.ts";
import { NUMBER_FUNCTIONS } from "./numbers.ts";
import { TEXT_FUNCTIONS } from "./texts.ts";
import { TIME_FUNCTIONS } from "./times.ts";

/** One function of AWS IoT SQL. Arguments of the wrong type make Undefined. */
export interface SqlFunction {
  /** Fewest and most arguments. */
  readonly takes: readonly [fewest: number, most: number];
  run(args: readonly SqlValue[], message: MessageFacts): SqlValue;
}

/** By their names in small letters. @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html */
export const FUNCTIONS: ReadonlyMap<string, SqlFunction> = new Map(
  Object.entries({
    ...MESSAGE_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...COLLECTION_FUNCTIONS,
    ...TIME_FUNCTIONS,
  }),
);

const NOT_HERE: ReadonlySet<string> = new Set([
  "aws_lambda",
  "get_dynamodb",
  "get_mqtt_property",
  "get_or_default",
  "get_registry_data",
  "get_secret",
  "get_thing_shadow",
  "get_user_properties",
  "machinelearning_predict",
  "md2",
  "time_to_epoch",
  "transform",
]);
/** Functions to which the payload itself may be given. */
const TAKES_PAYLOAD: ReadonlySet<string> = new Set([
  "encode",
  "isundefined",
  "isnull",
  "md5",
  "sha1",
  "sha256",
]);

/** @throws AwsError SqlParseException; UnsupportedOperationException for a function that AWS alone has */
export function assertCall(name: string, args: readonly Expression[]): void {
  if (NOT_HERE.has(name)) throw unsupported(`The function ${name} in the SQL of a rule`);
  const found = FUNCTIONS.get(name);
  if (found === undefined) throw sqlError(`There is no function ${name}`);
  const [fewest, most] = found.takes;
  if (args.length < fewest || args.length > most) {
    throw sqlError(`The function ${name} does not take ${args.length} arguments`);
  }
  if (args.some(({ kind }) => kind === "star") && !TAKES_PAYLOAD.has(name)) {
    throw sqlError(`The function ${name} does not take *`);
  }
}
