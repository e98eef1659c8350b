import { BlockList, isIP } from "node:net";
import { type ConditionOperator, pair } from "./operator.ts";

const FAMILIES = { 4: "ipv4", 6: "ipv6" } as const;

/** An address or a CIDR range; what is neither contains nothing. */
const inRange = pair((expected) => {
  const [address = "", bits, ...rest] = expected.split("/");
  const version = isIP(address);
  const width = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if ((version !== 4 && version !== 6) || rest.length > 0 || !(prefix <= width)) return () => false;
  const range = new BlockList();
  range.addSubnet(address, prefix, FAMILIES[version]);
  return (actual) => isIP(actual) === version && range.check(actual, FAMILIES[version]);
});

export const IP_ADDRESS_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  IpAddress: inRange.is,
  NotIpAddress: inRange.isNot,
};
