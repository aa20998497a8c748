/** Reported while an input method composes, also by browsers that do not set `isComposing`. */
const IME_KEY_CODE = 229

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode'>

/** Whether a key in the composer sends: Enter alone, and not the Enter that picks what an input method offers. */
export const isSendKey = ({ key, shiftKey, altKey, isComposing, keyCode }: Key): boolean =>
  key === 'Enter' && !shiftKey && !altKey && !isComposing && keyCode !== IME_KEY_CODE
