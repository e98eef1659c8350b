import { isIPv4, isIPv6 } from "node:net";
import { templateError } from "../../shared/errors.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::Cidr object requires three parameters, (1) an IP block, (2) a count from 1 to 256 and (3) a number of subnet bits.";
const MAX_COUNT = 256;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
export const FnCidr: IntrinsicFunction = {
  name: "Fn::Cidr",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 3 && argument.every(isStringOrCall);
    if (!valid) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [block, count, bits] = (Array.isArray(argument) ? argument : []).map((part) =>
      resolveString(part, evaluation, SHAPE),
    );
    return subnetsOf(parseBlock(block ?? ""), numberIn(count, MAX_COUNT), numberIn(bits, 128));
  },
};

interface Block {
  readonly address: bigint;
  /** Length of the prefix. */
  readonly prefix: number;
  /** 32 or 128. */
  readonly width: number;
}

function subnetsOf({ address, prefix, width }: Block, count: number, bits: number): string[] {
  const length = width - bits;
  if (length < prefix || BigInt(count) > 1n << BigInt(length - prefix)) {
    throw templateError(
      `Fn::Cidr cannot make ${count} subnets of ${bits} bits out of a block of /${prefix}.`,
    );
  }
  const first = (address >> BigInt(width - prefix)) << BigInt(width - prefix);
  return Array.from({ length: count }, (_, index) => {
    const subnet = first + (BigInt(index) << BigInt(bits));
    return `${width === 32 ? ipv4Text(subnet) : ipv6Text(subnet)}/${length}`;
  });
}

function parseBlock(text: string): Block {
  const [address = "", mask = "", ...more] = text.split("/");
  const width = isIPv4(address) ? 32 : 128;
  const prefix = /^\d{1,3}$/.test(mask) ? Number(mask) : Number.NaN;
  const known = (isIPv4(address) || (isIPv6(address) && !address.includes("."))) && more.length === 0;
  if (!known || !(prefix <= width)) throw templateError(SHAPE);
  return { address: width === 32 ? ipv4Value(address) : ipv6Value(address), prefix, width };
}

function ipv4Value(text: string): bigint {
  return text.split(".").reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
}

function ipv6Value(text: string): bigint {
  const [head = [], tail = []] = text
    .split("::")
    .map((half) => half.split(":").filter((part) => part !== ""));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].reduce((value, part) => (value << 16n) | BigInt(`0x${part}`), 0n);
}

/** The longest run of zeros is left out, as RFC 5952 has it. */
function ipv6Text(value: bigint): string {
  const parts = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn);
  return new URL(`http://[${parts.map((part) => part.toString(16)).join(":")}]`).hostname.slice(1, -1);
}

function numberIn(text: string | undefined, most: number): number {
  const number = text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) throw templateError(SHAPE);
  return number;
}
