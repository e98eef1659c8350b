import type { Place, Places } from "./places/place.ts";
import type { Story, StoryStep } from "./story.ts";

/** The same story with the places that its refusals are about; looked up for stories that are shown only. */
export function placed(story: Story, places: Places): Story {
  const steps = story.steps.map((step) => withPlace(step, placeOf(step, places)));
  const calls = story.calls.map((call) => placed(call, places));
  return withPlace({ ...story, steps, calls }, placeAmong(steps, calls, story.decidedBy));
}

function placeOf({ event }: StoryStep, places: Places): Place | undefined {
  return event.verdict === "allow" ? undefined : places.of(event);
}

/** The place of the event that gave the headline, here or in a call. */
function placeAmong(steps: readonly StoryStep[], calls: readonly Story[], seq: number): Place | undefined {
  const own = steps.find(({ event }) => event.seq === seq);
  if (own !== undefined) return own.place;
  for (const call of calls) {
    const place = placeAmong(call.steps, call.calls, seq);
    if (place !== undefined) return place;
  }
  return undefined;
}

function withPlace<Part extends object>(part: Part, place: Place | undefined): Part {
  return place === undefined ? part : { ...part, place };
}
