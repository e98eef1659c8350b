import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../../store/sqlite.ts";
import type { ObjectVersion } from "./object.ts";
import { createObjectStore, OBJECT_MIGRATIONS, withObjectCache } from "./store.ts";

function prepare() {
  const database = openDatabase(":memory:");
  database.migrate("s3", OBJECT_MIGRATIONS);
  return { database, objects: withObjectCache(database, createObjectStore(database)) };
}

function picture(text: string, versionId = "null"): Omit<ObjectVersion, "isLatest"> {
  return {
    bucket: "photos",
    key: "ann",
    versionId,
    isDeleteMarker: false,
    size: text.length,
    etag: text,
    lastModified: 1,
    metadata: { headers: {}, storageClass: "STANDARD", encryption: { algorithm: "AES256" }, tags: {} },
    data: Buffer.from(text),
    blobs: [],
  };
}

describe("objects that are read again and again", () => {
  test("a read after a write sees what was written, after a removal nothing", () => {
    const { objects } = prepare();
    objects.put(picture("one"));
    expect(objects.latest("photos", "ann")?.etag).toBe("one");
    expect(objects.latest("photos", "ann")).toBe(objects.latest("photos", "ann"));
    objects.put(picture("two"));
    const second = objects.latest("photos", "ann");
    expect(second?.data?.toString()).toBe("two");
    if (second !== undefined) objects.setMetadata(second, { ...second.metadata, tags: { a: "1" } });
    expect(objects.latest("photos", "ann")?.metadata.tags).toEqual({ a: "1" });
    if (second !== undefined) objects.remove(second);
    expect(objects.latest("photos", "ann")).toBeUndefined();
  });

  test("what a transaction takes back was never remembered", () => {
    const { database, objects } = prepare();
    objects.put(picture("kept"));
    expect(() =>
      database.transaction(() => {
        objects.put(picture("taken back"));
        expect(objects.latest("photos", "ann")?.etag).toBe("taken back");
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(objects.latest("photos", "ann")?.etag).toBe("kept");
  });

  test("a removed version uncovers the one before", () => {
    const { objects } = prepare();
    objects.put(picture("old", "v1"));
    objects.put(picture("new", "v2"));
    const newest = objects.latest("photos", "ann");
    if (newest !== undefined) objects.remove(newest);
    expect(objects.latest("photos", "ann")?.etag).toBe("old");
  });

  test("large objects are read anew each time", () => {
    const { objects } = prepare();
    objects.put(picture("x".repeat(16_385)));
    expect(objects.latest("photos", "ann")).not.toBe(objects.latest("photos", "ann"));
  });
});
