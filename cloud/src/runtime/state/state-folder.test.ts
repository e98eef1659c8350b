import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../core/config.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { administratorKey, credentialsPath, readCredentials } from "./credentials-file.ts";
import { assertSameKey } from "./key-check.ts";
import { claimStateFolder, runningCloud } from "./running-file.ts";
import { openStateFolder } from "./state-folder.ts";

const folder = (): string => join(mkdtempSync(join(tmpdir(), "state-")), "s");
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("state folder", () => {
  test("DOOR-4 folder, key and credentials are readable by their owner only", () => {
    const state = openStateFolder(folder());
    administratorKey(state.path, {});
    expect(modeOf(state.path)).toBe(0o700);
    expect(modeOf(join(state.path, "key"))).toBe(0o600);
    expect(modeOf(credentialsPath(state.path))).toBe(0o600);
  });

  test("DOOR-4 a folder that others could read is theirs no more", () => {
    const path = folder();
    mkdirSync(path, { mode: 0o755 });
    expect(modeOf(openStateFolder(path).path)).toBe(0o700);
  });

  test("DOOR-30 git leaves it out, unless somebody wanted otherwise", () => {
    const { path } = openStateFolder(folder());
    const file = join(path, ".gitignore");
    expect(readFileSync(file, "utf8").split("\n")).toContain("*");

    writeFileSync(file, "!logs/\n");
    openStateFolder(path);
    expect(readFileSync(file, "utf8")).toBe("!logs/\n");
  });

  test("folders above it are made, too", () => {
    const path = join(folder(), "deep", "er");
    expect(openStateFolder(path).path).toBe(path);
    expect(modeOf(join(path, ".."))).toBe(0o700);
  });

  test.each(["package.json", ".git", "template.yaml", ".bashrc"])(
    "DOOR-25 a folder with %s, in which somebody works, is not taken, and stays as it is",
    (name) => {
      const path = folder();
      mkdirSync(path, { mode: 0o755 });
      writeFileSync(join(path, name), "");

      expect(() => openStateFolder(path)).toThrow(`somebody works in it (it has ${name})`);

      expect([modeOf(path), readdirSync(path)]).toEqual([0o755, [name]]);
    },
  );

  test("DOOR-25 a folder of all users, such as /tmp, is not taken, and stays open to them", () => {
    const path = folder();
    mkdirSync(path);
    chmodSync(path, 0o1777);

    expect(() => openStateFolder(path)).toThrow("it has files of all users");

    expect(statSync(path).mode & 0o7777).toBe(0o1777);
  });

  test("DOOR-25 one with what was installed before, or a log of the start, or a state, is taken", () => {
    const path = folder();
    mkdirSync(join(path, "python"), { recursive: true });
    writeFileSync(join(path, "up.log"), "");
    openStateFolder(path);
    writeFileSync(join(path, "package.json"), "");
    expect(openStateFolder(path).path).toBe(path);
  });

  test("a key that a full disk took no byte of is made anew, unless something may be sealed", () => {
    const path = folder();
    const { databaseFile } = openStateFolder(path);
    writeFileSync(join(path, "key"), "");
    expect(openStateFolder(path).masterKey).toHaveLength(32);

    writeFileSync(databaseFile, "");
    writeFileSync(join(path, "key"), "");
    expect(() => openStateFolder(path)).toThrow("is damaged");
  });

  test("the key is kept", () => {
    const path = folder();
    expect(openStateFolder(path).masterKey.equals(openStateFolder(path).masterKey)).toBe(true);
  });

  test("a damaged key is refused instead of replaced", () => {
    const path = folder();
    openStateFolder(path);
    writeFileSync(join(path, "key"), "short");
    expect(() => openStateFolder(path)).toThrow("is damaged");
  });

  test("DOOR-KEY a key that is gone from beside its database is not made anew", () => {
    const path = folder();
    const { databaseFile } = openStateFolder(path);
    writeFileSync(databaseFile, "");
    const kept = readFileSync(join(path, "key"));
    rmSync(join(path, "key"));

    expect(() => openStateFolder(path)).toThrow(
      /key is gone: it was the key that sealed .*Put the file back/,
    );
    expect(existsSync(join(path, "key"))).toBe(false);
    writeFileSync(join(path, "key"), kept);
    expect(openStateFolder(path).masterKey.equals(kept)).toBe(true);
  });

  test("DOOR-KEY a database opens with the key that it was written under, and with no other", () => {
    const database = openDatabase(":memory:");
    const key = Buffer.alloc(32, 1);
    assertSameKey(database, key, "/state");
    assertSameKey(database, key, "/state");
    const changed = Buffer.from(key);
    changed[31] = 0;

    expect(() => assertSameKey(database, changed, "/state")).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          /^The file \/state\/key is not the key that sealed \/state\/cloud\.db/,
        ),
        nextCommand: "npx portcullis reset",
      }),
    );
    assertSameKey(database, key, "/state");
  });

  test.each(["build", "functions", "logs", "objects", "tls", "tmp"])(
    "DOOR-28 a file in the place of the folder %s is told at the start",
    (name) => {
      const { path } = openStateFolder(folder());
      mkdirSync(join(path, name));
      expect(openStateFolder(path).path).toBe(path);
      rmSync(join(path, name), { recursive: true });
      writeFileSync(join(path, name), "");
      expect(() => openStateFolder(path)).toThrow(`${name} is no folder, and a cloud keeps a folder there`);
    },
  );

  test.each(["key", "cloud.db", "credentials", "dynamodb.sqlite", "running.json"])(
    "DOOR-28 a folder in the place of the file %s is told at the start",
    (name) => {
      const path = folder();
      mkdirSync(join(path, name), { recursive: true });
      expect(() => openStateFolder(path)).toThrow(`${name} is no file, and a cloud keeps a file there`);
    },
  );

  test.each(["dynamodb.sqlite", "objects", "functions"])(
    "DOOR-26 an empty database is not taken for a new one beside %s",
    (name) => {
      const { path, masterKey } = openStateFolder(folder());
      mkdirSync(join(path, name));
      expect(() => assertSameKey(openDatabase(":memory:"), masterKey, path)).toThrow(
        expect.objectContaining({
          message: expect.stringContaining(
            `cloud.db is gone or empty, though the folder was used (it has ${name})`,
          ),
          nextCommand: "npx portcullis reset",
        }),
      );
    },
  );

  test("DOOR-26 a database of a version that set no mark goes on", () => {
    const { path, masterKey } = openStateFolder(folder());
    mkdirSync(join(path, "functions"));
    const database = openDatabase(":memory:");
    database.migrate("lambda", ["CREATE TABLE functions (name TEXT)"]);
    assertSameKey(database, masterKey, path);
  });

  test("DOOR-26 a first start that was cut off is one again, and a folder in use goes on", () => {
    const { path, masterKey } = openStateFolder(folder());
    administratorKey(path, {});
    const database = openDatabase(":memory:");
    assertSameKey(database, masterKey, path);
    mkdirSync(join(path, "objects"));
    assertSameKey(database, masterKey, path);
  });

  test("the administrator's key is made once, and the environment's key stands over it", () => {
    const { path } = openStateFolder(folder());
    const made = administratorKey(path, {});
    expect(administratorKey(path, {})).toEqual(made);
    expect(made.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(made.secretAccessKey).toHaveLength(40);
    const given = {
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    };
    expect(administratorKey(path, given)).toEqual(given);
    expect(readCredentials(path)).toEqual(given);
  });

  test("a folder is served by one living process; a stale claim does not count", () => {
    const { path } = openStateFolder(folder());
    const ports = { ...DEFAULT_CONFIG, port: 1, mqttPort: 2 };
    const release = claimStateFolder(path, ports);
    expect(runningCloud(path)).toEqual({ pid: process.pid, ...ports });
    release();
    expect(runningCloud(path)).toBeUndefined();
    writeFileSync(join(path, "running.json"), JSON.stringify({ pid: 2 ** 22 + 1, ...ports }));
    expect(runningCloud(path)).toBeUndefined();
    const reused = { pid: process.ppid, ...ports, started: "1" };
    writeFileSync(join(path, "running.json"), JSON.stringify(reused));
    if (existsSync("/proc/self/stat")) expect(runningCloud(path)).toBeUndefined();
    writeFileSync(join(path, "running.json"), JSON.stringify({ pid: process.ppid, ...ports }));
    expect(() => claimStateFolder(path, ports)).toThrow("is running already");
  });

  test.runIf(existsSync("/proc/self/stat"))(
    "a killed process that nobody collected is no living one",
    async () => {
      const { path } = openStateFolder(folder());
      const started = "$(cut -d' ' -f22 /proc/$c/stat)";
      const claim = `{\\"pid\\":$c,\\"port\\":1,\\"started\\":\\"${started}\\"}`;
      // The shell starts a child, kills it and sleeps without collecting it.
      const script = `sleep 60 & c=$!; echo "${claim}"; kill -9 $c; exec sleep 60`;
      const parent = spawn("/bin/sh", ["-c", script]);
      const [line] = await once(parent.stdout, "data");
      writeFileSync(join(path, "running.json"), String(line));
      const { pid } = JSON.parse(String(line)) as { pid: number };
      await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
      expect(runningCloud(path)).toBeUndefined();
      parent.kill("SIGKILL");
    },
  );
});
