// SPDX-License-Identifier: MPL-2.0
/** The board's chime and speech. Without sound the board still works, and the supervisor is told. */
import type { Sound } from '../../wire/wire';

let context: AudioContext | null = null;

/** Asks the browser for sound: at the start, and again at a touch, which some browsers wait for. */
export function openSound(): void {
  try {
    context ??= new AudioContext();
    void context.resume().catch(() => {});
  } catch {
    // No sound card.
  }
}

/** Whether the browser lets the board be heard now. */
export const soundNow = (): Sound => (context?.state === 'running' ? 'allowed' : 'blocked');

/** Two soft tones, generated instead of loaded. What cannot be heard now is never played later. */
export function chime(): void {
  openSound();
  if (!context || soundNow() === 'blocked') return;
  tone(context, 659.3, 0);
  tone(context, 523.3, 0.45);
}

function tone(on: AudioContext, frequency: number, after: number): void {
  const start = on.currentTime + after;
  const gain = on.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.35, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 1.4);
  gain.connect(on.destination);
  const source = on.createOscillator();
  source.type = 'sine';
  source.frequency.value = frequency;
  source.connect(gain);
  source.start(start);
  source.stop(start + 1.5);
}

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
