// SPDX-License-Identifier: MPL-2.0
/** The board's speech. Without sound the board still works, and the supervisor is told. */
import { soundNow } from '../../lib/sound';

/** Spoken only by a Danish voice: numbers are hard to recognise in another. */
export function say(text: string): void {
  if (soundNow() === 'blocked') return;
  try {
    const voice = speechSynthesis.getVoices().find((each) => each.lang.toLowerCase().startsWith('da'));
    if (!voice) return;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    speechSynthesis.speak(words);
  } catch {
    // Some panels have no speech at all.
  }
}
