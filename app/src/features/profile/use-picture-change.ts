import { useReducer, useRef } from "react";
import { choosePicture } from "../../lib/picture/choose-picture";
import { useApi } from "../auth/api-provider";
import { base64Of, pictureIn, usePicture } from "./picture";
import { removePicture, storePicture } from "./picture-api";
import { pictureErrorText } from "./picture-text";

type Work = "changing" | "removing" | "restoring";

interface Change {
  readonly work: Work | undefined;
  /** What was done last. */
  readonly done?: Work | undefined;
  readonly failure?: string | undefined;
  /** The picture that was removed, as long as it can be put back. */
  readonly removed?: string | undefined;
}

type ChangeEvent =
  | { readonly type: "workStarted"; readonly work: Work }
  | { readonly type: "workDone"; readonly work: Work; readonly removed?: string | undefined }
  | { readonly type: "workFailed"; readonly error: unknown };

function changeReducer(change: Change, event: ChangeEvent): Change {
  switch (event.type) {
    case "workStarted":
      return { work: event.work, removed: change.removed };
    case "workDone":
      return { work: undefined, done: event.work, removed: event.removed };
    case "workFailed":
      return { work: undefined, failure: pictureErrorText(event.error), removed: change.removed };
  }
}

/** Changes, removes and puts back the person's picture; what is shown follows what the API said [HOME-9]. */
export function usePictureChange() {
  const { api } = useApi();
  const { picture, show } = usePicture();
  const [change, dispatch] = useReducer(changeReducer, { work: undefined });
  /** Buttons keep the focus while something is done: a press meanwhile does nothing. */
  const busy = useRef(false);

  const attempt = async (work: Work, act: () => Promise<string | undefined>) => {
    if (busy.current) return;
    busy.current = true;
    dispatch({ type: "workStarted", work });
    try {
      show(await act());
      dispatch({ type: "workDone", work, removed: work === "removing" ? picture : undefined });
    } catch (error) {
      dispatch({ type: "workFailed", error });
    }
    busy.current = false;
  };

  const store = async (image: string) => {
    await storePicture(api, image);
    return pictureIn({ image });
  };

  return {
    change,
    picture,
    choose: async () => {
      if (busy.current) return;
      try {
        const prepare = await choosePicture();
        if (prepare !== undefined) await attempt("changing", async () => store(await prepare()));
      } catch (error) {
        dispatch({ type: "workFailed", error });
      }
    },
    remove: () =>
      attempt("removing", async () => {
        await removePicture(api);
        return undefined;
      }),
    restore: (removed: string) => attempt("restoring", () => store(base64Of(removed))),
  };
}
