import { regionalArn } from "../../../core/arns.ts";
import type { DescribeParametersRequest } from "../../../wire/models/generated/ssm.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { validation } from "../parameters/errors.ts";
import { filterOf } from "../parameters/filters.ts";
import { pageOf } from "../parameters/paging.ts";
import { describedParameter } from "../parameters/views.ts";

const PAGE = 50;

/**
 * Everything of a parameter but its value.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function DescribeParameters(ssm: SsmContext): Operation<DescribeParametersRequest> {
  return {
    name: "DescribeParameters",
    unsupportedMembers: ["Shared"],
    authorize: asks("ssm:DescribeParameters", (_input, scope) => regionalArn(scope, "ssm", "*")),
    run: (input) => {
      const { Filters = [], ParameterFilters = [] } = input;
      if (Filters.length > 0 && ParameterFilters.length > 0) {
        throw validation("You can use either Filters or ParameterFilters in a single request.");
      }
      const former = Filters.map(({ Key, Values }) => ({
        Key,
        Option: Key === "Name" ? "BeginsWith" : "Equals",
        Values,
      }));
      const found = ssm.parameters.list().filter(filterOf([...ParameterFilters, ...former]));
      const { page, ...next } = pageOf(
        found,
        { operation: "DescribeParameters", input, size: PAGE },
        ({ name }) => name,
      );
      return { Parameters: page.map((parameter) => describedParameter(ssm, parameter)), ...next };
    },
  };
}
