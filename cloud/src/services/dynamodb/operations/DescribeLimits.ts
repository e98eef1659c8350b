import { anyResource, asks, type Operation } from "../../../wire/operation.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export function DescribeLimits(): Operation<object> {
  return {
    name: "DescribeLimits",
    authorize: asks("dynamodb:DescribeLimits", anyResource),
    run: () => ({
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    }),
  };
}
