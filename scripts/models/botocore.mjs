// Where AWS's service models come from: the Python package botocore, which carries them as JSON.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const VERSION = "1.44.8";
const MODEL = /^service-2\.json(?:\.gz)?$/;

/**
 * @param {string | undefined} given an unpacked botocore (the folder that holds `data`); else it is downloaded
 * @returns `{ version, services, read }`: names of the data folders (`cognito-idp`), and the newest
 * model of one as `{ version, model }`
 */
export function openBotocore(given) {
  const folder = given ?? download();
  const data = join(folder, "data");
  const read = (service) => {
    const found = newestModel(join(data, service));
    if (found === undefined) throw new Error(`botocore has no model of ${service}`);
    const bytes = readFileSync(found.path);
    const text = (found.path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    return { version: found.version, model: JSON.parse(text) };
  };
  const init = readFileSync(join(folder, "__init__.py"), "utf8");
  return {
    version: /__version__ = ['"]([^'"]+)['"]/.exec(init)?.[1],
    services: readdirSync(data)
      .filter((service) => newestModel(join(data, service)) !== undefined)
      .sort(),
    read,
  };
}

/** A service's folder has one folder a version of its API. */
function newestModel(folder) {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const version = versions
    .map(({ name }) => name)
    .sort()
    .at(-1);
  if (version === undefined) return undefined;
  const file = readdirSync(join(folder, version)).find((name) => MODEL.test(name));
  return file === undefined ? undefined : { version, path: join(folder, version, file) };
}

function download() {
  const folder = mkdtempSync(join(tmpdir(), "botocore-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  python("-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, `botocore==${VERSION}`);
  const [wheel] = readdirSync(folder);
  python("-m", "zipfile", "-e", join(folder, wheel), folder);
  return join(folder, "botocore");
}

function python(...args) {
  const { status } = spawnSync("python3", args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error("botocore could not be downloaded; give the folder of an unpacked one");
}
