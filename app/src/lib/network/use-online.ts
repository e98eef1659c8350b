import { useEffect, useState } from "react";
import { watchOnline } from "./watch-online";

export function useOnline(): boolean {
  const [online, setOnline] = useState(true);
  useEffect(() => watchOnline(setOnline), []);
  return online;
}
