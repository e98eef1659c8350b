import type { Value } from "../../core/ports/resource-provider.ts";
import type { FunctionTable } from "./function-tables.ts";

const name: Value = { Ref: "Name" };
const nothing: Value = { Ref: "AWS::NoValue" };

/** `Fn::Cidr`: subnets of a block. */
export const CIDR: FunctionTable = {
  accepted: [
    [
      ["192.168.0.0/24", 3, 5],
      ["192.168.0.0/27", "192.168.0.32/27", "192.168.0.64/27"],
    ],
    [
      ["10.0.0.0/16", "2", "8"],
      ["10.0.0.0/24", "10.0.1.0/24"],
    ],
    [["10.0.0.77/24", 1, 8], ["10.0.0.0/24"]],
    [
      ["255.255.255.0/24", 2, 7],
      ["255.255.255.0/25", "255.255.255.128/25"],
    ],
    [
      ["2001:db8:1234:1a00::/56", 2, 64],
      ["2001:db8:1234:1a00::/64", "2001:db8:1234:1a01::/64"],
    ],
    [
      [{ "Fn::Join": ["", ["10.0.0.0", "/16"]] }, { Ref: "Size" }, 12],
      ["10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20"],
    ],
  ],
  text: "Template error: every Fn::Cidr object requires three parameters, (1) an IP block, (2) a count from 1 to 256 and (3) a number of subnet bits.",
  refused: [
    ["10.0.0.0/16"],
    [{}],
    [["10.0.0.0/16", 1]],
    [["10.0.0.0/16", 1, 8, 1]],
    [["10.0.0.0", 1, 8]],
    [["10.0.0.0/33", 1, 8]],
    [["10.0.0.0/16/8", 1, 8]],
    [["10.0.0.256/16", 1, 8]],
    [["::ffff:10.0.0.0/120", 1, 8]],
    [["10.0.0.0/16", 0, 8]],
    [["10.0.0.0/16", 257, 4]],
    [["10.0.0.0/16", 1, 0]],
    [["10.0.0.0/16", name, 8]],
    [["10.0.0.0/16", 1, nothing]],
    [
      ["10.0.0.0/24", 9, 5],
      "Template error: Fn::Cidr cannot make 9 subnets of 5 bits out of a block of /24.",
    ],
    [
      ["10.0.0.0/24", 1, 9],
      "Template error: Fn::Cidr cannot make 1 subnets of 9 bits out of a block of /24.",
    ],
  ],
};
