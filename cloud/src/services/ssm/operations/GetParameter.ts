import type { GetParameterRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { readParameter } from "../parameters/manager.ts";
import { selectorOf } from "../parameters/parameter.ts";
import { asksOn } from "../parameters/questions.ts";
import { parameterView } from "../parameters/views.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function GetParameter(ssm: SsmContext): Operation<GetParameterRequest> {
  return {
    name: "GetParameter",
    authorize: asksOn(ssm, "GetParameter", ({ Name }) => Name),
    run: ({ Name, WithDecryption: decrypted }, call) => {
      const selector = selectorOf(Name, ssm);
      const parameter = readParameter(ssm, selector);
      const version = selector.version === undefined ? undefined : `:${selector.version}`;
      return { Parameter: parameterView(ssm, parameter, { call, decrypted, selector: version }) };
    },
  };
}
