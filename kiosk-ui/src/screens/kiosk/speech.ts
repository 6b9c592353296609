// SPDX-License-Identifier: MPL-2.0
import type { Language } from '../../wire/wire';

// On Linux the browser often has no voice at all; then reading aloud is not offered.
const synthesis = (): SpeechSynthesis | null =>
  typeof speechSynthesis === 'undefined' ? null : speechSynthesis;

const voiceOf = (language: Language): SpeechSynthesisVoice | undefined =>
  synthesis()
    ?.getVoices()
    .find((voice) => voice.lang.toLowerCase().startsWith(language));

export const canSpeak = (language: Language): boolean => voiceOf(language) !== undefined;

/** Voices often load after the page. Returns a function that stops listening. */
export function onVoicesChanged(changed: () => void): () => void {
  const voices = synthesis();
  voices?.addEventListener?.('voiceschanged', changed);
  return () => voices?.removeEventListener?.('voiceschanged', changed);
}

export const stopSpeaking = (): void => synthesis()?.cancel();

export function speak(text: string, language: Language): void {
  const voice = voiceOf(language);
  stopSpeaking();
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.rate = 0.9;
  synthesis()?.speak(words);
}

/** The page's texts, sentence by sentence. */
export function spokenText(page: ParentNode | null): string {
  const parts = page?.querySelectorAll<HTMLElement>('h1, h2, p, button') ?? [];
  return [...parts]
    .map((part) => part.textContent?.trim() ?? '')
    .filter(Boolean)
    .join('. ');
}
