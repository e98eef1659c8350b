import type { GetParametersByPathRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { afterPath, filterOf, isBelow } from "../parameters/filters.ts";
import { assertPath } from "../parameters/name.ts";
import { pageOf } from "../parameters/paging.ts";
import { asksOn } from "../parameters/questions.ts";
import { parameterView } from "../parameters/views.ts";

const PAGE = 10;

/**
 * Judged on the path alone: who may read a path reads everything below it, as AWS documents.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function GetParametersByPath(ssm: SsmContext): Operation<GetParametersByPathRequest> {
  return {
    name: "GetParametersByPath",
    authorize: asksOn(
      ssm,
      "GetParametersByPath",
      ({ Path }) => (Path.length > 1 ? Path.replace(/\/$/, "") : Path),
      ({ Recursive }) => ({ "ssm:Recursive": String(Recursive ?? false) }),
    ),
    run: (input, call) => {
      const { Path: path, Recursive = false, WithDecryption: decrypted, ParameterFilters = [] } = input;
      assertPath(path);
      const matches = filterOf(ParameterFilters);
      const found = ssm.parameters
        .list()
        .filter(({ name }) => isBelow(name, path) && (Recursive || !afterPath(name, path).includes("/")))
        .filter(matches);
      const { page, ...next } = pageOf(
        found,
        { operation: "GetParametersByPath", input, size: PAGE },
        ({ name }) => name,
      );
      const Parameters = page.map((parameter) => parameterView(ssm, parameter, { call, decrypted }));
      return { Parameters, ...next };
    },
  };
}
