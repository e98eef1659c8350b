import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useApi } from "../auth/api-provider";

interface PictureShown {
  /** Address of the person's picture as an image component takes it; undefined when there is none. */
  readonly picture: string | undefined;
  /** Shows another one everywhere at once. */
  readonly show: (picture: string | undefined) => void;
}

const PictureContext = createContext<PictureShown | undefined>(undefined);

/** Fetches the person's picture once; without it their initials stand in. */
export function PictureProvider({ children }: { readonly children: ReactNode }) {
  const { api } = useApi();
  const [picture, setPicture] = useState<string>();
  /** What was fetched before the person changed their picture is old, whenever it arrives. */
  const changed = useRef(false);
  useEffect(() => {
    let there = true;
    api.call({ method: "GET", path: "/profile-image" }).then(
      (body) => there && !changed.current && setPicture(pictureIn(body)),
      () => undefined,
    );
    return () => {
      there = false;
    };
  }, [api]);
  const show = useCallback((other: string | undefined) => {
    changed.current = true;
    setPicture(other);
  }, []);
  const shown = useMemo(() => ({ picture, show }), [picture, show]);
  return <PictureContext value={shown}>{children}</PictureContext>;
}

export function usePicture(): PictureShown {
  const shown = useContext(PictureContext);
  if (shown === undefined) throw new Error("There is no PictureProvider above.");
  return shown;
}

/** How PNG and JPEG begin in base64. */
const KINDS = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
] as const;

/** What the API sent, if it is a picture of a kind that is shown [HOME-4]. */
export function pictureIn(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("image" in body)) return undefined;
  const { image } = body;
  if (typeof image !== "string" || !/^[A-Za-z0-9+/]+={0,2}$/.test(image)) return undefined;
  const kind = KINDS.find(([start]) => image.startsWith(start))?.[1];
  return kind === undefined ? undefined : `data:${kind};base64,${image}`;
}

/** The base64 of a picture that is shown. */
export function base64Of(picture: string): string {
  return picture.slice(picture.indexOf(",") + 1);
}
