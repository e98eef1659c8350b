import { existsSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { ValueMap } from "../../../cloudformation/template/value.ts";
import { familyOf } from "../../../services/lambda/functions/runtime-families.ts";
import { localSource, packagedResources } from "../packaged-resources.ts";

interface Placed {
  readonly template: ValueMap;
  /** Absolute path of the folder that the template lies in. */
  readonly folder: string;
  /** Logical ids of the nested stacks above it. */
  readonly path: readonly string[];
}

/**
 * A sentence for each function whose handler names a file that its code does not have: it is deployed all the
 * same, as on AWS, and each call of it fails. What is built first, or comes with a layer, is not looked at.
 */
export function missingModules({ template, folder, path }: Placed): string[] {
  return packagedResources(template).flatMap((part) => {
    const { properties, metadata, logicalId } = part;
    const { Handler: handler, Runtime: runtime, Layers: layers } = properties;
    const source = localSource(part, folder);
    const endings = familyOf(String(runtime))?.moduleEndings;
    const isFolder = source !== undefined && statSync(source, { throwIfNoEntry: false })?.isDirectory();
    const isWhole = metadata["BuildMethod"] === undefined && layers === undefined;
    if (typeof handler !== "string" || !isFolder || !isWhole || endings === undefined) return [];
    const modules = modulesOf(handler).flatMap((name) =>
      endings.map((ending) => join(source, `${name}${ending}`)),
    );
    const [first = ""] = modules;
    if (modules.some((file) => existsSync(file))) return [];
    const name = [...path, logicalId].join("/");
    return [
      `${name}: Handler ${handler} names ${relative(folder, first)}, which is not there: its calls would fail`,
    ];
  });
}

/** `a/b` and `a.b` of `a/b.handler` and `a.b.handler`, as the families read them. */
function modulesOf(handler: string): string[] {
  const beforeLast = handler.slice(0, Math.max(0, handler.lastIndexOf(".")));
  const folder = handler.slice(0, handler.lastIndexOf("/") + 1);
  const [file = ""] = handler.slice(folder.length).split(".", 1);
  return [...new Set([beforeLast.replaceAll(".", "/"), beforeLast, `${folder}${file}`])].filter(
    (name) => name !== "",
  );
}
