import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { watchFolders } from "./watch-folders.ts";

async function watching(changed: () => Promise<void> = async () => undefined) {
  const failures: unknown[] = [];
  const watcher = Object.assign(new EventEmitter(), { add: () => watcher, close: async () => undefined });
  const stop = watchFolders(
    {
      folders: ["/p"],
      stateDir: "/p/.portcullis",
      deployedFrom: [],
      codeFolders: async () => [],
      changed,
      failed: (error) => failures.push(error),
    },
    () => watcher as never,
  );
  watcher.emit("ready");
  return { watcher, failures, stop: await stop };
}

test("a machine without watchers left ends no cloud, and says so once", async () => {
  const { watcher, failures, stop } = await watching();

  for (const path of ["/p/a", "/p/b"]) {
    watcher.emit(
      "error",
      new Error(`ENOSPC: System limit for number of file watchers reached, watch '${path}'`),
    );
  }
  await stop();

  expect(failures).toMatchObject([{ message: expect.stringMatching(/unnoticed.*ENOSPC.*'\/p\/a'/) }]);
});

test("a change that breaks is told, and the next one is looked at", async () => {
  let changes = 0;
  let noticed: () => void = () => undefined;
  const { watcher, failures, stop } = await watching(async () => {
    changes += 1;
    queueMicrotask(() => noticed());
    if (changes === 1) throw new Error("broken");
  });
  const edit = () =>
    new Promise<void>((resolve) => {
      noticed = resolve;
      watcher.emit("all", "change", "/p/a");
    });

  await edit();
  await edit();
  await stop();

  expect(changes).toBe(2);
  expect(failures).toMatchObject([{ message: "broken" }]);
});
