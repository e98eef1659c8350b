import { AwsError } from "../core/errors.ts";
import type { ConsoleAnswer, Notice } from "../wire/console-area.ts";
import { printable } from "./parts/printable.ts";

/** Back at a page, with a word on what happened. */
function told(redirect: string, notice: Notice): ConsoleAnswer {
  return { redirect, notice };
}

/** Back at a page, where nothing was done and why. */
export function refused(redirect: string, text: string): ConsoleAnswer {
  return told(redirect, { verdict: "no", text });
}

/**
 * Back at a page, with what was done or AWS's words of why not.
 * @param words in place of AWS's, by code
 */
export async function settled(
  redirect: string,
  act: () => Promise<Notice>,
  words: Readonly<Record<string, string>> = {},
): Promise<ConsoleAnswer> {
  try {
    return told(redirect, await act());
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refused(redirect, words[error.code] ?? refusalText(error));
  }
}

/** `ResourceNotFoundException: …` */
export function refusalText({ code, message }: AwsError): string {
  return printable(`${code}: ${message}`);
}

/** @returns undefined for what is not there */
export async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && (error.status === 404 || error.code === "NoSuchEntity"))
      return undefined;
    throw error;
  }
}

/** A setting that was never made is a refusal on AWS. @returns undefined for one */
export async function unlessRefused<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
