import { validationMessage } from "../../../wire/models/constraints.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { validation } from "../shared/errors.ts";

/**
 * What properties give to an operation of the API: the constraints of AWS's model hold for each.
 * @throws AwsError ValidationException
 */
export function checked<Input extends object>(operation: string, input: Input): Input {
  const members = Object.entries(modelledInput("lambda", operation));
  const given = Object.fromEntries(members.filter(([name]) => Object.hasOwn(input, name)));
  const message = validationMessage(given, input as Readonly<Record<string, unknown>>);
  if (message !== undefined) throw validation(message);
  return input;
}
