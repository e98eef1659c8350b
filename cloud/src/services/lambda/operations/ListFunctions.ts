import type { ListFunctionsRequest } from "../../../wire/models/generated/lambda.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import type { LambdaContext } from "./context.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const ListFunctions = (lambda: LambdaContext): Operation<ListFunctionsRequest> => ({
  name: "ListFunctions",
  unsupportedMembers: ["MasterRegion"],
  authorize: asks("lambda:ListFunctions", anyResource),
  run: (input) => {
    const all = input.FunctionVersion === "ALL";
    const configurations = lambda.store.list().flatMap(({ name }) => {
      const versions = lambda.store.listVersions(name);
      return all ? versions : versions.slice(0, 1);
    });
    const { items, nextMarker } = pageOf(
      configurations,
      { operation: "ListFunctions", input },
      ({ functionName, version }) => `${functionName}:${version}`,
    );
    return { Functions: items.map((item) => describeFunction(item, "settled", all)), ...nextMarker };
  },
});
