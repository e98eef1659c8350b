import { ApiProblem, type ProblemKind } from "../../lib/api/api-problem";
import { PictureProblem, type PictureProblemKind } from "../../lib/picture/picture-problem";
import { ACCOUNT_PROBLEMS } from "./account-text";

const API_PROBLEMS: Record<ProblemKind, string> = {
  ...ACCOUNT_PROBLEMS,
  timeout: "The API took too long. Your picture may be changed all the same: look again in a moment.",
  notOffered: "The API of this home shows pictures and does not change them. An administrator can.",
  tooLarge: "The API does not take a picture of that size.",
  failed: "The API could not change your picture. Try again in a moment.",
};

const FILE_PROBLEMS: Record<PictureProblemKind, string> = {
  unreadable:
    "This file cannot be read as a picture here. Choose a JPEG or PNG; a HEIC photo has to be exported as JPEG first.",
  tooLarge: "This file is larger than 50 MB. Choose a smaller one.",
  noAccess: "Your pictures could not be opened. Allow this app to see them in the settings of your phone.",
};

/** Why a picture was not changed. */
export function pictureErrorText(error: unknown): string {
  if (error instanceof PictureProblem) return FILE_PROBLEMS[error.kind];
  return API_PROBLEMS[error instanceof ApiProblem ? error.kind : "failed"];
}
