// SPDX-License-Identifier: MPL-2.0
/** The board's chime and speech. Without sound the board still works. */

let context: AudioContext | null = null;

/** Two soft tones, generated instead of loaded. */
export function chime(): void {
  try {
    context ??= new AudioContext();
    // Refused until somebody touched the page, unless the panel is set up to allow it.
    void context.resume().catch(() => {});
    tone(context, 659.3, 0);
    tone(context, 523.3, 0.45);
  } catch {
    // No sound card, or no permission: the number still pulses.
  }
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
