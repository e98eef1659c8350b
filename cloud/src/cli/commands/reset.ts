import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { readSettings } from "../../runtime/settings.ts";
import { runningCloud } from "../../runtime/state/running-file.ts";
import { type Command, STATE_OPTION, textOption } from "../command.ts";
import { assertConfirmed, YES_OPTION } from "../confirm.ts";

export const reset: Command = {
  name: "reset",
  summary: "Delete everything this cloud keeps: stacks, people, objects, keys.",
  args: [],
  options: [YES_OPTION, STATE_OPTION],
  examples: ["npx portcullis reset --yes"],
  run: async (_args, options, context) => {
    const state = textOption(options, "state");
    const { config } = readSettings(
      state === undefined ? {} : { state },
      context.environment,
      context.workingFolder,
    );
    const running = runningCloud(config.stateDir);
    if (running !== undefined) {
      throw new UserError(
        `The cloud is running (process ${running.pid}). Stop it first: Ctrl-C in its terminal.`,
      );
    }
    if (!existsSync(config.stateDir)) {
      context.print(`Nothing to delete: ${config.stateDir} does not exist.`);
      return;
    }
    if (!existsSync(join(config.stateDir, "cloud.db"))) {
      throw new UserError(`${config.stateDir} is no state folder: it has no cloud.db.`);
    }
    await assertConfirmed(`Delete ${config.stateDir} with all stacks and people?`, options);
    rmSync(config.stateDir, { recursive: true });
    context.print(`${config.stateDir} is deleted.`);
  },
};
