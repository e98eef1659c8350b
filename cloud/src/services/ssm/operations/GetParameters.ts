import { AwsError } from "../../../core/errors.ts";
import type { GetParametersRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { readParameter } from "../parameters/manager.ts";
import { type Parameter, selectorOf } from "../parameters/parameter.ts";
import { questionOn } from "../parameters/questions.ts";
import { parameterView } from "../parameters/views.ts";

/**
 * The caller must be allowed every name; what is not there is told beside what is.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function GetParameters(ssm: SsmContext): Operation<GetParametersRequest> {
  return {
    name: "GetParameters",
    authorize: ({ Names }) => Names.map((name) => questionOn(ssm, "GetParameters", { name })),
    run: ({ Names, WithDecryption: decrypted }, call) => {
      const found: object[] = [];
      const missing: string[] = [];
      for (const name of new Set(Names)) {
        const selector = selectorOf(name, ssm);
        const parameter = readOrMissing(() => readParameter(ssm, selector));
        if (parameter === undefined) {
          missing.push(name);
          continue;
        }
        const version = selector.version === undefined ? undefined : `:${selector.version}`;
        found.push(parameterView(ssm, parameter, { call, decrypted, selector: version }));
      }
      return { Parameters: found, InvalidParameters: missing };
    },
  };
}

function readOrMissing(read: () => Parameter): Parameter | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
