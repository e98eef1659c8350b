import { ImpactFeedbackStyle, impactAsync, NotificationFeedbackType, notificationAsync } from "expo-haptics";

/** Never the only sign of anything: a phone may have no motor, or have it switched off. */
const quietly = (feedback: Promise<void>) => void feedback.catch(() => undefined);

export const haptics = {
  pressed: () => quietly(impactAsync(ImpactFeedbackStyle.Medium)),
  succeeded: () => quietly(notificationAsync(NotificationFeedbackType.Success)),
  failed: () => quietly(notificationAsync(NotificationFeedbackType.Error)),
};
