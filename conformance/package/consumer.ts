import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

/** A project outside of this tree that has the packed package, and nothing of ours besides. */
export interface Consumer {
  readonly folder: string;
  readonly tarball: string;
  remove(): void;
}

/** What a project of that kind has itself: runners, the compiler, the SDK of its functions. */
function packages(): string[] {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const ours = ["vitest", "typescript", "@types/node"].map((name) => `${name}@${devDependencies[name]}`);
  return [...ours, "jest@30.5.2", "@aws-sdk/client-iot-data-plane@3.1138.0"];
}

export async function createConsumer(): Promise<Consumer> {
  // The compiler and Node must agree on where a file is.
  const base = realpathSync(mkdtempSync(join(tmpdir(), "consumer-")));
  const remove = (): void => rmSync(base, { recursive: true, force: true });
  try {
    const folder = join(base, "project");
    mkdirSync(folder);
    const shell = process.platform === "win32";
    const pack = await run("npm", ["pack", "--json", "--pack-destination", base], {
      cwd: join(ROOT, "cloud"),
      shell,
    });
    const [packed] = JSON.parse(pack.stdout.slice(pack.stdout.indexOf("[\n"))) as { filename: string }[];
    const tarball = join(base, packed?.filename ?? "");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    console.log("Installing the packed package outside of this tree …");
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball, ...packages()], {
      cwd: folder,
      shell,
      maxBuffer: 64 << 20,
    });
    cpSync(join(ROOT, "examples"), join(folder, "examples"), { recursive: true, filter: isSource });
    return { folder, tarball, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function isSource(path: string): boolean {
  return !/[\\/](?:node_modules|__pycache__|\.pytest_cache)$/.test(path);
}
