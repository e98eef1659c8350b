import { createHash } from "node:crypto";
import type { Scope } from "../../core/arns.ts";
import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { isScalar, isValueMap, member } from "../template/value.ts";

/** What a form is filled from. */
export interface FormSource {
  readonly scope: Scope;
  readonly properties: Properties;
  /** What makes the letters of one resource those of no other, and the same each time. */
  readonly seed: string;
  /** What `Ref` gives, once it is known. */
  readonly ref?: string;
  /** @param maxLength of the type's names, in characters */
  readonly generateName: (maxLength: number) => string;
}

/** Fills a form, texts inside of lists and maps among it. */
export function filled(form: Value, source: FormSource): Value {
  if (Array.isArray(form)) return form.map((item, index) => filled(item, seeded(source, String(index))));
  if (isValueMap(form)) {
    const entries = Object.entries(form);
    return Object.fromEntries(entries.map(([name, inner]) => [name, filled(inner, seeded(source, name))]));
  }
  return typeof form === "string" ? filledText(form, source) : form;
}

export function filledText(form: string, source: FormSource): string {
  let count = 0;
  return form.replace(/\{([^{}]+)\}/g, (_all, inner: string) => part(inner, seeded(source, String(count++))));
}

function seeded(source: FormSource, step: string): FormSource {
  return { ...source, seed: `${source.seed}\n${step}` };
}

/** Of names whose form says no other. */
export const MAX_NAME_LENGTH = 255;

function part(inner: string, source: FormSource): string {
  const [kind = "", argument, ...rest] = inner.split(":");
  if (argument === undefined) return word(kind, source);
  switch (kind) {
    case "name":
      return textAt(source.properties, argument) ?? source.generateName(Number(rest[0] ?? MAX_NAME_LENGTH));
    case "or":
      return textAt(source.properties, argument) ?? rest.join(":");
    case "tail":
      return (source.ref ?? "").split(/[/:]/).at(-1) ?? "";
    default:
      return letters(kind, Number(argument), source.seed);
  }
}

function word(name: string, source: FormSource): string {
  const { scope, ref = "", properties } = source;
  switch (name) {
    case "account":
      return scope.accountId;
    case "region":
      return scope.region;
    case "zone":
      return textAt(properties, "AvailabilityZone") ?? `${scope.region}a`;
    case "ref":
      return ref;
    case "octet":
      return String(1 + (digest(source.seed).readUInt16BE(0) % 254));
    case "uuid":
      return digest(source.seed)
        .toString("hex")
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
    default:
      return textAt(properties, name) ?? "";
  }
}

const ALPHABETS: Readonly<Record<string, string>> = {
  hex: "0123456789abcdef",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
};

function letters(alphabet: string, length: number, seed: string): string {
  const letterOf = ALPHABETS[alphabet];
  if (letterOf === undefined || !(length > 0)) throw new Error(`There are no letters ${alphabet}:${length}.`);
  const bytes = Buffer.concat([digest(seed), digest(`${seed}\n+`)]);
  return [...bytes.subarray(0, length)].map((byte) => letterOf[byte % letterOf.length]).join("");
}

function digest(seed: string): Buffer {
  return createHash("sha512").update(seed).digest();
}

/** A text, number or boolean below the properties, as a text. */
function textAt(properties: Properties, path: string): string | undefined {
  if (path === "") return undefined;
  let found: Value | undefined = { ...properties };
  for (const name of path.split(".")) found = isValueMap(found) ? member(found, name) : undefined;
  return found === undefined || found === null || !isScalar(found) ? undefined : String(found);
}
