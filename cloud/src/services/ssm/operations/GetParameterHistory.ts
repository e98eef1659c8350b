import type { GetParameterHistoryRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { parameterNotFound } from "../parameters/errors.ts";
import { pageOf } from "../parameters/paging.ts";
import { selectorOf } from "../parameters/parameter.ts";
import { asksOn } from "../parameters/questions.ts";
import { parameterMetadata, shownValue } from "../parameters/views.ts";

const PAGE = 50;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export function GetParameterHistory(ssm: SsmContext): Operation<GetParameterHistoryRequest> {
  return {
    name: "GetParameterHistory",
    authorize: asksOn(ssm, "GetParameterHistory", ({ Name }) => Name),
    run: (input, call) => {
      const { Name, WithDecryption: decrypted } = input;
      const versions = ssm.parameters.history(selectorOf(Name, ssm).name);
      if (versions.length === 0) throw parameterNotFound();
      const { page, ...next } = pageOf(
        versions,
        { operation: "GetParameterHistory", input, size: PAGE },
        ({ version }) => String(version),
      );
      const Parameters = page.map((parameter) => ({
        ...parameterMetadata(parameter),
        Value: shownValue(ssm, parameter, { call, decrypted }),
        Labels: [],
      }));
      return { Parameters, ...next };
    },
  };
}
