import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useApi } from "../auth/api-provider";

/** Address of the person's picture as an image component takes it; undefined when there is none. */
const PictureContext = createContext<string | undefined>(undefined);

/** Fetches the person's picture once; without it their initials stand in. */
export function PictureProvider({ children }: { readonly children: ReactNode }) {
  const { api } = useApi();
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    let there = true;
    api.call({ method: "GET", path: "/profile-image" }).then(
      (body) => there && setPicture(pictureIn(body)),
      () => undefined,
    );
    return () => {
      there = false;
    };
  }, [api]);
  return <PictureContext value={picture}>{children}</PictureContext>;
}

export function usePicture(): string | undefined {
  return useContext(PictureContext);
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
