import type { Language } from '../../lib/clock';

// On Linux the browser often has no voice at all; then nothing is offered rather than something silent.
const engine = (): SpeechSynthesis | null =>
  typeof speechSynthesis === 'undefined' ? null : speechSynthesis;

const voiceOf = (language: Language): SpeechSynthesisVoice | undefined =>
  engine()
    ?.getVoices()
    .find((voice) => voice.lang.toLowerCase().startsWith(language));

export const canSpeak = (language: Language): boolean => voiceOf(language) !== undefined;

/** Voices often come after the page; the answer stops listening for them. */
export function onVoices(changed: () => void): () => void {
  const voices = engine();
  voices?.addEventListener?.('voiceschanged', changed);
  return () => voices?.removeEventListener?.('voiceschanged', changed);
}

export const hush = (): void => engine()?.cancel();

export function speak(text: string, language: Language): void {
  const voice = voiceOf(language);
  hush();
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.rate = 0.9;
  engine()?.speak(words);
}

/** What stands on the page, sentence by sentence; the icons' words are their labels. */
export function spokenText(page: ParentNode | null): string {
  const parts = page?.querySelectorAll<HTMLElement>('h1, h2, p, button') ?? [];
  return [...parts]
    .map((part) => part.textContent?.trim() ?? '')
    .filter(Boolean)
    .join('. ');
}
